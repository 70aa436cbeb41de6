const dayMs = 86_400_000;
const firstYear = 2016;
const firstDay = Date.UTC(firstYear, 0, 1);
/** Long enough for an accident of March 2023 that lasts a year. */
const days = 3_200;

const texts = Array.from({ length: days }, (_, day) =>
  new Date(firstDay + day * dayMs).toISOString().slice(0, 10),
);
const twoDigits = Array.from({ length: 60 }, (_, number) => String(number).padStart(2, "0"));

/** Days since 1 January 2016 of the first of a month, 1 to 12. */
export function dayOfMonthStart(year: number, month: number): number {
  return (Date.UTC(year, month - 1, 1) - firstDay) / dayMs;
}

export function daysOfMonth(year: number, month: number): number {
  return new Date(Date.UTC(year, month, 0)).getUTCDate();
}

/** 0 Monday to 6 Sunday; 1 January 2016 was a Friday. */
export function weekdayOf(day: number): number {
  return (day + 4) % 7;
}

/** `YYYY-MM-DD HH:MM:SS` of seconds since 1 January 2016, by the same clocks. */
export function timeText(second: number): string {
  const minute = Math.floor(second / 60);
  const hour = Math.floor(minute / 60);
  const day = Math.floor(hour / 24);
  const two = (number: number) => twoDigits[number] as string;
  return `${texts[day]} ${two(hour - day * 24)}:${two(minute - hour * 60)}:${two(second - minute * 60)}`;
}

/**
 * First and last day of the year's summer time, days since 1 January 2016: from the second Sunday of March to the first of
 * November (15 U.S.C. 260a).
 */
export function summerTime(year: number): readonly [first: number, end: number] {
  const sundayFrom = (day: number) => day + ((6 - weekdayOf(day) + 7) % 7);
  return [sundayFrom(dayOfMonthStart(year, 3) + 7), sundayFrom(dayOfMonthStart(year, 11))];
}
