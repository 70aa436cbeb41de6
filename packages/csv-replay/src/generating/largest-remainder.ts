/**
 * Parts a whole number in the proportion of weights into whole numbers that add up to it: each is its exact share rounded down, and
 * those with the largest remainders get one more (method of Hamilton; the first of equal ones). For tables of published sums, where each
 * part is to be near its share; `shares` keeps the sums of neighbours near theirs.
 */
export function largestRemainder(total: number, weights: ArrayLike<number>): Int32Array {
  const sum = Array.from(weights).reduce((before, weight) => before + weight, 0);
  if (sum <= 0) return new Int32Array(weights.length);
  const exact = Float64Array.from(weights, (weight) => (total * weight) / sum);
  const parts = Int32Array.from(exact, Math.floor);
  const remainder = (at: number) => (exact[at] as number) - (parts[at] as number);
  const given = parts.reduce((before, part) => before + part, 0);
  const byRemainder = [...parts.keys()].sort(
    (one, other) => remainder(other) - remainder(one) || one - other,
  );
  for (const at of byRemainder.slice(0, total - given)) parts[at] = (parts[at] as number) + 1;
  return parts;
}
