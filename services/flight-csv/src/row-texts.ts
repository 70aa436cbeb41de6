import { isMissing, refuseText } from "@tributary/csv-replay";
import { clockTime } from "./clock-time.ts";
import { flightColumns } from "./flight-columns.ts";
import { wholeNumber } from "./whole-number.ts";

const columnOf = (index: number) => flightColumns[index] ?? `column ${index + 1}`;

/** Reads one column of a row: by its number in `flightColumns`. What is missing is null where it may be, else a `RowFault`. */
export function wholeOrNull(texts: readonly string[], column: number): number | null {
  const text = texts[column] as string;
  if (text === "") return null;
  const number = wholeNumber(text);
  return Number.isNaN(number) ? nullUnless(texts, column, "not_a_number", "a whole number") : number;
}

export function timeOrNull(texts: readonly string[], column: number): number | null {
  const text = texts[column] as string;
  if (text === "") return null;
  const minutes = clockTime(text);
  return Number.isNaN(minutes) ? nullUnless(texts, column, "not_a_time", timeOfDay) : minutes;
}

export function textOrNull(texts: readonly string[], column: number): string | null {
  const text = texts[column] as string;
  return isMissing(text) ? null : text;
}

export function time(texts: readonly string[], column: number): number {
  const minutes = clockTime(texts[column] as string);
  return Number.isNaN(minutes) ? refuse(texts, column, "not_a_time", timeOfDay) : minutes;
}

export function whole(texts: readonly string[], column: number): number {
  const number = wholeNumber(texts[column] as string);
  return Number.isNaN(number) ? refuse(texts, column, "not_a_number", "a whole number") : number;
}

export function flag(texts: readonly string[], column: number): boolean {
  const text = texts[column] as string;
  if (text === "0") return false;
  if (text === "1") return true;
  const number = wholeNumber(text);
  if (number === 0 || number === 1) return number === 1;
  return refuse(texts, column, "not_a_flag", "0 or 1");
}

export function text(texts: readonly string[], column: number): string {
  const given = texts[column] as string;
  return isMissing(given) ? refuse(texts, column, "missing", "") : given;
}

const timeOfDay = "a time of day: HHMM with hours 00 to 23 and minutes 00 to 59, or 2400";

function nullUnless(texts: readonly string[], column: number, reason: string, expected: string): null {
  return isMissing(texts[column] as string) ? null : refuse(texts, column, reason, expected);
}

/** Says to a person what is wrong with a column. */
export function refuse(texts: readonly string[], column: number, reason: string, expected: string): never {
  return refuseText(columnOf(column), texts[column] as string, { reason, expected, thing: "flight" });
}
