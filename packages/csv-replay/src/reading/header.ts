import { InputError } from "../row-source.ts";
import { refuseForeign } from "./content-kind.ts";
import { type CsvInput, contentStart } from "./csv-input.ts";
import type { Place } from "./place.ts";
import { type LineEnd, RowCutter } from "./row-cutter.ts";

export interface Header {
  /** Names of the columns in the order of the file, without the blanks around them. */
  readonly names: readonly string[];
  readonly lineEnd: LineEnd;
  /** Where the first row begins. */
  readonly rowsFrom: Place;
}

const headBytes = 64 * 1024;
const byteOrderMark = Buffer.from([0xef, 0xbb, 0xbf]);

/** Reads the first row. Throws an `InputError` where there is none, or no row behind it, or the content is no CSV. */
export async function readHeader(input: CsvInput, signal: AbortSignal): Promise<Header> {
  const { bytes, isWhole } = await headOf(input, signal);
  refuseForeign(input.name, bytes);
  if (bytes.length === 0)
    throw new InputError(`${input.name} is empty: not even a header is in it. Name another file.`);
  const lineEnd = lineEndOf(bytes);
  const skipped = bytes.subarray(0, 3).equals(byteOrderMark) ? 3 : 0;
  const from = { ...contentStart, offset: skipped };
  const [block] = new RowCutter(from, lineEnd).cut(bytes.subarray(skipped), isWhole);
  const names = block?.rows[0];
  if (block === undefined || names === undefined || block.faults?.has(0))
    throw new InputError(`${input.name} has no header: its first line does not name columns.`);
  const [offset, line] = [block.offsets[1], block.lines[1]];
  if (offset === undefined || line === undefined || (isWhole && block.rows.length === 1))
    throw new InputError(`${input.name} holds a header and no row. Name a file with rows in it.`);
  return { names: names.map((name) => name.trim()), lineEnd, rowsFrom: { offset, line } };
}

async function headOf(input: CsvInput, signal: AbortSignal): Promise<{ bytes: Buffer; isWhole: boolean }> {
  const pieces: Buffer[] = [];
  let length = 0;
  for await (const piece of input.read(contentStart, signal)) {
    pieces.push(piece);
    length += piece.length;
    if (length > headBytes) return { bytes: Buffer.concat(pieces), isWhole: false };
  }
  return { bytes: Buffer.concat(pieces), isWhole: true };
}

/** Old Macintosh programs end lines with a carriage return alone; beside line feeds it is an ordinary character. */
function lineEndOf(head: Buffer): LineEnd {
  return head.includes("\r") && !head.includes("\n") ? "\r" : "\n";
}
