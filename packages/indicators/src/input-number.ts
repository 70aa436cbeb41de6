/** No price or volume comes near; squares and sums of such numbers are still far from overflowing a double. */
export const largest = 1e100;

/**
 * The number itself, and 0 for -0, which JSON would turn into 0 between `state` and `restore`.
 * @throws RangeError on NaN, an infinity or what lies beyond ±`largest`.
 */
export function inputNumber(value: number, name: string): number {
  // Written so that NaN fails, too.
  if (typeof value !== "number" || !(Math.abs(value) <= largest)) {
    throw new RangeError(`${name} is ${value}: needs a number of at most ${largest} either way`);
  }
  return value + 0;
}
