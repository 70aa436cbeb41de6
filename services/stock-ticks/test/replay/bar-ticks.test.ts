import fc from "fast-check";
import { barTicks } from "../../src/replay/bar-ticks.ts";

const bar = { openTime: 0, open: 10, high: 14, low: 8, close: 12, adjustedClose: 6, volume: 900 };

test("a rising bar goes through its low first, and is final at its close", () => {
  expect(
    barTicks(bar).map(({ share, bar: { close, high, low, volume, final } }) => [
      share,
      close,
      high,
      low,
      volume,
      final,
    ]),
  ).toEqual([
    [0, 10, 10, 10, 0, false],
    [1 / 3, 8, 10, 8, 300, false],
    [2 / 3, 14, 14, 8, 600, false],
    [1, 12, 14, 8, 900, true],
  ]);
});

test("a falling bar goes through its high first", () => {
  expect(barTicks({ ...bar, open: 12, close: 10 }).map(({ bar: { close } }) => close)).toEqual([
    12, 14, 8, 10,
  ]);
});

test("the adjusted close stands to the close as at the end; what has no volume or adjustment has none before", () => {
  expect(barTicks(bar).map(({ bar: { adjustedClose } }) => adjustedClose)).toEqual([5, 4, 7, 6]);
  const plain = barTicks({ ...bar, adjustedClose: null, volume: null });
  expect(plain.every(({ bar: { adjustedClose, volume } }) => adjustedClose === null && volume === null)).toBe(
    true,
  );
});

test("no order of the extremes makes a shorter path, and every state is a possible bar", () => {
  const price = fc.double({ min: 1, max: 1000, noNaN: true });
  const prices = fc.tuple(price, price, price, price);
  const length = (path: readonly number[]) =>
    path.slice(1).reduce((sum, price, index) => sum + Math.abs(price - (path[index] ?? 0)), 0);
  fc.assert(
    fc.property(prices, ([one, other, third, fourth]) => {
      const [low, open, close, high] = [
        Math.min(one, other, third, fourth),
        other,
        third,
        Math.max(one, other, third, fourth),
      ];
      const ticks = barTicks({ ...bar, open, close, low, high });
      const taken = length(ticks.map(({ bar }) => bar.close));
      expect(taken).toBeLessThanOrEqual(
        Math.min(length([open, low, high, close]), length([open, high, low, close])) + 1e-9,
      );
      for (const { bar } of ticks) {
        expect(bar.high).toBeGreaterThanOrEqual(Math.max(bar.open, bar.close));
        expect(bar.low).toBeLessThanOrEqual(Math.min(bar.open, bar.close));
      }
    }),
  );
});
