import type { Place } from "./place.ts";

/** Bytes of CSV that can be read again and again from any row on, always with the same outcome. */
export interface CsvInput {
  /** As a person knows it: the file's base name. */
  readonly name: string;
  /** 16 hexadecimal digits. */
  readonly fingerprint: string;
  /** Size as it lies on the disk, bytes; undefined for what does not lie there. */
  readonly sizeBytes: number | undefined;
  /** Whether the content is unpacked while being read, so that a place in the middle is reached by unpacking all before it. */
  readonly isCompressed: boolean;
  /**
   * The content from a place on, in pieces of any length; the first from `start` on holds the header. Throws an
   * `InputError` where the content cannot be read, or is no longer what it was when it was opened.
   */
  read(from: Place, signal: AbortSignal): AsyncIterable<Buffer>;
  /** Share of the content before a place, 0 to 1; near for what is compressed. */
  shareAt(place: Place): number | undefined;
  /** What reaches places in the middle without reading all before them; undefined where there is no way. */
  readonly probes: Probes | undefined;
}

/** Steps of which a search makes its way; a step is a byte of a file, a row of a generator. */
export interface Probes {
  readonly steps: number;
  /** Bytes from a step on, enough for a few hundred rows; `isRowStart` tells whether they begin with a row. */
  at(
    step: number,
  ): Promise<{ readonly bytes: Buffer; readonly isRowStart: boolean; readonly isEnd: boolean }>;
  /** The place of the row that begins `bytes` behind the beginning of what `at(step)` answered, `rows` rows behind it. */
  place(
    step: number,
    behind: { readonly bytes: number; readonly rows: number },
    signal: AbortSignal,
  ): Promise<Place>;
}

export const start: Place = { offset: 0, line: 1 };
