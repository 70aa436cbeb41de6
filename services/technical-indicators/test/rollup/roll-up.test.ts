import fc from "fast-check";
import { levelsFrom } from "../../src/rollup/levels.ts";
import { rollUp } from "../../src/rollup/roll-up.ts";
import { aBar, minute, monday } from "../a-bar.ts";

const five = [
  { open: 100, high: 103, low: 99, close: 101, volume: 10, adjustedClose: 50.5, observedAt: 1 },
  { open: 101, high: 107, low: 101, close: 106, volume: null, adjustedClose: 53, observedAt: 9 },
  { open: 106, high: 106, low: 95, close: 96, volume: 2.5, adjustedClose: 48, observedAt: 4 },
].map((given, index) => aBar({ ...given, openTime: monday + (index + 1) * minute, revision: index * 2 }));

test("a bar opens with the first, closes with the last, and reaches as far as any; unknown volumes count nothing", () => {
  expect(rollUp(monday, five)).toEqual({
    ...{ openTime: monday, open: 100, high: 107, low: 95, close: 96 },
    ...{ volume: 12.5, adjustedClose: 48, observedAt: 9 },
    ...{ currency: "USDT", source: "synthetic" },
    revision: 8, // 1, 3 and 5 states are nine, the first of which is number 0
  });
});

test("an adjusted close is that of the very close, or unknown", () => {
  const [first, last] = [aBar({ close: 10, adjustedClose: 9 }), aBar({ close: 12, adjustedClose: null })];
  expect(rollUp(monday, [first, last])).toMatchObject({ close: 12, adjustedClose: null });
});

test("what never tells its volume has none, which is not the same as nothing traded", () => {
  expect(rollUp(monday, [aBar({ volume: null }), aBar({ volume: null })]).volume).toBeNull();
  expect(rollUp(monday, [aBar({ volume: null }), aBar({ volume: 0 })]).volume).toBe(0);
});

test("prices below zero are prices: oil's were", () => {
  const { high, low } = rollUp(monday, [aBar({ close: -37.63 }), aBar({ close: -10 })]);
  expect([high, low]).toEqual([-10, -37.63]);
});

test("one more state of a bar within is one more state of the bar", () => {
  const [first, ...others] = five as [ReturnType<typeof aBar>];
  const { revision } = rollUp(monday, five);
  expect(rollUp(monday, [{ ...first, revision: first.revision + 1 }, ...others]).revision).toBe(revision + 1);
  expect(rollUp(monday, [...five, aBar()]).revision).toBe(revision + 1);
  expect(rollUp(monday, [aBar()]).revision).toBe(0);
});

test("the sum of a period's first bars stands for them, bit for bit", () => {
  const price = fc.double({ min: -1e3, max: 1e6, noNaN: true });
  const bar = fc
    .record({
      ...{ open: price, high: price, low: price, close: price, adjustedClose: fc.option(price) },
      volume: fc.option(fc.integer({ min: 0, max: 1e12 })),
      revision: fc.nat(1000),
      observedAt: fc.nat(),
    })
    .map((given) => aBar(given));
  fc.assert(
    fc.property(fc.array(bar, { minLength: 2, maxLength: 25 }), fc.nat(), (bars, at) => {
      const count = 1 + (at % (bars.length - 1));
      const inParts = [rollUp(monday, bars.slice(0, count)), ...bars.slice(count)];
      expect(rollUp(monday, inParts)).toEqual(rollUp(monday, bars));
    }),
  );
});

test("a period without a bar has none", () => {
  expect(() => rollUp(monday, [])).toThrow(RangeError);
});

test("minutes and days are rolled up to all that is longer", () => {
  expect(levelsFrom("1m")).toEqual(["1m", "5m", "1h", "1d", "1M", "1y"]);
  expect(levelsFrom("1d")).toEqual(["1d", "1M", "1y"]);
  expect(levelsFrom("1y")).toEqual(["1y"]);
});
