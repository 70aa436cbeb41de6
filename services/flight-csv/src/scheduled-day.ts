import { RowFault } from "@tributary/csv-replay";
import { wholeNumber } from "./whole-number.ts";

const dayMs = 86_400_000;
const months = [
  "January",
  "February",
  "March",
  "April",
  "May",
  "June",
  "July",
  "August",
  "September",
  "October",
  "November",
  "December",
];

/** Days since 1970-01-01 of a day of the calendar; a `RowFault` for what is none, such as 29 February 2015. */
export function scheduledDay(year: string, month: string, day: string): number {
  const y = inRange("YEAR", year, 1970, 2099);
  const m = inRange("MONTH", month, 1, 12);
  const d = inRange("DAY", day, 1, 31);
  const start = Date.UTC(y, m - 1, d);
  if (d > 28 && new Date(start).getUTCDate() !== d) {
    throw new RowFault("DAY", "no_such_day", `there is no ${d} ${months[m - 1]} ${y}`);
  }
  return start / dayMs;
}

function inRange(column: string, text: string, from: number, to: number): number {
  const number = wholeNumber(text);
  if (number >= from && number <= to) return number;
  if (text === "") throw new RowFault(column, "missing", `${column} is blank, and no flight is without it`);
  throw new RowFault(column, "no_such_day", `${column} is "${text}", not ${from} to ${to}`);
}
