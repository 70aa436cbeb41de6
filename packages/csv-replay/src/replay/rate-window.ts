/** What was counted over the last seconds. */
export class RateWindow {
  readonly #spanMs: number;
  #samples: { readonly at: number; readonly rows: number; readonly share: number | null }[] = [];

  constructor(spanMs: number) {
    this.#spanMs = spanMs;
  }

  /** `rows` and `share` only grow between two `clear`s. */
  add(at: number, rows: number, share: number | null): void {
    this.#samples.push({ at, rows, share });
    // One from before the span stays: growth is counted from it on.
    while (this.#samples.length > 2 && at - (this.#samples[1]?.at ?? at) >= this.#spanMs)
      this.#samples.shift();
  }

  clear(): void {
    this.#samples = [];
  }

  /** Rows a second; over less than a second as if it were one. */
  rowsPerSecond(now: number): number {
    const growth = this.#growth(now);
    return growth === undefined ? 0 : growth.rows / growth.seconds;
  }

  sharePerSecond(now: number): number {
    const growth = this.#growth(now);
    return growth === undefined ? 0 : growth.share / growth.seconds;
  }

  #growth(now: number) {
    const newest = this.#samples.at(-1);
    const oldest = this.#samples.findLast(({ at }) => now - at >= this.#spanMs) ?? this.#samples[0];
    if (newest === undefined || oldest === undefined) return undefined;
    const seconds = Math.max(1_000, Math.min(now - oldest.at, this.#spanMs)) / 1_000;
    return { rows: newest.rows - oldest.rows, share: (newest.share ?? 0) - (oldest.share ?? 0), seconds };
  }
}
