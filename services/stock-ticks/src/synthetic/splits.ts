import type { Listing } from "./listing.ts";
import type { Occurrences } from "./occurrences.ts";
import type { SyntheticPrice } from "./synthetic-price.ts";

const anchorMinute = Date.parse("2026-01-01T00:00Z") / 60_000;

/**
 * How many shares one of the beginning of 2026 has become: 2 for 1 where the price stands above its first, 1 for 2 where it
 * has fallen below, so that prices stay in a range as companies wish them to. Ratios are powers of two: history is restated
 * without a rounding. Before 2026 nothing is split.
 */
export class Splits {
  readonly #listing: Listing;
  readonly #price: SyntheticPrice;
  readonly #occurrences: Occurrences;
  /** The splits up to `#known`, each with the shares from it on. */
  readonly #made: { readonly minute: number; readonly shares: number }[] = [];
  #known = anchorMinute;

  constructor(listing: Listing, price: SyntheticPrice, occurrences: Occurrences) {
    this.#listing = listing;
    this.#price = price;
    this.#occurrences = occurrences;
  }

  /** Shares in a minute; a split holds from the minute on at which it happens. */
  sharesAt(minute: number): number {
    this.#extend(minute + 1);
    return this.#made.findLast((split) => split.minute <= minute)?.shares ?? 1;
  }

  #extend(toMinute: number): void {
    for (const minute of this.#occurrences.between(this.#known, toMinute)) {
      const shares = this.#made.at(-1)?.shares ?? 1;
      const isHigh = this.#price.at(minute) / shares >= this.#listing.price;
      this.#made.push({ minute, shares: shares * (isHigh ? 2 : 0.5) });
    }
    this.#known = Math.max(this.#known, toMinute);
  }
}
