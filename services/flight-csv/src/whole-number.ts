const zero = 48;
const mostDigits = 15;

/**
 * The number that a text such as `-11` writes, or `-11.0` as pandas writes whole numbers in a column with blanks; NaN for
 * any other text, "" among them. By character codes: a row has 25 such texts, and `Number` would take ` `, `1e3` and `0x10`.
 */
export function wholeNumber(text: string): number {
  const { length } = text;
  const isNegative = text.charCodeAt(0) === 45;
  let at = isNegative ? 1 : 0;
  const first = at;
  let number = 0;
  for (; at < length; at += 1) {
    const digit = text.charCodeAt(at) - zero;
    if (digit < 0 || digit > 9) break;
    number = number * 10 + digit;
  }
  if (at === first || at - first > mostDigits) return Number.NaN;
  if (at < length && !isZeroFraction(text, at)) return Number.NaN;
  return isNegative && number !== 0 ? -number : number;
}

function isZeroFraction(text: string, point: number): boolean {
  if (text.charCodeAt(point) !== 46) return false;
  for (let at = point + 1; at < text.length; at += 1) if (text.charCodeAt(at) !== zero) return false;
  return true;
}
