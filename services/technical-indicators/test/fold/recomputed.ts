import {
  type BarInterval,
  barIntervals,
  type MarketBar,
  type MarketIndicator,
  marketIndicator,
} from "@tributary/contracts";
import { computeIndicators, defaultSettings } from "@tributary/indicators";
import { periods } from "./periods.ts";

/**
 * A batch over the newest state of each bar: every interval by sorting the base's bars into bins by the calendar, and the
 * indicators over those. Nothing of the fold, of its roll-ups or of exchange-hours is in it.
 */
export function recomputed(log: readonly MarketBar[], settings = defaultSettings): MarketIndicator[] {
  const newest = new Map<number, MarketBar>();
  for (const bar of log) {
    const known = newest.get(bar.openTime);
    if (known === undefined || bar.revision > known.revision) newest.set(bar.openTime, bar);
  }
  const base = [...newest.values()].sort((a, b) => a.openTime - b.openTime);
  const last = base.at(-1);
  if (last === undefined) return [];
  const { symbol, exchange } = last;
  const baseInterval = last.interval as BarInterval;
  const periodOf = periods(exchange);
  // Once closed a bar stays so, whatever its newest state says.
  const isClosed = log.some(({ openTime, final }) => final && openTime === last.openTime);
  const seen = isClosed ? endOf(last, periodOf) : last.openTime;
  return barIntervals.slice(barIntervals.indexOf(baseInterval)).flatMap((interval) => {
    const isBase = interval === baseInterval;
    const bins = Map.groupBy(base, ({ openTime }) => periodOf(interval, openTime).opensAt);
    const bars = [...bins].map(([openTime, parts], index) => ({
      ...binOf(parts),
      symbol,
      exchange,
      interval,
      openTime,
      final: index < bins.size - 1 || (isBase ? isClosed : seen >= periodOf(interval, openTime).closesAt),
    }));
    const values = computeIndicators(bars, settings);
    return bars.map((bar, index) => ({ ...bar, ...(values[index] as (typeof values)[number]) }));
  });
}

/** The first hour of a day, or the first minute, that is not of the bar any more. */
function endOf({ interval, openTime }: MarketBar, periodOf: ReturnType<typeof periods>): number {
  let end = openTime;
  while (periodOf(interval as BarInterval, end).opensAt === openTime)
    end += interval === "1m" ? 60_000 : 3_600_000;
  return end;
}

function binOf(parts: readonly MarketBar[]) {
  const [first, last] = [parts[0] as MarketBar, parts.at(-1) as MarketBar];
  const volumes = parts.map(({ volume }) => volume).filter((volume) => volume !== null);
  return {
    open: first.open,
    high: Math.max(...parts.map(({ high }) => high)),
    low: Math.min(...parts.map(({ low }) => low)),
    close: last.close,
    adjustedClose: last.adjustedClose,
    volume: volumes.length === 0 ? null : volumes.reduce((sum, volume) => sum + volume),
    currency: last.currency,
    source: last.source,
    revision: parts.reduce((states, { revision }) => states + revision + 1, -1),
    observedAt: Math.max(...parts.map(({ observedAt }) => observedAt)),
  };
}

/** The first difference between what was published and what is recomputed, in words; numbers to 1e-9 of the larger one. */
export function difference(
  published: ReadonlyMap<string, MarketIndicator>,
  due: readonly MarketIndicator[],
): string | undefined {
  if (published.size !== due.length) return `${published.size} bars are published, ${due.length} are due`;
  for (const bar of due) {
    const key = marketIndicator.key(bar);
    const found = published.get(key);
    if (found === undefined) return `${key} is missing`;
    for (const [field, expected] of Object.entries(bar)) {
      const given = found[field as keyof MarketIndicator];
      if (!isNear(given, expected)) return `${key} ${field}: ${given}, due ${expected}`;
    }
  }
  return undefined;
}

function isNear(given: unknown, due: unknown): boolean {
  if (typeof given !== "number" || typeof due !== "number") return given === due;
  return Math.abs(given - due) <= 1e-9 * Math.max(Math.abs(given), Math.abs(due), 1);
}
