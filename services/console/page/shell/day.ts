const DAY_MS = 86_400_000;
const known = new Map<string, number>();
const MOST_KNOWN = 20_000;

const words = new Intl.DateTimeFormat("en-GB", {
  timeZone: "UTC",
  weekday: "short",
  day: "numeric",
  month: "short",
  year: "numeric",
});
const instantWords = new Intl.DateTimeFormat("en-GB", {
  timeZone: "UTC",
  day: "numeric",
  month: "short",
  year: "numeric",
  hour: "2-digit",
  minute: "2-digit",
});
const monthWords = new Intl.DateTimeFormat("en-GB", { timeZone: "UTC", month: "short" });
const shortWords = new Intl.DateTimeFormat("en-GB", { timeZone: "UTC", day: "numeric", month: "short" });

/** Weekdays in ISO's order. */
export const weekdays = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"] as const;

/** `2015-02-28` → days since 1970-01-01; undefined for what is no such date. */
export function dayOf(iso: string): number | undefined {
  const held = known.get(iso);
  if (held !== undefined) return held;
  if (!/^\d{4}-\d{2}-\d{2}$/.test(iso)) return undefined;
  const day = Date.parse(`${iso}T00:00:00Z`) / DAY_MS;
  // 2015-02-30 would pass as the second of March.
  if (!Number.isInteger(day) || isoOf(day) !== iso) return undefined;
  if (known.size < MOST_KNOWN) known.set(iso, day);
  return day;
}

export function isoOf(day: number): string {
  return new Date(day * DAY_MS).toISOString().slice(0, 10);
}

/** ms since the epoch at the day's beginning, as if its zone were UTC. */
export function instantOf(day: number): number {
  return day * DAY_MS;
}

/** The day an instant is in, as if its zone were UTC. */
export function dayOfInstant(instant: number): number {
  return Math.floor(instant / DAY_MS);
}

/** 1 Monday to 7 Sunday. */
export function weekdayOf(day: number): number {
  // 1970-01-01 was a Thursday.
  return ((((day + 3) % 7) + 7) % 7) + 1;
}

export function yearOf(day: number): number {
  return new Date(day * DAY_MS).getUTCFullYear();
}

/** 0 to 11. */
export function monthOf(day: number): number {
  return new Date(day * DAY_MS).getUTCMonth();
}

/** First day of a month; months above 11 are of later years. */
export function monthStart(year: number, month: number): number {
  return Date.UTC(year, month, 1) / DAY_MS;
}

/** `Wed, 4 Mar 2015` */
export function dayWords(day: number): string {
  return words.format(day * DAY_MS);
}

/** `4 Mar` */
export function shortDay(day: number): string {
  return shortWords.format(day * DAY_MS);
}

/** `Mar` */
export function monthName(day: number): string {
  return monthWords.format(day * DAY_MS);
}

/** `4 Mar 2015, 13:20`: the data's times are local and tell no zone. */
export function instantText(instant: number): string {
  return instantWords.format(instant);
}
