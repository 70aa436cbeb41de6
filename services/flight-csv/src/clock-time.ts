import { wholeNumber } from "./whole-number.ts";

/**
 * Minutes of the day of a time as the file writes it, `HHMM`: `0005` is 5, and so is `5`, as spreadsheets leave it, and `5.0`, as
 * pandas does; `2400` is 1440, the day's end. NaN for what is no time of day, such as `2360` or `1299`.
 */
export function clockTime(text: string): number {
  const number = wholeNumber(text);
  const minutes = number % 100;
  return number >= 0 && number <= 2400 && minutes < 60
    ? ((number - minutes) / 100) * 60 + minutes
    : Number.NaN;
}
