/** What was seen after the faults were over and the group had time to do its work. */
export interface Evidence {
  /** Acknowledged events that are neither in the sink nor among the dead letters. */
  readonly missing: number;
  /** Appearances in the sink beyond the first of each event. */
  readonly repeated: number;
  /** Keys whose final value is not that of their newest event. */
  readonly stale: number;
  readonly lag: { readonly offsets: number; readonly afterMs: number; readonly limitMs: number };
  readonly instances: readonly Instance[];
  /** The group as its coordinator sees it. */
  readonly group: {
    readonly members: number;
    readonly assignedPartitions: number;
    readonly partitions: number;
  };
  readonly residentLimitBytes: number;
  /** What those that were told to stop exited with, and those that nobody told. */
  readonly exits: {
    readonly asked: readonly (number | null)[];
    readonly unasked: readonly (number | null)[];
  };
}

export interface Instance {
  readonly alive: boolean;
  readonly ready: boolean;
  /** What keeps it from being ready, in its own words. */
  readonly unready?: readonly string[];
  readonly residentBytes: number;
}

/**
 * The invariants that hold after every fault: I1 nothing lost, I2 nothing twice, I3 the newest wins, I4 lag comes back
 * to 0 in time, I5 nobody is ready while its consumer is dead, I6 memory is bounded, I7 exit codes are the documented
 * ones. Answers those that are broken, in words; empty when all hold.
 */
export function judge(evidence: Evidence): readonly string[] {
  const { missing, repeated, stale, lag, instances, group, residentLimitBytes, exits } = evidence;
  const broken: string[] = [];
  if (missing !== 0) broken.push(`I1: ${missing} acknowledged events are neither in the sink nor buried`);
  if (repeated !== 0) broken.push(`I2: ${repeated} times an event stands in the sink once too often`);
  if (stale !== 0) broken.push(`I3: ${stale} keys do not hold the value of their newest event`);
  if (lag.offsets !== 0) broken.push(`I4: lag is ${lag.offsets} after ${lag.afterMs} ms`);
  else if (lag.afterMs > lag.limitMs)
    broken.push(`I4: lag was 0 only after ${lag.afterMs} ms, promised are ${lag.limitMs}`);

  const ready = instances.filter((instance) => instance.ready).length;
  const deadButReady = instances.filter((instance) => instance.ready && !instance.alive).length;
  if (deadButReady > 0) broken.push(`I5: ${deadButReady} instances are ready and not alive`);
  if (ready > group.members)
    broken.push(`I5: ${ready} instances are ready, and the group has ${group.members} members`);
  if (ready > 0 && group.assignedPartitions < group.partitions)
    broken.push(
      `I5: instances are ready, and of ${group.partitions} partitions ${group.assignedPartitions} are assigned`,
    );
  if (ready < instances.length)
    broken.push(
      `I5: of ${instances.length} instances ${instances.length - ready} are not ready though all is over${reasonsOf(instances)}`,
    );

  const largest = Math.max(0, ...instances.map(({ residentBytes }) => residentBytes));
  if (largest > residentLimitBytes)
    broken.push(`I6: an instance holds ${largest} bytes, the limit is ${residentLimitBytes}`);
  for (const code of exits.asked)
    if (code !== 0) broken.push(`I7: an instance that was told to stop exited with ${code}`);
  for (const code of exits.unasked)
    broken.push(`I7: an instance that nobody told to stop exited with ${code}`);
  return broken;
}

function reasonsOf(instances: readonly Instance[]): string {
  const reasons = new Set(instances.flatMap(({ unready = [] }) => unready));
  return reasons.size === 0 ? "" : ` (${[...reasons].join("; ")})`;
}
