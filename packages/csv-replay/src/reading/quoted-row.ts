import type { CutFault } from "./cut-block.ts";

/** A row that could be split: `end` is where its line end stands, or the end of the text. */
export interface SplitRow {
  readonly fields: string[];
  readonly end: number;
}

const quote = 34;
const comma = 44;
const carriageReturn = 13;
/** More text is needed to tell. */
export const incomplete = "incomplete";

/**
 * Splits the row at `at` by RFC 4180: a field that begins with a quotation mark ends with the next one that is not doubled,
 * and may hold commas and line ends; a quotation mark within another field is an ordinary character. `limit` bounds the
 * row's length in characters, `isLast` tells that nothing follows the text.
 */
export function splitQuotedRow(
  text: string,
  at: number,
  o: { lineEnd: string; limit: number; isLast: boolean },
): SplitRow | CutFault | typeof incomplete {
  const fields: string[] = [];
  const far = at + o.limit;
  let position = at;
  let lineEnd = text.indexOf(o.lineEnd, at);
  while (position <= far) {
    if (text.charCodeAt(position) === quote) {
      const closing = closingQuote(text, position + 1);
      if (closing >= far || (closing === -1 && (o.isLast || text.length > far)))
        return { reason: "unclosed_quote", field: fields.length };
      if (closing === -1 || (closing === text.length - 1 && !o.isLast)) return incomplete;
      fields.push(unquoted(text, position + 1, closing));
      position = closing + 1;
      if (lineEnd !== -1 && lineEnd < position) lineEnd = text.indexOf(o.lineEnd, position);
      const next = text.charCodeAt(position);
      if (position === text.length || position === lineEnd) return { fields, end: position };
      if (next === carriageReturn && position + 1 === text.length && !o.isLast) return incomplete;
      if (next === carriageReturn && (position + 1 === lineEnd || position + 1 === text.length))
        return { fields, end: position + 1 };
      if (next !== comma) return { reason: "text_after_quote", field: fields.length - 1 };
      position++;
      continue;
    }
    const delimiter = text.indexOf(",", position);
    if (delimiter !== -1 && (lineEnd === -1 || delimiter < lineEnd)) {
      fields.push(text.slice(position, delimiter));
      position = delimiter + 1;
      continue;
    }
    if (lineEnd === -1 && !o.isLast && text.length <= far + 1) return incomplete;
    if (lineEnd === -1 && !o.isLast) break;
    const end = lineEnd === -1 ? text.length : lineEnd;
    if (end > far) break;
    const isReturned = end > position && text.charCodeAt(end - 1) === carriageReturn;
    fields.push(text.slice(position, isReturned ? end - 1 : end));
    return { fields, end };
  }
  return { reason: "row_too_long", field: undefined };
}

/** The first quotation mark from `from` on that is not doubled, or -1. */
function closingQuote(text: string, from: number): number {
  for (let at = text.indexOf('"', from); at !== -1; at = text.indexOf('"', at + 2))
    if (text.charCodeAt(at + 1) !== quote) return at;
  return -1;
}

function unquoted(text: string, from: number, to: number): string {
  const inner = text.slice(from, to);
  return inner.includes('"') ? inner.replaceAll('""', '"') : inner;
}
