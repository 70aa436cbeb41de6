import { computeIndicators, type IndicatorValues } from "@tributary/indicators";
import type { AdjustableKind } from "../../../../page/stocks/parameters/graph-parameters.ts";
import { settingsOf } from "../../../../page/stocks/parameters/graph-parameters.ts";
import { doubtOf, EXACT } from "../../../../page/stocks/parameters/settling.ts";
import { barsOfCloses, someCloses } from "./some-prices.ts";

type Field = keyof IndicatorValues;
const PAST = 1_500;

/** For each bar after a past that is not here: how far its values are from those with it, and how far they may be. */
function errorsOf(
  kind: AdjustableKind,
  values: readonly number[],
  fields: readonly Field[],
  closes: readonly number[],
) {
  const settings = settingsOf(new Map([[kind, values]]));
  const bars = barsOfCloses(closes);
  const held = bars.slice(PAST);
  const truth = computeIndicators(bars, settings).slice(PAST);
  const doubt = doubtOf(kind, values);
  return computeIndicators(held, settings).map((computed, index) => {
    const close = held[index]?.close ?? 0;
    const errors = fields.map((field) => {
      const [mine, right] = [computed[field], truth[index]?.[field] ?? null];
      if (mine === null || right === null) return Number.POSITIVE_INFINITY;
      const scale = kind === "rsi" ? 100 : kind === "macd" ? close : Math.abs(right);
      return mine === right ? 0 : Math.abs(mine - right) / scale;
    });
    return { error: Math.max(...errors), doubt: doubt(close, computed) };
  });
}

const cases: readonly [AdjustableKind, readonly number[], readonly Field[], number][] = [
  ["ema", [5], ["ema"], 100],
  ["ema", [50], ["ema"], 800],
  ["rsi", [2], ["rsi"], 500],
  ["rsi", [21], ["rsi"], 1_400],
  ["macd", [12, 26, 9], ["macd", "macdSignal", "macdHistogram"], 500],
  ["macd", [3, 5, 40], ["macd", "macdSignal", "macdHistogram"], 800],
];

test.each(cases)("%s %j: the doubt is never below the error, and ends", (kind, values, fields, bars) => {
  for (let seed = 1; seed <= 4; seed++) {
    const errors = errorsOf(kind, values, fields, someCloses(seed, PAST + 1_600));
    // Below that all is rounding, on both sides.
    expect(errors.filter(({ error, doubt }) => error > Math.max(doubt, 1e-11))).toEqual([]);
    expect(errors.filter(({ error, doubt }) => doubt <= EXACT && !(error <= EXACT))).toEqual([]);
    expect(errors.findIndex(({ doubt }) => doubt <= EXACT)).toBeLessThan(bars);
  }
});

test("where nothing has moved since the first bar, RSI stays in doubt", () => {
  const closes = [...someCloses(3, PAST), ...Array<number>(900).fill(77)];
  expect(errorsOf("rsi", [14], ["rsi"], closes).every(({ doubt }) => doubt > EXACT)).toBe(true);
});

test("what looks back on a fixed number of bars is exact as soon as there are so many", () => {
  const errors = errorsOf("sma", [30], ["sma"], someCloses(5, PAST + 200));
  expect(errors.findIndex(({ doubt }) => doubt === 0)).toBe(29);
  expect(errors.slice(29).every(({ error }) => error < 1e-12)).toBe(true);
});
