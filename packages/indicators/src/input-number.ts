/** No price or volume comes near; squares, quotients and sums of such numbers are still far from overflowing. */
export const largest = 1e75;

/** What is nearer to 0 is 0: a relative change from it would mean nothing, and JSON has no -0 to restore. */
const smallest = 1 / largest;

/**
 * The number itself, or 0 where it is as good as 0.
 * @throws RangeError on NaN, an infinity or what lies beyond ±`largest`.
 */
export function inputNumber(value: number, name: string): number {
  const size = Math.abs(value);
  // Written so that NaN fails, too.
  if (typeof value !== "number" || !(size <= largest)) {
    throw new RangeError(`${name} is ${value}: needs a number of at most ${largest} either way`);
  }
  return size < smallest ? 0 : value;
}
