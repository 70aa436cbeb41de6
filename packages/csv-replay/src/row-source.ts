import type { Json } from "@tributary/runtime";
import type { RowFault } from "./dataset.ts";

/** A row with its value, or with the reason why it has none. */
export type ReadRow<T> = GoodRow<T> | BadRow;

export interface GoodRow<T> {
  readonly fault?: undefined;
  readonly value: T;
  /** Milliseconds since the epoch, by the topic's `eventTime`. */
  readonly eventTime: number;
  readonly lineNumber: number;
  /** Comes after a row of later event time: the file, or the declared lateness, is at fault. */
  readonly isLate: boolean;
}

export interface BadRow {
  readonly fault: RowFault;
  readonly lineNumber: number;
  /** Of the row's first byte in the decompressed file. */
  readonly byteOffset: number;
  /** The row's bytes without its line end. */
  readonly raw: Buffer;
}

/** An input that is not what it should be, told to a person: which file, what is wrong, what to do. */
export class InputError extends Error {
  override readonly name = "InputError";
}

/** A file (or a generator) of a known layout, to be read in the order of replay from any position on. */
export interface RowSource<T> {
  /** As a person knows it: the file's base name. */
  readonly name: string;
  /** First 16 hexadecimal digits of the SHA-256 of the content, decompressed or not as it lies on the disk. */
  readonly fingerprint: string;
  /** Name of the layout recognised. */
  readonly layout: string;
  /** How the rows of a replay stand to each other: of the first and the last row to be sent, where that is known without reading all. */
  readonly span: { readonly first: number; readonly last: number | undefined } | undefined;
  /** What must be done before the first row can be read, such as sorting; reports its share done, 0 to 1. Idempotent. */
  prepare(onProgress: (share: number) => void, signal: AbortSignal): Promise<void>;
  /** Reads on from a position, undefined for the beginning. */
  open(from: RowPosition | undefined, replay: string): RowCursor<T>;
  /** Position of the first row at or after an event time, as near as the order of the file allows; the end if there is none. */
  find(eventTime: number, signal: AbortSignal): Promise<RowPosition>;
}

/** JSON that only its source understands. */
export type RowPosition = Json;

export interface RowCursor<T> {
  /** The next rows, some hundred to some thousand; undefined at the end. Rejects with an `InputError`, or when aborted. */
  next(signal: AbortSignal): Promise<readonly ReadRow<T>[] | undefined>;
  /** Where to go on after the first `count` rows of what `next` answered last. */
  positionAfter(count: number): RowPosition;
  /** Share of the source that is behind that position, 0 to 1, where its length is known. */
  shareAfter(count: number): number | undefined;
  /** The bytes of a row of what `next` answered last, by its index there, for one that turns out to be of no use later. */
  original?(index: number): { readonly raw: Buffer; readonly byteOffset: number } | undefined;
  close(): Promise<void>;
}
