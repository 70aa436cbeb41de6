import type { Clock } from "./clock.ts";

/** Lets one pass after another, `gapMs` apart at the least; the first at once. */
export class Pace {
  readonly #gapMs: number;
  readonly #clock: Pick<Clock, "elapsed" | "pause">;
  #nextAt = Number.NEGATIVE_INFINITY;

  constructor(gapMs: number, clock: Pick<Clock, "elapsed" | "pause">) {
    this.#gapMs = gapMs;
    this.#clock = clock;
  }

  /** Resolves at one's turn, or at once when the signal aborts. */
  async turn(signal: AbortSignal): Promise<void> {
    const now = this.#clock.elapsed();
    const at = Math.max(now, this.#nextAt);
    this.#nextAt = at + this.#gapMs;
    if (at > now) await this.#clock.pause(at - now, signal);
  }
}
