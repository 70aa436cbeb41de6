/**
 * Until when a call of the writer may go on. Asked before each step: a process that was stopped for a while runs on in the
 * middle of its work, before any timer fires, and must not send what is no longer its own.
 */
export class Deadline {
  readonly signal: AbortSignal;
  readonly #until: number;
  readonly #clock: () => number;

  /** @param clock Monotonic milliseconds. */
  constructor(ms: number, signal: AbortSignal, clock: () => number = () => performance.now()) {
    this.signal = signal;
    this.#clock = clock;
    this.#until = clock() + ms;
  }

  /** At least 1. Throws once the time is over or the signal has aborted. */
  get remainingMs(): number {
    this.signal.throwIfAborted();
    const ms = Math.floor(this.#until - this.#clock());
    if (ms < 1) throw new Error("out of time, nothing more is sent");
    return ms;
  }
}
