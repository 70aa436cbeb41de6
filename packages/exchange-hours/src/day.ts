/**
 * A day of the Gregorian calendar as a number: 0 is 1970-01-01, 1 the day after. What hour it begins at is a zone's
 * matter.
 */
export type Day = number;

export const dayMs = 86_400_000;

/** Weekdays as JavaScript counts them. */
export const [sunday, monday, tuesday, wednesday, thursday, friday, saturday] = [
  0, 1, 2, 3, 4, 5, 6,
] as const;

/** @param month 1 to 12; one more or less leads into the next or last year, as does a day into months */
export function dayOf(year: number, month: number, dayOfMonth: number): Day {
  return Date.UTC(year, month - 1, dayOfMonth) / dayMs;
}

export function yearOf(day: Day): number {
  return new Date(day * dayMs).getUTCFullYear();
}

/** 1 to 12. */
export function monthOf(day: Day): number {
  return new Date(day * dayMs).getUTCMonth() + 1;
}

/** 0 (Sunday) to 6. */
export function weekdayOf(day: Day): number {
  return (((day + 4) % 7) + 7) % 7; // 1970-01-01 was a Thursday
}

/** As ISO 8601 writes it: "2026-11-27". */
export function dayText(day: Day): string {
  return new Date(day * dayMs).toISOString().slice(0, 10);
}

/** Such as the third Monday of January: `nthWeekday(2026, 1, 3, monday)`. */
export function nthWeekday(year: number, month: number, n: number, weekday: number): Day {
  const first = dayOf(year, month, 1);
  return first + ((weekday - weekdayOf(first) + 7) % 7) + (n - 1) * 7;
}

/** Such as the last Monday of May: `lastWeekday(2026, 5, monday)`. */
export function lastWeekday(year: number, month: number, weekday: number): Day {
  const last = dayOf(year, month + 1, 0);
  return last - ((weekdayOf(last) - weekday + 7) % 7);
}

export function isWeekend(day: Day): boolean {
  const weekday = weekdayOf(day);
  return weekday === saturday || weekday === sunday;
}

/** Those of the days, written as in ISO 8601, that lie in that year. */
export function daysOfYear(texts: readonly string[], year: number): Day[] {
  return texts.map((text) => Date.parse(text) / dayMs).filter((day) => yearOf(day) === year);
}
