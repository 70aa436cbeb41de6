import type { Publisher } from "@tributary/kafka";
import type { Mark } from "../mark.ts";
import { markBytes } from "./mark-record.ts";
import { type MarkLetter, WaitingMarks } from "./waiting-marks.ts";

export interface MarkKeeperOptions {
  readonly service: string;
  /** To the progress topic; rides out weather by itself. */
  readonly publish: (record: { readonly key: string; readonly value: Buffer | null }) => Promise<unknown>;
  /** Sends what is waiting for company at once; resolves when all of it is acknowledged. */
  readonly flush: Publisher["flush"];
}

/** How a record that a mark may come behind tells that its fate is known for good. */
export type Settled = () => void;

/**
 * Writes each mark once every record taken before it has met its fate: acknowledged, or refused for what it is, which is
 * counted and holds up no mark. One round of marks is in flight at a time, and what becomes writable meanwhile is the next.
 */
export class MarkKeeper {
  readonly #options: MarkKeeperOptions;
  readonly #waiting = new WaitingMarks();
  #taken = 0;
  /** The first so many records have met their fate. */
  #settled = 0;
  /** Those beyond, by their numbers: the outputs' publishers do not wait for each other. */
  readonly #settledBeyond = new Set<number>();
  #inFlight = 0;
  #round: Promise<void> = Promise.resolve();
  #isWriting = false;
  readonly #failed = new AbortController();

  constructor(options: MarkKeeperOptions) {
    this.#options = options;
  }

  /** Aborts with what no retry mends, or what an `onWritten` has thrown; nothing more is written then. */
  get failed(): AbortSignal {
    return this.#failed.signal;
  }

  /** Marks yielded and not in the log yet. */
  get unwritten(): number {
    return this.#waiting.count + this.#inFlight;
  }

  /** A record has been taken: until the answer is called, no later mark is written. */
  expect(): Settled {
    const number = this.#taken++;
    return () => {
      this.#settledBeyond.add(number);
      while (this.#settledBeyond.delete(this.#settled)) this.#settled += 1;
      this.#write();
    };
  }

  /** Throws a `DefinitionError` for what is no mark. */
  keep(mark: Mark): void {
    const value = markBytes(this.#options.service, mark);
    const onWritten = mark.onWritten === undefined ? [] : [mark.onWritten];
    this.#waiting.add({ key: mark.mark, value, onWritten }, this.#taken);
    // Somebody goes no further before it is written: no round waits for company now.
    if (this.#isWriting && onWritten.length > 0) void this.#options.flush();
    this.#write();
  }

  /**
   * Resolves when all is written that can be: behind a record whose fate is open, nothing is. Rejects with the reason of
   * `failed`.
   */
  async flush(): Promise<void> {
    while (this.#isWriting) {
      void this.#options.flush();
      await this.#round;
    }
    this.failed.throwIfAborted();
  }

  #write(): void {
    if (this.#isWriting || this.failed.aborted) return;
    const letters = this.#waiting.take(this.#settled);
    if (letters.length === 0) return;
    this.#isWriting = true;
    this.#round = this.#send(letters).then(
      () => {
        this.#isWriting = false;
        this.#write();
      },
      (error: unknown) => {
        this.#isWriting = false;
        this.#failed.abort(error);
      },
    );
  }

  async #send(letters: readonly MarkLetter[]): Promise<void> {
    this.#inFlight = letters.length;
    const written = letters.map(({ key, value }) => this.#options.publish({ key, value }));
    if (letters.some(({ onWritten }) => onWritten.length > 0)) void this.#options.flush();
    try {
      await Promise.all(written);
    } finally {
      this.#inFlight = 0;
    }
    for (const { onWritten } of letters) for (const tell of onWritten) tell();
  }
}
