import { isAscii, isUtf8 } from "node:buffer";
import { type CutBlock, type CutFault, rowLimitBytes } from "./cut-block.ts";
import type { Place } from "./place.ts";
import { incomplete, splitQuotedRow } from "./quoted-row.ts";

export type LineEnd = "\n" | "\r";

const carriageReturn = 13;
const nothing = Buffer.alloc(0);
const limit = rowLimitBytes;

/**
 * Cuts bytes into rows of texts. What comes out depends on the bytes from the beginning of a row alone, not on how they
 * were dealt in pieces, so that reading may begin again at any row. Bytes are cut as Latin-1, in which an offset in the text
 * is an offset in the file, and only rows that are not ASCII are decoded as UTF-8.
 */
export class RowCutter {
  readonly #lineEnd: LineEnd;
  #rest: Buffer = nothing;
  /** Of the first byte of `#rest`. */
  #offset: number;
  #line: number;
  /** A row too long to be held: what is kept of it until its line end is found. */
  #overlong: { readonly raw: Buffer; readonly offset: number } | undefined;

  constructor(from: Place, lineEnd: LineEnd) {
    this.#lineEnd = lineEnd;
    this.#offset = from.offset;
    this.#line = from.line;
  }

  /** The rows that end within the next piece; with `isLast` the last one too, if it has no line end. */
  cut(piece: Buffer, isLast: boolean): CutBlock[] {
    const blocks: CutBlock[] = [];
    let bytes = this.#rest.length === 0 ? piece : Buffer.concat([this.#rest, piece]);
    if (this.#overlong !== undefined) bytes = this.#skip(bytes, isLast, blocks);
    this.#rest = nothing;
    if (bytes.length === 0) return blocks;
    const cut = new BlockUnderWay(bytes, this.#offset, this.#line, this.#lineEnd, isLast);
    if (bytes.includes(34)) cut.mixed();
    else cut.plain();
    if (cut.rows.length > 0) blocks.push(cut.block());
    this.#offset += cut.at;
    this.#line = cut.line;
    this.#rest = bytes.subarray(cut.at);
    if (this.#rest.length > limit + 1) {
      this.#overlong = { raw: this.#rest.subarray(0, limit), offset: this.#offset };
      this.#offset += this.#rest.length;
      this.#rest = nothing;
    }
    return blocks;
  }

  #skip(bytes: Buffer, isLast: boolean, blocks: CutBlock[]): Buffer {
    const end = bytes.indexOf(this.#lineEnd);
    const skipped = end === -1 ? bytes.length : end + 1;
    this.#offset += skipped;
    if ((end === -1 && !isLast) || this.#overlong === undefined) return nothing;
    const { raw, offset } = this.#overlong;
    this.#overlong = undefined;
    blocks.push({
      rows: [[]],
      faults: new Map([[0, { reason: "row_too_long", field: undefined }]]),
      offsets: [offset, this.#offset],
      lines: [this.#line, ++this.#line],
      bytes: raw,
      base: offset,
    });
    return bytes.subarray(skipped);
  }
}

class BlockUnderWay {
  readonly rows: string[][] = [];
  /** Offset within the bytes of the first row that is not cut yet. */
  at = 0;
  line: number;
  readonly #offsets: number[] = [];
  readonly #lines: number[] = [];
  #faults: Map<number, CutFault> | undefined;
  readonly #bytes: Buffer;
  readonly #base: number;
  readonly #lineEnd: LineEnd;
  readonly #isLast: boolean;
  readonly #isAscii: boolean;

  constructor(bytes: Buffer, base: number, line: number, lineEnd: LineEnd, isLast: boolean) {
    this.#bytes = bytes;
    this.#base = base;
    this.line = line;
    this.#lineEnd = lineEnd;
    this.#isLast = isLast;
    this.#isAscii = isAscii(bytes);
  }

  block(): CutBlock {
    this.#offsets.push(this.#base + this.at);
    this.#lines.push(this.line);
    return {
      rows: this.rows,
      faults: this.#faults,
      offsets: this.#offsets,
      lines: this.#lines,
      bytes: this.#bytes,
      base: this.#base,
    };
  }

  /** No quotation mark anywhere: a line is a row. */
  plain(): void {
    const end = this.#isLast ? this.#bytes.length : this.#bytes.lastIndexOf(this.#lineEnd) + 1;
    const lines = this.#bytes.toString("latin1", 0, end).split(this.#lineEnd);
    const last = lines.length - 1;
    for (let i = 0; i < last; i++) this.#take(lines[i] as string);
    if (lines[last] !== "") this.#take(lines[last] as string);
    this.at = end;
  }

  mixed(): void {
    const text = this.#bytes.toString("latin1");
    let quote = text.indexOf('"');
    while (this.at < text.length) {
      const found = text.indexOf(this.#lineEnd, this.at);
      const lineEnd = found === -1 ? text.length : found;
      if (quote !== -1 && quote < this.at) quote = text.indexOf('"', this.at);
      if (quote === -1 || quote > lineEnd) {
        if (found === -1 && !this.#isLast) return;
        this.#take(text.slice(this.at, lineEnd));
      } else if (!this.#takeQuoted(text, found)) return;
    }
    this.at = Math.min(this.at, text.length);
  }

  /** Whether it was enough text to tell what the row is. */
  #takeQuoted(text: string, lineEnd: number): boolean {
    const options = { lineEnd: this.#lineEnd, limit, isLast: this.#isLast };
    const split = splitQuotedRow(text, this.at, options);
    if (split !== incomplete && "fields" in split) {
      const from = this.at;
      this.#begin();
      this.rows.push(this.#isAscii ? split.fields : this.#decoded(from, split.end, split.fields));
      for (let at = lineEnd; at !== -1 && at < split.end; at = text.indexOf(this.#lineEnd, at + 1))
        this.line++;
      this.line++;
      this.at = split.end + 1;
      return true;
    }
    // Only the line on which it goes wrong is given up: what follows may be as good as ever.
    if (split === incomplete || (lineEnd === -1 && !this.#isLast)) return false;
    const isTooLong = (lineEnd === -1 ? text.length : lineEnd) - this.at > limit;
    this.#begin();
    this.#fault(isTooLong ? { reason: "row_too_long", field: undefined } : split);
    this.line++;
    this.at = lineEnd === -1 ? text.length : lineEnd + 1;
    return true;
  }

  /** A line that is a row. */
  #take(line: string): void {
    const from = this.at;
    const length = line.length;
    if (length > 0) {
      const isReturned = line.charCodeAt(length - 1) === carriageReturn;
      if (!isReturned || length > 1) {
        this.#begin();
        if (length > limit) this.#fault({ reason: "row_too_long", field: undefined });
        else {
          const fields = (isReturned ? line.slice(0, -1) : line).split(",");
          this.rows.push(this.#isAscii ? fields : this.#decoded(from, from + length, fields));
        }
      }
    }
    this.line++;
    this.at = from + length + 1;
  }

  #begin(): void {
    this.#offsets.push(this.#base + this.at);
    this.#lines.push(this.line);
  }

  #fault(fault: CutFault): void {
    this.#faults ??= new Map();
    this.#faults.set(this.rows.length, fault);
    this.rows.push([]);
  }

  /** The fields of a row that may not be ASCII; none, and the fault, if it is not UTF-8. */
  #decoded(from: number, to: number, fields: string[]): string[] {
    const bytes = this.#bytes.subarray(from, to);
    if (isAscii(bytes)) return fields;
    if (isUtf8(bytes)) return fields.map((field) => Buffer.from(field, "latin1").toString());
    this.#faults ??= new Map();
    const field = fields.findIndex((one) => !isUtf8(Buffer.from(one, "latin1")));
    this.#faults.set(this.rows.length, { reason: "not_utf8", field });
    return [];
  }
}
