/** As in TA-Lib. */
const longest = 100_000;

/** @throws RangeError unless it is a whole number of bars from 1 to 100,000. */
export function checkedPeriod(period: number, name: string): number {
  if (!Number.isInteger(period) || period < 1 || period > longest) {
    throw new RangeError(`${name} is ${period}: needs a whole number from 1 to ${longest}`);
  }
  return period;
}
