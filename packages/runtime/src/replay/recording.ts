import type { Json } from "../view.ts";

/** A value of the topic, encoded and ready to be written. */
export interface PackedRecord {
  readonly key: string;
  readonly value: Buffer;
}

/**
 * Encodes a value of the service's topic. Throws a `RefusedValue` for one that its contract or schema does not take,
 * which is to be buried as any row that cannot be used.
 */
export type Pack<T> = (value: T) => PackedRecord;

export class RefusedValue extends Error {
  override readonly name = "RefusedValue";
  /** Field of the record that is at fault. */
  readonly field: string;

  constructor(field: string, message: string) {
    super(message);
    this.field = field;
  }
}

/** A part of the recording that cannot become a record; goes to `<service>.dlq`. */
export interface BuriedPart {
  /** As it was read; at most 1 MB. */
  readonly raw: Buffer;
  /** Its place among the parts of the recording, counted so that (recording, ordinal) names it: a line number. */
  readonly ordinal: number;
  readonly stage: "decode" | "validate";
  /** One word to filter and count by. */
  readonly error: string;
  /** For a person: what is wrong, where. */
  readonly message: string;
  /** More headers of the dead letter: where in the recording the part stands. */
  readonly headers: Readonly<Record<string, string>>;
}

/** What is written in one transaction, the position after it included: see `passageLimits` for the most it may hold. */
export interface Passage {
  readonly records: readonly PackedRecord[];
  readonly buried: readonly BuriedPart[];
  /** What to hand to `read` to go on behind this passage. */
  readonly position: Json;
}

/**
 * Something recorded, such as a file, that is read from any position on, always with the same outcome. Only its owner,
 * one process among all, reads it.
 */
export interface Recording<T> {
  /** Names it for all time and everywhere, by its content: part of group, transactional id and progress key. `[a-z0-9-]{1,64}` */
  readonly id: string;
  /**
   * Reads on from a position, undefined for the beginning; called again after every failure, with the last position
   * that was written, when the reading before has come to its end. A passage is written as soon as it is handed over,
   * while the next is being read, so each should hold what was due within some 100 ms. Ends when there is no more, and
   * with it the service; rejects when the recording cannot be read, which ends the service with exit 1. `signal` aborts
   * when the ownership is lost, and when something handed over may not have been written: it is to end soon then, no
   * matter how.
   */
  read(position: Json | undefined, pack: Pack<T>, signal: AbortSignal): AsyncIterable<Passage>;
  /**
   * A passage that `read` handed over is in the log for good. It may be so without this being called: when the broker's
   * answer was lost, the position of the next `read` tells.
   */
  written(passage: Passage): void;
}
