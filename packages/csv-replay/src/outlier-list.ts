/** How many names a list of outliers has, `a,b,c` as values carry it; null is none. For `Dataset.outliers`. */
export function outlierCount(names: string | null): number {
  if (names === null) return 0;
  let count = 1;
  for (let at = names.indexOf(","); at !== -1; at = names.indexOf(",", at + 1)) count += 1;
  return count;
}

/** Whether a value is given and less than `from` or more than `to`. */
export function isOutside(value: number | null, from: number, to: number): boolean {
  return value !== null && (value < from || value > to);
}
