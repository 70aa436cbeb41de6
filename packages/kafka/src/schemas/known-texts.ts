/** Longer texts seldom come again. */
const longest = 64;
const places = 256;

/**
 * Texts of one field, for they come again and again: to recognise one takes less time than to make it from its bytes, and
 * no memory. Each has one place, where it makes way for the next; so it stays small whatever comes.
 */
export class KnownTexts {
  readonly #texts: string[] = new Array(places).fill("");

  /** The text of `length` bytes of UTF-8. */
  readonly at = (bytes: Buffer, start: number, length: number): string => {
    if (length > longest || length === 0) return bytes.toString("utf8", start, start + length);
    const place = placeOf(bytes, start, length);
    const known = this.#texts[place] as string;
    if (known.length === length && says(known, bytes, start)) return known;
    const text = bytes.toString("utf8", start, start + length);
    // A text of fewer units than bytes is not ASCII, and would be taken for other bytes than its own.
    if (text.length === length) this.#texts[place] = text;
    return text;
  };
}

/** By its length and three of its bytes. */
function placeOf(bytes: Buffer, start: number, length: number): number {
  const at = (index: number) => bytes[index] as number;
  return (at(start) * 31 + at(start + (length >> 1)) * 17 + at(start + length - 1) * 7 + length) % places;
}

function says(text: string, bytes: Buffer, start: number): boolean {
  for (let index = 0; index < text.length; index++)
    if (text.charCodeAt(index) !== bytes[start + index]) return false;
  return true;
}
