/** Who may hold a share, and which of the topics it reads. */
export interface Claimant {
  readonly topics: readonly string[];
}

/**
 * Shares partitions out evenly: partition n of every topic goes to the same claimant, who keeps what it has as far as
 * its share allows. Deterministic. Answers the claimant of each partition number.
 */
export function shareOut<C extends Claimant>(
  claimants: readonly C[],
  partitions: number,
  heldBy: (partition: number) => C | undefined,
): readonly (C | undefined)[] {
  const shares: (C | undefined)[] = new Array<C | undefined>(partitions).fill(undefined);
  const counts = new Map(claimants.map((claimant) => [claimant, 0]));
  const least = Math.floor(partitions / Math.max(1, claimants.length));
  const give = (partition: number, claimant: C) => {
    shares[partition] = claimant;
    counts.set(claimant, (counts.get(claimant) ?? 0) + 1);
  };
  // Twice: first what everybody is entitled to, then one more each for those who still hold one.
  for (const limit of [least, least + 1]) {
    let larger = limit > least ? partitions - least * claimants.length : partitions;
    for (let partition = 0; partition < partitions; partition++) {
      const holder = heldBy(partition);
      const count = holder === undefined ? undefined : counts.get(holder);
      if (holder === undefined || count === undefined || shares[partition] !== undefined) continue;
      if (count >= limit || larger === 0) continue;
      give(partition, holder);
      if (limit > least) larger--;
    }
  }
  for (let partition = 0; partition < partitions; partition++) {
    if (shares[partition] !== undefined) continue;
    const [poorest] = [...counts].sort(([, a], [, b]) => a - b)[0] ?? [];
    if (poorest !== undefined) give(partition, poorest);
  }
  return shares;
}
