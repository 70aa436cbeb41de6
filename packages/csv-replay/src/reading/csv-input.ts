import type { Place } from "./place.ts";
import type { LineEnd } from "./row-cutter.ts";

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
   * The content from a place on, in pieces of any length; from `contentStart` on it begins with the header. Throws an
   * `InputError` where the content cannot be read, or is no longer what it was when it was opened.
   */
  read(from: Place, signal: AbortSignal): AsyncIterable<Buffer>;
  /** Share of the content before a place, 0 to 1; near for what is compressed. */
  shareAt(place: Place): number | undefined;
  /** What reaches places in the middle without reading all before them; undefined where there is no way. */
  readonly probes: Probes | undefined;
}

export const contentStart: Place = { offset: 0, line: 1 };

/** Looks into the middle of an input, step by step; a step is a byte of a file, a row of a generator. */
export interface Probes {
  readonly steps: number;
  /** Steps that are sooner read than searched. */
  readonly fineness: number;
  /** Whether each step is the beginning of a row. */
  readonly isAligned: boolean;
  /** Bytes from a step on, enough for a few hundred rows. */
  at(step: number): Promise<{ readonly bytes: Buffer; readonly isEnd: boolean }>;
  /** The place of a row that `at(step)` showed, so many bytes and lines behind its first byte. */
  place(step: number, behind: Place, lineEnd: LineEnd, signal: AbortSignal): Promise<Place>;
}
