/**
 * The next of an average whose seed is the plain mean of its first `period` values, and which then moves by `weight`
 * (above 0, at most 1) of the way to each new one. Written as a step from the average, so that equal values leave it
 * where it is, to the last bit.
 * @param seen how many values `average` is of; from `period` on it makes no difference how many
 */
export function seededAverage(
  average: number,
  seen: number,
  value: number,
  period: number,
  weight: number,
): number {
  return seen < period ? average + (value - average) / (seen + 1) : movedAverage(average, value, weight);
}

/** The same once its seed is complete. */
export function movedAverage(average: number, value: number, weight: number): number {
  return average + (value - average) * weight;
}
