import { RowFault } from "./dataset.ts";

/** What copies by R and pandas write where the file has nothing. */
const missingWords = new Set(["NA", "NaN", "nan", "NULL", "null", "None"]);
const longestWord = 4;
const longestShown = 40;

/** Whether a column says nothing: blank, or one of the words that R and pandas write for that. */
export function isMissing(text: string): boolean {
  return text === "" || (text.length <= longestWord && missingWords.has(text));
}

/**
 * Says to a person what is wrong with a column: that no `thing` (`flight`) is without it where it is missing, else that it is not
 * what was `expected` (`a whole number`).
 */
export function refuseText(
  column: string,
  given: string,
  because: { readonly reason: string; readonly expected: string; readonly thing: string },
): never {
  if (isMissing(given)) {
    const words = given === "" ? "blank" : `"${given}"`;
    throw new RowFault(column, "missing", `${column} is ${words}, and no ${because.thing} is without it`);
  }
  const shown = given.length > longestShown ? `${given.slice(0, longestShown)}…` : given;
  throw new RowFault(column, because.reason, `${column} is "${shown}", not ${because.expected}`);
}
