import type { Bell } from "./bell.ts";

/** Whether the cluster can be reached at all. */
export class Weather {
  /** Monotonic milliseconds since when it cannot, or undefined. */
  failingSince: number | undefined;
  readonly #bell: Bell;
  #outages = 0;

  constructor(bell: Bell) {
    this.#bell = bell;
  }

  /** Until the promise settles, and all others given meanwhile. */
  async outage(until: Promise<unknown>): Promise<void> {
    this.#outages++;
    this.failingSince ??= performance.now();
    this.#bell.ring();
    await until.catch(() => undefined);
    if (--this.#outages === 0) this.failingSince = undefined;
    this.#bell.ring();
  }
}
