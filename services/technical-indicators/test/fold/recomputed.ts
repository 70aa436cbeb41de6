import type { BarInterval, MarketBar, MarketIndicator } from "@tributary/contracts";
import { barIntervals } from "@tributary/contracts";
import { exchange } from "@tributary/exchange-hours";
import { computeIndicators, defaultSettings } from "@tributary/indicators";
import { opensAt } from "./opens-at.ts";

type Recomputed = Omit<MarketIndicator, "symbol" | "exchange" | "currency" | "source">;

/** A batch over the newest state of each bar: every interval by sorting the base's bars into bins. */
export function recomputed(log: readonly MarketBar[], settings = defaultSettings): Recomputed[] {
  const newest = new Map<number, MarketBar>();
  for (const bar of log) {
    const known = newest.get(bar.openTime);
    if (known === undefined || bar.revision > known.revision) newest.set(bar.openTime, bar);
  }
  const base = [...newest.values()].sort((a, b) => a.openTime - b.openTime);
  const [first] = base;
  if (first === undefined) return [];
  const opens = opensAt(first.exchange);
  const { openTime: newestOpens, interval: baseInterval } = base.at(-1) as MarketBar;
  const isBaseClosed = log.some((bar) => bar.openTime === newestOpens && bar.final);
  const isClosed = (interval: BarInterval, openTime: number) => {
    if (!isBaseClosed)
      return (
        interval !== baseInterval &&
        newestOpens >= exchange(first.exchange).periodOf(interval, openTime).closesAt
      );
    const seen = exchange(first.exchange).periodOf(baseInterval as BarInterval, newestOpens).endsAt;
    return (
      interval === baseInterval || seen >= exchange(first.exchange).periodOf(interval, openTime).closesAt
    );
  };
  const from = barIntervals.indexOf(first.interval as BarInterval);
  return barIntervals.slice(from).flatMap((interval, level) => {
    const bins = new Map<number, MarketBar[]>();
    for (const bar of base) {
      const at = level === 0 ? bar.openTime : opens(interval, bar.openTime);
      const bin = bins.get(at) ?? [];
      bin.push(bar);
      bins.set(at, bin);
    }
    const bars = [...bins].map(([openTime, parts], index) => {
      const volumes = parts.flatMap(({ volume }) => (volume === null ? [] : [volume]));
      const last = parts.at(-1) as MarketBar;
      return {
        interval,
        openTime,
        open: (parts[0] as MarketBar).open,
        high: Math.max(...parts.map(({ high }) => high)),
        low: Math.min(...parts.map(({ low }) => low)),
        close: last.close,
        adjustedClose: last.adjustedClose,
        volume: volumes.length === 0 ? null : volumes.reduce((sum, volume) => sum + volume, 0),
        final: index < bins.size - 1 || isClosed(interval, openTime),
        revision: parts.reduce((states, { revision }) => states + revision + 1, -1),
        observedAt: Math.max(...parts.map(({ observedAt }) => observedAt)),
      };
    });
    const values = computeIndicators(bars, settings);
    return bars.map((bar, index) => ({ ...bar, ...(values[index] as (typeof values)[number]) }));
  });
}

/** The first difference between what was published and what is recomputed, in words; numbers to 1e-9 of the larger one. */
export function difference(
  published: ReadonlyMap<string, MarketIndicator>,
  due: readonly Recomputed[],
  symbol = "BTCUSDT",
): string | undefined {
  if (published.size !== due.length) return `${published.size} bars are published, ${due.length} are due`;
  for (const bar of due) {
    const key = `${symbol}|${bar.interval}|${bar.openTime}`;
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
