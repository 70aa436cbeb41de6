/**
 * How a file writes dates: `year`, `2016-02-08`, as it was published; or as a spreadsheet saved it, with the day (`08/02/2016`) or
 * the month (`2/8/2016`) before the rest.
 */
export type DateOrder = "year" | "day" | "month";

/** A time as a spreadsheet writes it, and what stands on the places of day and month. */
export interface SheetTime {
  readonly first: string;
  readonly second: string;
  readonly year: string;
  readonly hour: number;
  readonly rest: string;
}

const yearFirst = /^(\d{4})\/(\d{1,2})\/(\d{1,2}) (\d{1,2}):(\d{2}(?::\d{2}(?:\.\d{1,9})?)?)$/;
const yearLast =
  /^(\d{1,2})([/.-])(\d{1,2})\2(\d{4}) (\d{1,2}):(\d{2}(?::\d{2}(?:\.\d{1,9})?)?)(?: ?([AP]M))?$/i;
const dash = 45;

/** What a spreadsheet wrote with the year behind day and month; undefined for any other text. */
export function sheetTime(text: string): SheetTime | undefined {
  const [, first, , second, year, hours, rest, half] = yearLast.exec(text) ?? [];
  if (first === undefined || second === undefined || year === undefined || rest === undefined)
    return undefined;
  const hour = hourOfDay(Number(hours), half?.toUpperCase());
  return hour === undefined ? undefined : { first, second, year, hour, rest };
}

/**
 * A time in the published shape, `YYYY-MM-DD HH:MM[:SS[.fraction]]`, whether a spreadsheet has rewritten it or not. What has no
 * known shape is given back as it is; so is `08/02/2016 00:37` in a file of the order `year`, for it could be either day.
 */
export function publishedTime(text: string, order: DateOrder): string {
  // Both dashes: a spreadsheet's 13-2-2016 has one in the same place.
  if (text.charCodeAt(4) === dash && text.charCodeAt(7) === dash) return text;
  const [, year, month, day, hours, rest] = yearFirst.exec(text) ?? [];
  if (year !== undefined) return `${year}-${two(month)}-${two(day)} ${two(hours)}:${rest}`;
  const sheet = order === "year" ? undefined : sheetTime(text);
  if (sheet === undefined) return text;
  const [monthOf, dayOf] = order === "day" ? [sheet.second, sheet.first] : [sheet.first, sheet.second];
  return `${sheet.year}-${two(monthOf)}-${two(dayOf)} ${two(String(sheet.hour))}:${sheet.rest}`;
}

/** 12 AM is midnight, 12 PM noon. */
function hourOfDay(hour: number, half: string | undefined): number | undefined {
  if (half === undefined) return hour;
  if (hour < 1 || hour > 12) return undefined;
  return (hour % 12) + (half === "PM" ? 12 : 0);
}

function two(digits = ""): string {
  return digits.padStart(2, "0");
}
