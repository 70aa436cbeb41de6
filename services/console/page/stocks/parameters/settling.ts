import type { IndicatorValues } from "@tributary/indicators";
import type { AdjustableKind } from "./graph-parameters.ts";

/** Nearer than this to what all the past would give is exact: what Verify takes for rounding, too. */
export const EXACT = 1e-9;
/** Prices before the first bar held are taken to be at most so many times the highest of those that a value begins with. */
const PAST_TIMES = 10;

/**
 * How far the value at each bar may be from that of all the past, of which the first bars are not here; to be fed every
 * bar in turn. Relative to the value itself; RSI's to 100, MACD's to the close, as its value may be next to 0. Infinite
 * before there is a value.
 */
export type Doubt = (close: number, values: IndicatorValues) => number;

/** Graphs that remember all the past, and so depend on where the bars begin. */
export const rememberAll: readonly AdjustableKind[] = ["ema", "rsi", "macd"];

/**
 * The doubt of a graph with these parameters. What remembers all the past begins with something that may be wrong by the
 * size of the prices, and each bar leaves (1 − weight) of that, by the recursions in `Ema`, `Rsi` and `Macd` of
 * `@tributary/indicators`. What looks back on a fixed number of bars is exact from its first value on.
 */
export function doubtOf(kind: AdjustableKind, values: readonly number[]): Doubt {
  const [first = 1, second = 1, third = 1] = values;
  if (kind === "ema") return doubtOfEma(first);
  if (kind === "rsi") return doubtOfRsi(first);
  if (kind === "macd") return doubtOfMacd(first, second, third);
  const field = ({ sma: "sma", bands: "bollingerMiddle", aroon: "aroonUp" } as const)[kind];
  return (_, computed) => (computed[field] === null ? Number.POSITIVE_INFINITY : 0);
}

/** What is left of what was not known at the seed: infinite before it. Counts the bars by being called. */
function remainder(seedBars: number, weight: number): (close: number) => number {
  let [seen, highest, left] = [0, 0, Number.POSITIVE_INFINITY];
  return (close) => {
    seen++;
    if (seen <= seedBars) highest = Math.max(highest, Math.abs(close));
    if (seen === seedBars) left = PAST_TIMES * highest;
    else if (seen > seedBars) left *= 1 - weight;
    return left;
  };
}

function doubtOfEma(period: number): Doubt {
  const left = remainder(period, 2 / (period + 1));
  return (close, { ema }) => left(close) / Math.abs(ema ?? 0);
}

function doubtOfRsi(period: number): Doubt {
  const left = remainder(period + 1, 1 / period);
  // Gains and losses together, from nothing, so never more than RSI's own. While nothing moves it shrinks as doubt does.
  let [mean, before] = [0, Number.NaN];
  return (close) => {
    mean += ((Number.isNaN(before) ? 0 : Math.abs(close - before)) - mean) / period;
    before = close;
    return (2 * left(close)) / mean;
  };
}

function doubtOfMacd(fast: number, slow: number, signal: number): Doubt {
  // Both averages begin with the slow one.
  const [ofFast, ofSlow] = [remainder(slow, 2 / (fast + 1)), remainder(slow, 2 / (slow + 1))];
  const weight = 2 / (signal + 1);
  let [seen, ofSignal] = [0, 0];
  return (close) => {
    seen++;
    const ofLine = ofFast(close) + ofSlow(close);
    if (seen < slow) return Number.POSITIVE_INFINITY;
    // The signal's seed is the mean of lines of which none is more in doubt than the first.
    ofSignal = seen < slow + signal ? Math.max(ofSignal, ofLine) : ofSignal + (ofLine - ofSignal) * weight;
    if (seen < slow + signal - 1) return Number.POSITIVE_INFINITY;
    return (ofLine + ofSignal) / Math.abs(close);
  };
}
