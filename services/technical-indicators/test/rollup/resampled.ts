import type { BarInterval, MarketBar } from "@tributary/contracts";
import { exchange } from "@tributary/exchange-hours";
import type { RolledUpBar } from "./kept-bars.ts";

const [minute, hour] = [60_000, 3_600_000];

export type WordsOf = (interval: BarInterval, instant: number) => string;

/** A bar of a resampling: named by the words of its period, for nothing here knows when that begins. */
export type ResampledBar = Omit<RolledUpBar, "openTime"> & { readonly period: string };

/** Words for the period that an instant lies in, which sort by time: by the platform's calendar. */
export function wordsOfPeriods(zone: string): WordsOf {
  const format = new Intl.DateTimeFormat("sv-SE", { timeZone: zone, dateStyle: "short" });
  const days = new Map<number, string>();
  return (interval, instant) => {
    const utc = new Date(instant).toISOString();
    if (interval === "1m") return utc.slice(0, 16);
    if (interval === "1h") return utc.slice(0, 13);
    if (interval === "5m") return `${utc.slice(0, 14)}${Math.floor(Number(utc.slice(14, 16)) / 5) + 10}`;
    const day = days.get(instant) ?? format.format(instant);
    days.set(instant, day);
    return day.slice(0, { "1d": 10, "1M": 7, "1y": 4 }[interval]);
  };
}

/** A batch over the newest states of base bars, in one go from the base to the interval, oldest first. */
export function resampled(
  base: readonly MarketBar[],
  interval: BarInterval,
  wordsOf: WordsOf,
): ResampledBar[] {
  const sorted = [...base].sort((a, b) => a.openTime - b.openTime);
  const newest = sorted.at(-1) as MarketBar;
  const bins = Map.groupBy(sorted, ({ openTime }) => wordsOf(interval, openTime));
  return [...bins].map(([period, parts]) => {
    const volumes = parts.map(({ volume }) => volume).filter((volume) => volume !== null);
    const last = parts.at(-1) as MarketBar;
    return {
      period,
      open: (parts[0] as MarketBar).open,
      high: Math.max(...parts.map(({ high }) => high)),
      low: Math.min(...parts.map(({ low }) => low)),
      close: last.close,
      adjustedClose: last.adjustedClose,
      volume: volumes.length === 0 ? null : volumes.reduce((sum, volume) => sum + volume),
      currency: last.currency,
      source: last.source,
      observedAt: Math.max(...parts.map(({ observedAt }) => observedAt)),
      revision: parts.reduce((states, { revision }) => states + revision + 1, 0) - 1,
      final: isClosed(period, interval, newest, wordsOf),
    };
  });
}

/** Base bars have been seen up to the last closing in the period, or up to its end where nothing closes in it. */
function isClosed(period: string, interval: BarInterval, newest: MarketBar, wordsOf: WordsOf): boolean {
  const seen = newest.final ? endOf(newest, wordsOf) : newest.openTime;
  if (wordsOf(interval, seen) > period) return true;
  const last = closingsOf(newest.exchange).findLast((closing) => wordsOf(interval, closing - 1) === period);
  return last !== undefined && last <= seen;
}

const closings = new Map<string, number[]>();

/** All from 2025 to 2027, ascending. */
function closingsOf(code: string): number[] {
  const known = closings.get(code);
  if (known !== undefined) return known;
  const found = new Set<number>();
  for (let noon = Date.UTC(2025, 0, 1, 12); noon < Date.UTC(2028, 0, 1); noon += 24 * hour) {
    const session = exchange(code).sessionOf(noon);
    if (session !== undefined) found.add(session.closesAt);
  }
  closings.set(code, [...found]);
  return [...found];
}

/** The first hour of a day, or minute, that is not of the bar's own period any more. */
function endOf({ interval, openTime }: MarketBar, wordsOf: WordsOf): number {
  let end = openTime;
  while (wordsOf(interval as BarInterval, end) === wordsOf(interval as BarInterval, openTime))
    end += interval === "1m" ? minute : hour;
  return end;
}
