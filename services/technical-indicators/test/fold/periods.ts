import type { BarInterval } from "@tributary/contracts";
import { Temporal } from "temporal-polyfill";

export interface CalendarPeriod {
  readonly opensAt: number;
  /** When trade of it is over. */
  readonly closesAt: number;
}

interface Place {
  readonly zone: string;
  /** Local time at which a weekday's session ends; undefined where there is none to end. */
  readonly closing?: string;
}

const minutesOf: Partial<Record<BarInterval, number>> = { "1m": 1, "5m": 5, "1h": 60 };
const places: Record<string, Place> = {
  BINANCE: { zone: "UTC" },
  "24-7": { zone: "UTC" },
  XNYS: { zone: "America/New_York", closing: "16:00" },
  XLON: { zone: "Europe/London", closing: "16:30" },
};
const hour = 3_600_000;

/**
 * By Temporal's calendar, slowly: what the tests know of when bars open and are over. Of holidays and half days it knows
 * nothing, so that no test may end on one.
 */
export function periods(exchange: string): (interval: BarInterval, instant: number) => CalendarPeriod {
  const place = places[exchange];
  if (place === undefined) throw new Error(`the tests know nothing of ${exchange}`);
  const known = new Map<string, CalendarPeriod>();
  return (interval, instant) => {
    const minutes = minutesOf[interval];
    // No zone here begins a day within an hour.
    const grid = minutes === undefined ? hour : minutes * 60_000;
    const from = Math.floor(instant / grid) * grid;
    const key = interval + from;
    const period = known.get(key) ?? find(interval, from, place);
    known.set(key, period);
    return period;
  };
}

function find(interval: BarInterval, from: number, place: Place): CalendarPeriod {
  const day = Temporal.Instant.fromEpochMilliseconds(from).toZonedDateTimeISO(place.zone).toPlainDate();
  const minutes = minutesOf[interval];
  if (minutes !== undefined) return ofMinutes(from, from + minutes * 60_000, day, place);
  return ofDays(interval, firstDayOf(interval, day), place);
}

function firstDayOf(interval: BarInterval, day: Temporal.PlainDate): Temporal.PlainDate {
  if (interval === "1y") return day.with({ month: 1, day: 1 });
  return interval === "1M" ? day.with({ day: 1 }) : day;
}

function ofDays(interval: BarInterval, first: Temporal.PlainDate, place: Place): CalendarPeriod {
  const length = { "1d": { days: 1 }, "1M": { months: 1 }, "1y": { years: 1 } }[
    interval as "1d" | "1M" | "1y"
  ];
  const next = first.add(length);
  let last = next.subtract({ days: 1 });
  while (last.dayOfWeek > 5 && !last.equals(first)) last = last.subtract({ days: 1 });
  return {
    opensAt: midnightOf(first, place),
    closesAt: closingOf(last, place) ?? midnightOf(next, place),
  };
}

function ofMinutes(opensAt: number, endsAt: number, day: Temporal.PlainDate, place: Place): CalendarPeriod {
  const closing = closingOf(day, place) ?? endsAt;
  return { opensAt, closesAt: closing > opensAt && closing < endsAt ? closing : endsAt };
}

function midnightOf(day: Temporal.PlainDate, { zone }: Place): number {
  return day.toZonedDateTime(zone).epochMilliseconds;
}

function closingOf(day: Temporal.PlainDate, { zone, closing }: Place): number | undefined {
  if (closing === undefined || day.dayOfWeek > 5) return undefined;
  return day.toZonedDateTime({ timeZone: zone, plainTime: closing }).epochMilliseconds;
}
