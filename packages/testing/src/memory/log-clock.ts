/** 2026-01-01T00:00:00Z: where time begins for a cluster that was not given a clock. */
const beginning = 1_767_225_600_000;

/** When a batch was appended, and as which one of the cluster. */
export interface Stamp {
  readonly timestamp: number;
  readonly batch: number;
}

/** The broker's wall clock, milliseconds since the epoch. Without one of the test's it goes on 1 ms with each batch. */
export class LogClock {
  readonly #now: (() => number) | undefined;
  #batches = 0;

  constructor(now?: () => number) {
    this.#now = now;
  }

  now(): number {
    return this.#now?.() ?? beginning + this.#batches;
  }

  /** For a batch that is appended now. */
  stamp(): Stamp {
    const timestamp = this.now();
    return { timestamp, batch: this.#batches++ };
  }
}
