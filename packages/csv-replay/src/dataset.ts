import type { Topic } from "@tributary/contracts";

/** Where a value came from; part of the value, so that (replay, lineNumber) names the record for all time. */
export interface Origin {
  /** `<start of the run>.<fingerprint>.<run>.<loop>`, see `replayName`. */
  readonly replay: string;
  /** Line of the file the row begins on, the header's being 1. */
  readonly lineNumber: number;
}

/** What cannot be used of a row, thrown by `Dataset.read`. */
export class RowFault extends Error {
  override readonly name = "RowFault";
  /** Column as the header calls it. */
  readonly column: string;
  /** One word to count by, such as `not_a_number`. */
  readonly reason: string;

  constructor(column: string, reason: string, message: string) {
    super(message);
    this.column = column;
    this.reason = reason;
  }
}

/** One known set of columns. Files are recognised by their header; the order of columns is free. */
export interface Layout<T> {
  /** Such as `2015` or `46 columns, March 2023`; shown by a dry run. */
  readonly name: string;
  readonly columns: readonly string[];
  /**
   * Makes a value of the texts of a row, in the order of `columns`; "" where the file has nothing. Throws a `RowFault`.
   * Called millions of times: no closures, no regular expressions without need.
   */
  readonly read: (texts: readonly string[], origin: Origin) => T;
  /**
   * Where the columns do not say all, such as which part of `08/02/2016` is the month: answers the layout to read by, of the same
   * columns, after a look at the file's rows, given as to `read` from the first on. Asked whenever a file is opened, so it takes
   * no more rows than it needs. Rejects with an `InputError` where they do not say it either.
   */
  readonly settle?: (rows: AsyncIterable<readonly string[]>, file: string) => Promise<Layout<T>>;
}

/** What there is to know of a kind of file. */
export interface Dataset<T> {
  /** As a person calls it on the command line: `flights`. */
  readonly name: string;
  readonly topic: Topic<T>;
  /** 1 if not given. Raised when rows are given other event times than before: sorted copies are made anew, replays begin a new run. */
  readonly version?: number;
  readonly layouts: readonly Layout<T>[];
  /** The value as if it had happened `shiftMs` later (a multiple of `shiftStepMs`), for `rebase` and loops. */
  readonly shift: (value: T, shiftMs: number) => T;
  /** What shifts are rounded up to: a day where local times of the day must stay. */
  readonly shiftStepMs: number;
  /** How files of this kind are usually ordered. */
  readonly order: Order;
  /** Names of fields that are unusual in a value, counted as outliers and sent all the same; none for most. */
  readonly outliers: (value: T) => number;
}

/**
 * In which order rows are replayed. `file`: as they stand; a row that goes back in time is sent at once and counted as
 * late. `buffer`: by event time, as far as `latenessMs` sets it right, in memory. `sort`: by event time, sorted on disk first.
 */
export type Order =
  | { readonly by: "file" }
  | { readonly by: "buffer"; readonly latenessMs: number }
  | { readonly by: "sort" };
