import { computeIndicators, type IndicatorSettings, type IndicatorValues } from "@tributary/indicators";
import type { Bar } from "../feed/bar.ts";

/** Values of an indicator that were computed again. */
export interface Verified {
  readonly name: string;
  /** Values compared. */
  readonly count: number;
  /** The largest relative difference; infinite where one has a value and the other none. */
  readonly largest: number;
  /** Opening time of the bar it is at; undefined where nothing differs. */
  readonly at: number | undefined;
}

export interface Verification {
  /** Bars compared. */
  readonly bars: number;
  readonly verified: readonly Verified[];
  /** Indicators that cannot be computed of the bars held, and why. */
  readonly left: { readonly names: readonly string[]; readonly reason: string } | undefined;
}

interface Check {
  readonly name: string;
  readonly fields: readonly (keyof IndicatorValues & keyof Bar)[];
  /** Bars that it looks back on, its own included; none: all there have ever been. */
  readonly reach?: (settings: IndicatorSettings) => number;
  /** Differences count by the close: what is compared is itself a difference of averages of it, and may be next to 0. */
  readonly isOfClose?: true;
}

const checks: readonly Check[] = [
  { name: "SMA", fields: ["sma"], reach: ({ sma }) => sma },
  { name: "EMA", fields: ["ema"] },
  {
    name: "Bollinger",
    fields: ["bollingerMiddle", "bollingerUpper", "bollingerLower"],
    reach: ({ bollinger }) => bollinger.period,
  },
  {
    name: "Aroon",
    fields: ["aroonUp", "aroonDown", "aroonOscillator"],
    reach: ({ aroon }) => aroon + 1,
  },
  { name: "RSI", fields: ["rsi"] },
  { name: "MACD", fields: ["macd", "macdSignal", "macdHistogram"], isOfClose: true },
  { name: "PVT", fields: ["priceVolumeTrend"] },
];

/**
 * Computes the indicators of some bars again, by the same kernels as the service does, but in one go over the bars as they
 * are now, and compares. EMA, RSI, MACD and PVT remember all the past: they are computed only where the bars reach back to
 * the first there is.
 *
 * @param held all bars there are to compute of, oldest first
 * @param from index of the first bar compared; `to`: of the last
 * @param computed the indicators of all bars held, where they are known already
 */
export function verify(
  held: readonly Bar[],
  from: number,
  to: number,
  settings: IndicatorSettings,
  computed: readonly IndicatorValues[] = computeIndicators(held, settings),
): Verification {
  const compared = Math.max(0, to - from + 1);
  const names = (some: readonly Check[]) => some.map(({ name }) => name);
  const hole = holeOf(held);
  if (compared === 0 || held.length === 0) return { bars: 0, verified: [], left: undefined };
  if (hole !== undefined)
    return {
      bars: compared,
      verified: [],
      left: { names: names(checks), reason: `between the bars ${hole} and ${hole + 1} some are missing` },
    };
  const isFromSeed = (held[0] as Bar).barCount === 1;
  const isKnown = ({ reach }: Check) => isFromSeed || (reach !== undefined && from >= reach(settings) - 1);
  const left = checks.filter((check) => !isKnown(check));
  return {
    bars: compared,
    verified: checks.filter(isKnown).map((check) => compare(check, held, computed, from, to)),
    left:
      left.length === 0 ? undefined : { names: names(left), reason: "that takes older bars than are here" },
  };
}

function compare(
  { name, fields, isOfClose }: Check,
  held: readonly Bar[],
  computed: readonly IndicatorValues[],
  from: number,
  to: number,
): Verified {
  let [count, largest] = [0, 0];
  let at: number | undefined;
  for (let index = from; index <= to; index++) {
    const [bar, again] = [held[index], computed[index]];
    if (bar === undefined || again === undefined) continue;
    for (const field of fields) {
      const difference = relative(bar[field] as number | null, again[field], isOfClose ? bar.close : 0);
      if (difference === undefined) continue;
      count++;
      if (difference <= largest) continue;
      largest = difference;
      at = bar.openTime;
    }
  }
  return { name, count, largest, at };
}

/** Undefined where neither has a value. */
function relative(told: number | null, again: number | null, scale: number): number | undefined {
  if (told === null && again === null) return undefined;
  if (told === null || again === null) return Number.POSITIVE_INFINITY;
  if (told === again) return 0;
  return Math.abs(told - again) / Math.max(Math.abs(told), Math.abs(again), Math.abs(scale));
}

/** Number of the bar after which one is missing; undefined where none is. */
function holeOf(held: readonly Bar[]): number | undefined {
  const at = held.findIndex(
    (bar, index) => index > 0 && bar.barCount !== (held[index - 1] as Bar).barCount + 1,
  );
  return at < 0 ? undefined : held[at - 1]?.barCount;
}
