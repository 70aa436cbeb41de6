/**
 * Largest relative difference of two series, Infinity where one has a value and the other has none (null or undefined).
 * Relative to the larger of the two: 0 and 1e-300 differ by 1.
 */
export function largestDifference(
  ours: readonly (number | null | undefined)[],
  theirs: readonly (number | null | undefined)[],
): number {
  if (ours.length !== theirs.length) return Number.POSITIVE_INFINITY;
  let largest = 0;
  for (let index = 0; index < ours.length; index++) {
    const [one, other] = [ours[index] ?? null, theirs[index] ?? null];
    if (one === other) continue;
    if (one === null || other === null) return Number.POSITIVE_INFINITY;
    largest = Math.max(largest, Math.abs(one - other) / Math.max(Math.abs(one), Math.abs(other)));
  }
  return largest;
}
