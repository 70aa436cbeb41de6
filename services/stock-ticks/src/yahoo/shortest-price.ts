const leastDigits = 6;
const mostDigits = 9;

/**
 * The shortest decimal that is the same single-precision number: Yahoo's charts hold prices in 32 bits and print them in
 * 64, such as 75.0875015258789 for 75.0875, while its quotes say 75.0875. What is no such number stays as it is.
 */
export function shortestPrice(value: number): number {
  if (Math.fround(value) !== value) return value;
  for (let digits = leastDigits; digits < mostDigits; digits++) {
    const shorter = Number(value.toPrecision(digits));
    if (Math.fround(shorter) === value) return shorter;
  }
  return value;
}
