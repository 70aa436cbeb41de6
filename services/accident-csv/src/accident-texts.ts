import { isMissing, refuseText } from "@tributary/csv-replay";

const thing = "accident";
/** What no contract takes as text: control characters, and what a decoder makes of mangled bytes. */
const soiled = /[\p{Cc}\uFFFD]/u;

/** Says to a person what is wrong with a column. */
export function refuse(column: string, given: string, reason: string, expected: string): never {
  return refuseText(column, given, { reason, expected, thing });
}

/**
 * Without the blanks around it; null where the file has nothing. Control characters become a blank and what was mangled before a
 * question mark: no row is worth losing for a tabulator in its description.
 */
export function wordsOrNull(text: string): string | null {
  if (text === "") return null;
  const trimmed = text.trim();
  if (isMissing(trimmed)) return null;
  if (!soiled.test(trimmed)) return trimmed;
  const clean = trimmed
    .replace(/\p{Cc}+/gu, " ")
    .replaceAll("\uFFFD", "?")
    .trim();
  return clean === "" ? null : clean;
}

/** As `wordsOrNull`, for columns without which there is no accident. */
export function words(column: string, text: string): string {
  return wordsOrNull(text) ?? refuse(column, text.trim(), "missing", "");
}

/** A number that pandas has made of a code, `201.0`, is the code again: `201`. */
export function codeOrNull(text: string): string | null {
  const code = wordsOrNull(text);
  return code?.endsWith(".0") ? code.slice(0, -2) : code;
}

/** A number as programs write it, `-3.5`, `.5` or `1e-05`; null where there is none, else a `RowFault`. */
export function decimalOrNull(column: string, text: string): number | null {
  if (text === "") return null;
  const number = decimal(text);
  if (!Number.isNaN(number)) return number;
  return isMissing(text) ? null : refuse(column, text, "not_a_number", "a number");
}

/** As `decimalOrNull`, for columns without which there is no accident. */
export function decimalIn(column: string, text: string): number {
  const number = text === "" ? Number.NaN : decimal(text);
  return Number.isNaN(number) ? refuse(column, text, "not_a_number", "a number") : number;
}

export function wholeIn(column: string, text: string): number {
  const number = decimalIn(column, text);
  return Number.isInteger(number) ? number : refuse(column, text, "not_a_number", "a whole number");
}

/** `True` and `False` as pandas writes them, `TRUE` and `FALSE` as spreadsheets do, 1 and 0. */
export function flag(column: string, text: string): boolean {
  if (text === "False") return false;
  if (text === "True") return true;
  const word = text.toLowerCase();
  if (word === "false" || word === "0" || word === "0.0") return false;
  if (word === "true" || word === "1" || word === "1.0") return true;
  return refuse(column, text, "not_a_flag", "True or False");
}

/** `Day` and `Night` as the contract says them; any other word as given. */
export function dayOrNight(text: string): string | null {
  if (text === "Day") return "day";
  if (text === "Night") return "night";
  const word = wordsOrNull(text);
  const lower = word?.toLowerCase();
  return lower === "day" || lower === "night" ? lower : word;
}

/** `Number` alone would take blanks, `0x10` and `Infinity`. */
function decimal(text: string): number {
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    const isDigit = code >= 48 && code <= 57;
    // + - . E e
    if (!isDigit && code !== 46 && code !== 45 && code !== 43 && code !== 101 && code !== 69)
      return Number.NaN;
  }
  const number = Number(text);
  return Number.isFinite(number) ? number : Number.NaN;
}
