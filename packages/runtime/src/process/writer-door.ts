import { setTimeout as delay } from "node:timers/promises";
import { untilAborted } from "../until-aborted.ts";
import type { Writer } from "./sink.ts";

export interface WriterDoorOptions<T> {
  readonly open: () => Promise<Writer<T>>;
  /** An opening that lasts longer has failed. */
  readonly timeoutMs: number;
  /** Monotonic milliseconds. */
  readonly clock?: () => number;
}

/** How long a stop waits for the writer to close. */
const closeMs = 3_000;

/** A service's one way into its store: opened when first needed, shared by its partitions. */
export class WriterDoor<T> {
  readonly #options: WriterDoorOptions<T>;
  readonly #clock: () => number;
  #opening: Promise<Writer<T>> | undefined;
  #opened: Writer<T> | undefined;
  readonly #leftBehind = new Map<string, { readonly since: number }>();

  constructor(options: WriterDoorOptions<T>) {
    this.#options = options;
    this.#clock = options.clock ?? (() => performance.now());
  }

  /** The writer. A failed opening is told to all who wait for it, and whoever comes next opens anew. */
  writer(): Promise<Writer<T>> {
    if (this.#opening === undefined) {
      const opening = this.#open();
      this.#opening = opening;
      opening.then(
        (writer) => {
          this.#opened = writer;
        },
        () => {
          if (this.#opening === opening) this.#opening = undefined;
        },
      );
    }
    return this.#opening;
  }

  /** What the open writer wants to be told; undefined while there is none. */
  get remark(): string | undefined {
    return this.#opened?.remark;
  }

  /** A call of the writer for this place was given up and goes on all the same: until it ends, the place waits. */
  leaveBehind(place: string, call: Promise<unknown>): void {
    const left = { since: this.#clock() };
    this.#leftBehind.set(place, left);
    const ended = () => {
      if (this.#leftBehind.get(place) === left) this.#leftBehind.delete(place);
    };
    call.then(ended, ended);
  }

  /** For how many milliseconds a call for this place has gone on since it was given up; undefined when none does. */
  leftBehindMs(place: string): number | undefined {
    const left = this.#leftBehind.get(place);
    return left === undefined ? undefined : this.#clock() - left.since;
  }

  /** Closes the writer, and leaves behind a close that hangs. Rejects with what `close` throws. */
  async close(deadlineMs = closeMs): Promise<void> {
    const opening = this.#opening;
    this.#opening = undefined;
    const closing = opening?.then(
      (writer) => writer.close(),
      () => {}, // it never opened
    );
    await Promise.race([closing, delay(deadlineMs, undefined, { ref: false })]);
  }

  async #open(): Promise<Writer<T>> {
    const { open, timeoutMs } = this.#options;
    const deadline = new AbortController();
    const late = () => deadline.abort(new Error(`the store was not open within ${timeoutMs} ms`));
    const timer = setTimeout(late, timeoutMs);
    const opening = (async () => open())(); // also what it throws at once
    try {
      return await untilAborted(opening, deadline.signal);
    } catch (error) {
      // Should it open after all, nobody waits for it any more.
      if (deadline.signal.aborted) opening.then((writer) => writer.close()).catch(() => {});
      throw error;
    } finally {
      clearTimeout(timer);
    }
  }
}
