import type { Place } from "./place.ts";

/** Why a row could not be cut into fields. */
export interface CutFault {
  readonly reason: "unclosed_quote" | "text_after_quote" | "row_too_long" | "not_utf8";
  /** The field, the first being 0, where one is to blame. */
  readonly field: number | undefined;
}

/** Rows cut out of some bytes, in the order of the file. */
export interface CutBlock extends BlockBytes {
  /** The texts of each row; of a row at fault none. */
  readonly rows: readonly (readonly string[])[];
  /** By index of the row; undefined where all could be cut. */
  readonly faults: ReadonlyMap<number, CutFault> | undefined;
}

/** Where the rows stand in their bytes. */
export interface BlockBytes {
  /** Where each row begins, see `Place`, and one more: where to go on behind the last. */
  readonly offsets: readonly number[];
  readonly lines: readonly number[];
  readonly bytes: Buffer;
  /** Offset of the first of `bytes`. */
  readonly base: number;
}

/** Longer rows are refused. As a dead letter such a row must fit into one record of 900 kB. */
export const rowLimitBytes = 512 * 1024;

const lineFeed = 10;
const carriageReturn = 13;

/** Bytes of a row without its line end; of one too long the first 512 KiB. */
export function rawRow(block: BlockBytes, index: number): Buffer {
  const from = (block.offsets[index] ?? 0) - block.base;
  let to = Math.min((block.offsets[index + 1] ?? 0) - block.base, block.bytes.length);
  while (to > from && (block.bytes[to - 1] === lineFeed || block.bytes[to - 1] === carriageReturn)) to--;
  return block.bytes.subarray(from, Math.min(to, from + rowLimitBytes));
}

/** Where the row at an index begins; behind the last, where to go on. */
export function placeIn(block: BlockBytes, index: number): Place {
  return { offset: block.offsets[index] ?? 0, line: block.lines[index] ?? 0 };
}

/** What a row was before it was read. */
export interface OriginalRow {
  readonly raw: Buffer;
  /** Of its first byte in the decompressed file. */
  readonly byteOffset: number;
}

export function originalIn(block: BlockBytes, index: number): OriginalRow | undefined {
  const byteOffset = block.offsets[index];
  return byteOffset === undefined || index >= block.offsets.length - 1
    ? undefined
    : { raw: rawRow(block, index), byteOffset };
}
