const least = 100;
/** Full writes until the most is reached: at the beginning, and after a failure. */
const stepsAtFirst = 20;
const stepsLater = 200;
/** A write of a second is as large as it need be: more records in it win nothing that its round trip costs. */
const longMs = 1_000;
const tooLongMs = 2_000;

/**
 * How many records a write of a sink may have: few at first, more with each that was full and quick, and half after one that
 * failed, for it may have been more than the store does in its time. A quick store is at the most within seconds, and a slow
 * one is rarely asked too much. One for all partitions: they share the store, and each adds to its load.
 */
export class BatchLimit {
  readonly #least: number;
  readonly #most: number;
  #records: number;
  #steps = stepsAtFirst;

  constructor(most: number) {
    this.#most = most;
    this.#least = Math.min(least, most);
    this.#records = this.#least;
  }

  get records(): number {
    return Math.floor(this.#records);
  }

  /** A write of so many records failed. Of several that were under way at once, all count as one. */
  failed(records: number): void {
    this.#steps = stepsLater;
    this.#records = Math.min(this.#records, Math.max(this.#least, records / 2));
  }

  /** A write of so many records took `ms`. One that was far from full says nothing of larger ones. */
  succeeded(records: number, ms: number): void {
    if (ms > tooLongMs) {
      this.#steps = stepsLater;
      this.#records = Math.min(this.#records, Math.max(this.#least, records * 0.75));
    } else if (ms < longMs && records * 2 >= this.records) {
      this.#records = Math.min(this.#most, this.#records + this.#most / this.#steps);
    }
  }
}
