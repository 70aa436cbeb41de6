import { type BarInterval, barIntervals, type MarketBar, type MarketIndicator } from "@tributary/contracts";
import { computeIndicators } from "@tributary/indicators";
import { endOf, openingOf } from "./opening-of.ts";

/**
 * What the newest record of each key is to be once all states of a symbol's bars have been read, in any order: each
 * interval by sorting the newest states into bins, and a batch run over those. Of bars that are rolled up only one whose
 * last closing lies well before its period's end is told as open here that is closed: let no log end there.
 */
export function recomputed(log: readonly MarketBar[]): MarketIndicator[] {
  const base = newestStates(log);
  const last = base.at(-1);
  if (last === undefined) return [];
  const { symbol, exchange } = last;
  const baseInterval = last.interval as BarInterval;
  const isClosed = log.some(({ openTime, final }) => final && openTime === last.openTime);
  const seen = isClosed ? endOf(exchange, baseInterval, last.openTime) : last.openTime;
  return barIntervals.slice(barIntervals.indexOf(baseInterval)).flatMap((interval) => {
    const bins = Map.groupBy(base, ({ openTime }) => openingOf(exchange, interval, openTime));
    const bars = [...bins].map(([openTime, parts]) => ({
      ...binOf(parts),
      symbol,
      exchange,
      interval,
      openTime,
      final: openingOf(exchange, interval, seen) !== openTime,
    }));
    const values = computeIndicators(bars);
    return bars.map((bar, index) => ({ ...bar, ...(values[index] as (typeof values)[number]) }));
  });
}

/** The newest state of each bar, oldest bar first. */
export function newestStates(log: readonly MarketBar[]): MarketBar[] {
  const newest = new Map<number, MarketBar>();
  for (const bar of log) {
    const known = newest.get(bar.openTime);
    if (known === undefined || bar.revision > known.revision) newest.set(bar.openTime, bar);
  }
  return [...newest.values()].sort((one, other) => one.openTime - other.openTime);
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
    revision: parts.reduce((states, { revision }) => states + revision + 1, -1),
    source: last.source,
    observedAt: Math.max(...parts.map(({ observedAt }) => observedAt)),
  };
}
