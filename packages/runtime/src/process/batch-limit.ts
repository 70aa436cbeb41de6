const least = 100;
const stepsToMost = 200;

/**
 * How many records a write of a sink may have: half after one that failed, for it may have been more than the store does in
 * its time; then a little more with each that succeeds. A quick store is back at the most within seconds, and a slow one is
 * rarely asked too much. One for all partitions: they share the store, and each adds to its load.
 */
export class BatchLimit {
  readonly #most: number;
  #records: number;

  constructor(most: number) {
    this.#most = most;
    this.#records = most;
  }

  get records(): number {
    return Math.floor(this.#records);
  }

  /** A write of so many records failed. Of several that were under way at once, all count as one. */
  failed(records: number): void {
    const half = Math.max(Math.min(least, this.#most), records / 2);
    this.#records = Math.min(this.#records, half);
  }

  succeeded(): void {
    this.#records = Math.min(this.#most, this.#records + this.#most / stepsToMost);
  }
}
