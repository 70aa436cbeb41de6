const WINDOW_MS = 60_000;

/**
 * The server's clock as known here. Each frame tells it, late by its way through the network; the least late of the
 * last minute is believed. What is measured against it therefore lacks the fastest one-way time of that minute.
 */
export class ServerClock {
  readonly #local: () => number;
  #samples: { readonly at: number; readonly offset: number }[] = [];

  /** @param local any clock in ms that does not stop */
  constructor(local: () => number) {
    this.#local = local;
  }

  hear(clock: number): void {
    const at = this.#local();
    const offset = clock - at;
    this.#samples = this.#samples.filter(
      (sample) => at - sample.at < WINDOW_MS && at >= sample.at && sample.offset > offset,
    );
    this.#samples.push({ at, offset });
  }

  /** Before the first frame: the local clock. */
  now(): number {
    return this.#local() + (this.#samples[0]?.offset ?? 0);
  }
}
