/**
 * Until when a call of the writer may go on. Asked before each step: a process that was stopped for a while runs on in the
 * middle of its work, before any timer fires, and must not send what is no longer its own.
 */
export class Deadline {
  readonly #signal: AbortSignal;
  readonly #until: number;
  readonly #clock: () => number;

  /** @param clock Monotonic milliseconds. */
  constructor(ms: number, signal: AbortSignal, clock: () => number = () => performance.now()) {
    this.#signal = AbortSignal.any([signal, AbortSignal.timeout(ms)]);
    this.#clock = clock;
    this.#until = clock() + ms;
  }

  /**
   * Options of an operation of the driver: the server gives up at the deadline, and so does the driver, or when the signal
   * aborts. Throws once that has happened.
   */
  get options(): { readonly maxTimeMS: number; readonly signal: AbortSignal } {
    this.#signal.throwIfAborted();
    const maxTimeMS = Math.floor(this.#until - this.#clock());
    if (maxTimeMS < 1) throw new Error("out of time, nothing more is sent");
    // The driver (7.9, pinned) heeds a signal in writes too, though their types do not say so; its `timeoutMS` does nothing.
    return { maxTimeMS, signal: this.#signal };
  }

  /** Options of a timer that is not to outlast it. */
  get waiting(): { readonly signal: AbortSignal } {
    return { signal: this.#signal };
  }
}
