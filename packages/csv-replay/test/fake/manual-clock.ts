import type { Clock } from "../../src/replay/clock.ts";

/** A clock that stands still until it is turned. Wall and monotonic time go together. */
export class ManualClock implements Clock {
  readonly #start: number;
  #elapsed = 0;
  readonly #wakes = new Set<{ readonly at: number; readonly callback: () => void }>();

  constructor(start = Date.parse("2026-11-22T12:00:00Z")) {
    this.#start = start;
  }

  now(): number {
    return this.#start + Math.floor(this.#elapsed);
  }

  monotonic(): number {
    return this.#elapsed;
  }

  wakeAt(at: number, callback: () => void): () => void {
    const wake = { at, callback };
    this.#wakes.add(wake);
    return () => this.#wakes.delete(wake);
  }

  /** When the next sleeper wants to be woken. */
  get nextWake(): number | undefined {
    return this.#wakes.size === 0 ? undefined : Math.min(...[...this.#wakes].map(({ at }) => at));
  }

  turnTo(at: number): void {
    this.#elapsed = Math.max(this.#elapsed, at);
    for (const wake of [...this.#wakes]) {
      if (wake.at > this.#elapsed) continue;
      this.#wakes.delete(wake);
      wake.callback();
    }
  }

  turnBy(ms: number): void {
    this.turnTo(this.#elapsed + ms);
  }
}
