import { BrownianPath } from "./brownian-path.ts";
import { normalChance } from "./chance.ts";
import type { Listing } from "./listing.ts";
import { Occurrences } from "./occurrences.ts";

const dayMinutes = 24 * 60;
const yearMinutes = 365.25 * dayMinutes;
const anchorMinute = Date.parse("2026-01-01T00:00Z") / 60_000;
/** Keeps the chance of jumps apart from that of all else. */
const jumpKey = 0x2a5f1c37;
/** Standard deviation of a jump's logarithm: overnight news, 1.2 %. */
const jumpSize = 0.012;

/**
 * What a share that is never split is worth: geometric Brownian motion, dS = mu S dt + sigma S dW with mu = sigma^2 / 2, so
 * that the median stays where it began (Hull, Options, Futures, and Other Derivatives, ch. 15), and one jump a day,
 * lognormal as in Merton 1976, which leaves a gap between two ticks.
 */
export class SyntheticPrice {
  readonly #listing: Listing;
  readonly #path: BrownianPath;
  readonly #jumps: Occurrences;
  readonly #perMinute: number;
  /** Sum of the jumps' logarithms from the anchor to the beginning of each day before or after it. */
  readonly #jumpsByDay = new Map<number, number>();

  constructor(listing: Listing) {
    this.#listing = listing;
    this.#path = new BrownianPath(listing.key);
    this.#jumps = new Occurrences(dayMinutes, listing.key ^ jumpKey);
    this.#perMinute = listing.volatility / Math.sqrt(yearMinutes);
  }

  /** At the beginning of a minute. */
  at(minute: number): number {
    return this.#price(this.#path.at(minute), this.#jumped(minute));
  }

  /** At the ends of the steps of a minute, see `BrownianPath.within`; a jump comes at its beginning. */
  within(minute: number): Float64Array {
    const jumped = this.#jumped(minute + 1);
    return this.#path.within(minute).map((walked) => this.#price(walked, jumped));
  }

  #price(walked: number, jumped: number): number {
    return this.#listing.price * Math.exp(this.#perMinute * walked + jumped);
  }

  /** Logarithm of all jumps from the anchor up to a minute, it not included. */
  #jumped(minute: number): number {
    const day = Math.floor(minute / dayMinutes);
    let sum = this.#jumpedBefore(day);
    for (const at of this.#jumps.between(day * dayMinutes, minute)) sum += this.#jump(at);
    return sum;
  }

  #jumpedBefore(day: number): number {
    const anchorDay = anchorMinute / dayMinutes;
    const known = this.#jumpsByDay.get(day);
    if (known !== undefined || day === anchorDay) return known ?? 0;
    // Kept, so that the walk from the anchor is made once a day.
    const sum = day > anchorDay ? this.#walkedTo(anchorDay, day) : -this.#walkedTo(day, anchorDay);
    this.#jumpsByDay.set(day, sum);
    return sum;
  }

  #walkedTo(fromDay: number, toDay: number): number {
    let sum = 0;
    for (const at of this.#jumps.between(fromDay * dayMinutes, toDay * dayMinutes)) sum += this.#jump(at);
    return sum;
  }

  #jump(minute: number): number {
    return jumpSize * normalChance(this.#listing.key ^ jumpKey, minute, 0);
  }
}
