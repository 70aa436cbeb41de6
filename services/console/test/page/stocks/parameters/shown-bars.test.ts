import { computeIndicators } from "@tributary/indicators";
import fc from "fast-check";
import type { Bar } from "../../../../page/stocks/feed/bar.ts";
import { type ParameterValues, settingsOf } from "../../../../page/stocks/parameters/graph-parameters.ts";
import { barAt, ShownBars } from "../../../../page/stocks/parameters/shown-bars.ts";
import { aBar } from "../a-bar.ts";
import { barsOfCloses, someCloses } from "./some-prices.ts";

const own: ParameterValues = new Map([
  ["bands", [5, 1.5]],
  ["rsi", [3]],
]);
const whole = { isWhole: true, bars: [] };
const anew = (bars: readonly Bar[]) => new ShownBars().bring(bars, whole, true, own).bars;

test("with no parameters of one's own the bars are those held, untouched", () => {
  const bars = barsOfCloses(someCloses(1, 30));
  const shown = new ShownBars().bring(bars, whole, true, new Map());
  expect(shown.bars).toBe(bars);
  expect(shown.changes).toEqual(whole);
});

test("graphs with other parameters are computed of the bars, all else is as it was told", () => {
  const bars = barsOfCloses(someCloses(2, 60));
  const right = computeIndicators(bars, settingsOf(own));
  for (const [index, shown] of anew(bars).entries()) {
    const { ownKinds, ownCount, unsettled, ...bar } = shown;
    const { bollingerMiddle, bollingerUpper, bollingerLower, bollingerMissingCount, rsi, rsiMissingCount } =
      right[index] ?? {};
    const computed = {
      bollingerMiddle,
      bollingerUpper,
      bollingerLower,
      bollingerMissingCount,
      rsi,
      rsiMissingCount,
    };
    expect(bar).toEqual({ ...bars[index], ...computed });
    expect([ownKinds, ownCount, unsettled]).toEqual([own, index + 1, []]);
  }
});

test("whatever comes, the bars are those that a computation of all of them gives, and the changes all that differs", () => {
  const change = fc.record({
    kind: fc.constantFrom("tick", "close", "correct", "older", "drop"),
    close: fc.double({ min: 1, max: 200, noNaN: true }),
    at: fc.nat(),
  });
  fc.assert(
    fc.property(fc.array(change, { maxLength: 15 }), (changes) => {
      let all = Array.from({ length: 40 }, (_, n) => aBar(n + 500));
      const shownBars = new ShownBars();
      let before = [...shownBars.bring(all, whole, true, own).bars];
      for (const { kind, close, at } of changes) {
        const last = all.length - 1;
        const index = kind === "tick" ? last : at % all.length;
        let touched: Bar[] = [];
        if (kind === "tick" || kind === "correct") {
          const bar = { ...(all[index] as Bar), close, high: close + 1, low: close - 1 };
          all = all.with(index, bar);
          touched = [bar];
        } else if (kind === "close") {
          touched = [aBar(all[last]?.barCount ?? 0, { close, high: close + 1, low: close - 1 })];
          all = [...all, ...touched];
        } else if (kind === "older") {
          const first = (all[0]?.barCount ?? 0) - 1;
          all = [...Array.from({ length: 5 }, (_, n) => aBar(first - 5 + n, { close })), ...all];
        } else if (all.length > 2) all = all.toSpliced(index, 1);
        const isWhole = kind === "older" || kind === "drop";
        const shown = shownBars.bring(all, { isWhole, bars: touched }, true, own);
        expect(shown.bars).toEqual(anew(all));
        expect(shown.changes.isWhole).toBe(isWhole);
        if (!isWhole) {
          const told = new Set(shown.changes.bars);
          // What is not told of is the very bar it was.
          expect(shown.bars.filter((bar, n) => !told.has(bar) && bar !== before[n])).toEqual([]);
        }
        before = [...shown.bars];
      }
    }),
    { numRuns: 30 },
  );
});

test("a tick makes one bar anew, the next bar two, a correction those from it on", () => {
  const bars = barsOfCloses(someCloses(4, 1_000));
  const shownBars = new ShownBars();
  shownBars.bring(bars.slice(0, 900), whole, true, own);
  const changed = (held: readonly Bar[], ...touched: readonly (Bar | undefined)[]) =>
    shownBars
      .bring(held, { isWhole: false, bars: touched as readonly Bar[] }, true, own)
      .changes.bars.map(({ barCount }) => barCount);
  expect(changed(bars.slice(0, 900), bars[899])).toEqual([900]);
  expect(changed(bars.slice(0, 901), bars[899], bars[900])).toEqual([900, 901]);
  expect(changed(bars.slice(0, 901), bars[897])).toEqual([898, 899, 900, 901]);
  expect(changed(bars.slice(0, 901))).toEqual([]);
});

test("a bar that others follow is settled by its own close, whether or not it is told of once more", () => {
  const bars = barsOfCloses(someCloses(8, 400)).slice(100);
  const shownBars = new ShownBars();
  const settledAt = anew(bars).findIndex(({ unsettled }) => unsettled?.length === 0);
  const peeked = shownBars.bring(bars.slice(0, settledAt + 1), whole, true, own).bars.at(-1);
  expect(peeked?.unsettled).toEqual(["rsi"]);
  const { changes } = shownBars.bring(
    bars.slice(0, settledAt + 2),
    { isWhole: false, bars: [bars[settledAt + 1] as Bar] },
    true,
    own,
  );
  expect(changes.bars.map(({ unsettled }) => unsettled)).toEqual([[], []]);
});

test("nothing is computed across bars that are missing: what comes after them warms up", () => {
  const bars = barsOfCloses(someCloses(6, 40)).toSpliced(20, 3);
  const shown = anew(bars);
  expect(shown.map(({ ownCount }) => ownCount)).toEqual(
    [...Array(20).keys(), ...Array(17).keys()].map((n) => n + 1),
  );
  expect(shown.slice(20, 24).map(({ rsi, rsiMissingCount }) => [rsi, rsiMissingCount])).toEqual([
    [null, 3],
    [null, 2],
    [null, 1],
    [expect.any(Number), 0],
  ]);
});

test("without the first bar there ever was, what remembers it is not exact for a while", () => {
  const shown = anew(barsOfCloses(someCloses(7, 400)).slice(100));
  expect(shown[1]?.unsettled).toEqual(["bands", "rsi"]);
  expect(shown[10]?.unsettled).toEqual(["rsi"]);
  expect(shown.at(-1)?.unsettled).toEqual([]);
});

test("a bar comes with the one before it; without such a bar the last one does", () => {
  const bars = [1, 2, 3].map((n) => aBar(n));
  expect(barAt(bars, aBar(2).openTime)).toEqual({ bar: aBar(2), before: aBar(1) });
  expect(barAt(bars, aBar(1).openTime)).toEqual({ bar: aBar(1), before: undefined });
  expect([barAt(bars, undefined), barAt(bars, 7)]).toEqual([
    { bar: aBar(3), before: aBar(2) },
    { bar: aBar(3), before: aBar(2) },
  ]);
  expect(barAt([], undefined)).toBeUndefined();
});
