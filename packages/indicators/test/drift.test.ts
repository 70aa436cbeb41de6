import { Bollinger, Sma } from "../src/index.ts";
import { largestDifference } from "./oracles/largest-difference.ts";
import { twoPassBands } from "./oracles/two-pass-bands.ts";
import { randomNumbers } from "./series/random-bars.ts";

/** Prices about 50,000, and from bar 1,000 on about 1.5: what is left of squares of the first swallows the second. */
function jump(count: number): number[] {
  const random = randomNumbers(5);
  return Array.from(
    { length: count },
    (_, bar) => (bar < 1_000 ? 50_000 : 1.5) * (1 + (random() - 0.5) / 1_000),
  );
}

const bandsOf = (period: number, closes: readonly number[]) => {
  const bollinger = new Bollinger(period, 2);
  return closes.map((close) => bollinger.update(close));
};

describe.each([2, 20, 25, 200, 999])("with a window of %i bars", (period) => {
  const closes = jump(3_000);
  const theirs = twoPassBands(closes, period, 2);

  test("a fall from 50,000 to 1.5 leaves no trace in the bands, at any bar", () => {
    const ours = bandsOf(period, closes);
    for (const band of ["middle", "upper", "lower"] as const) {
      const difference = largestDifference(
        ours.map((value) => value?.[band]),
        theirs.map((value) => value?.[band]),
      );
      expect([band, difference < 1e-9]).toEqual([band, true]);
    }
  });

  test("nor in their width, which is the small difference of two large numbers", () => {
    const width = (value: { upper: number; lower: number } | null) => value && value.upper - value.lower;
    const difference = largestDifference(bandsOf(period, closes).map(width), theirs.map(width));
    expect(difference).toBeLessThan(1e-9);
  });

  test("nor in the moving average", () => {
    const sma = new Sma(period);
    const ours = closes.map((close) => sma.update(close));
    expect(
      largestDifference(
        ours,
        theirs.map((value) => value?.middle),
      ),
    ).toBeLessThan(1e-12);
  });
});

test("the same fall is too much for a sliding Welford, so that the tests above can fail", () => {
  const [period, closes] = [20, jump(3_000)];
  let [mean, squares] = [0, 0];
  const upper = closes.map((close, bar) => {
    const gone = closes[bar - period];
    const before = mean;
    mean += gone === undefined ? (close - mean) / (bar + 1) : (close - gone) / period;
    squares +=
      gone === undefined
        ? (close - before) * (close - mean)
        : (close - gone) * (close - mean + gone - before);
    return bar < period - 1 ? null : mean + 2 * Math.sqrt(Math.max(0, squares) / period);
  });
  const theirs = twoPassBands(closes, period, 2).map((value) => value?.upper);
  expect(largestDifference(upper.slice(0, 1_000), theirs.slice(0, 1_000))).toBeLessThan(1e-9);
  expect(largestDifference(upper, theirs)).toBeGreaterThan(1e-4);
});

test("a million bars later the bands are as exact as at the start", () => {
  const random = randomNumbers(6);
  const bollinger = new Bollinger(20, 2);
  const last: number[] = [];
  for (let bar = 0; bar < 1_000_000; bar++) {
    const close = bar % 50_000 === 0 ? 1e9 : 100 + random();
    bollinger.update(close);
    if (bar >= 999_000) last.push(close);
  }
  const theirs = twoPassBands(last, 20, 2).at(-1);
  expect(Math.abs((bollinger.value?.upper ?? 0) / (theirs?.upper ?? 0) - 1)).toBeLessThan(1e-14);
});

test("of a flat stretch the bands and the average are its price, exactly, whatever was before", () => {
  const [bollinger, sma] = [new Bollinger(20, 2), new Sma(20)];
  for (const close of [...jump(1_234), ...Array<number>(20).fill(0.1)]) {
    bollinger.update(close);
    sma.update(close);
  }
  expect(bollinger.value).toEqual({ middle: 0.1, upper: 0.1, lower: 0.1 });
  expect(sma.value).toBe(0.1);
});
