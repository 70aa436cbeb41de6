/** How long fixes took from the log to this page: a sliding sample, newest last, ms. */
export class Delays {
  readonly #size: number;
  #values: number[] = [];

  constructor(size = 2_000) {
    this.#size = size;
  }

  add(delay: number): void {
    this.#values.push(Math.max(0, delay));
    if (this.#values.length > this.#size * 2) this.#values = this.#values.slice(-this.#size);
  }

  clear(): void {
    this.#values = [];
  }

  /** The value that a share of the sample does not exceed (nearest rank); undefined while there is none. */
  quantile(share: number): number | undefined {
    const sorted = this.#values.slice(-this.#size).sort((a, b) => a - b);
    return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)];
  }
}
