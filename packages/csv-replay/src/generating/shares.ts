/**
 * Parts a whole number in the proportion of weights into whole numbers that add up to it, none above its limit: each prefix of the
 * parts is within a half of its exact share while no limit binds (cumulative rounding). What a limit refuses goes to those
 * behind it, then to whoever has room; a weight of 0 gets nothing. Only if all limits together are less, the sum is.
 */
export function shares(total: number, weights: ArrayLike<number>, limits?: ArrayLike<number>): Int32Array {
  const parts = new Int32Array(weights.length);
  let sum = 0;
  for (let at = 0; at < weights.length; at += 1) sum += weights[at] as number;
  if (sum <= 0) return parts;
  let before = 0;
  let given = 0;
  const limitOf = (at: number) => limits?.[at] ?? total;
  for (let at = 0; at < weights.length; at += 1) {
    const weight = weights[at] as number;
    before += weight;
    if (weight <= 0) continue;
    const due = Math.round((total * before) / sum) - given;
    const part = Math.min(due, limitOf(at));
    parts[at] = part;
    given += part;
  }
  for (let at = 0; at < weights.length && given < total; at += 1) {
    if ((weights[at] as number) <= 0) continue;
    const more = Math.min(total - given, limitOf(at) - (parts[at] as number));
    parts[at] = (parts[at] as number) + more;
    given += more;
  }
  return parts;
}
