import { normalChance } from "./chance.ts";

const { sqrt } = Math;

/** Whole minutes since the epoch to 2097: a power of two, to be halved. */
const depth = 26;
const spanMinutes = 2 ** depth;
/** Where the path is 0. */
const anchorMinute = Date.parse("2026-01-01T00:00Z") / 60_000;
/** Steps within a minute, each of 234.375 ms. */
export const minuteSteps = 256;

/**
 * Brownian motion over the minutes since the epoch, whose increments of a minute are standard normal, as a function of
 * its key: found at any place without those before by Lévy's construction (P. Lévy 1948; Karatzas and Shreve, 2.3): the
 * middle of a stretch of length L, given its ends, is normal around their mean with variance L / 4. 26 numbers a minute.
 */
export class BrownianPath {
  readonly #key: number;
  readonly #end: number;
  readonly #anchor: number;

  constructor(key: number) {
    this.#key = key;
    this.#end = sqrt(spanMinutes) * normalChance(key, 0, 0);
    this.#anchor = this.#raw(anchorMinute);
  }

  /** At the beginning of a minute; 0 at that of 2026. */
  at(minute: number): number {
    return this.#raw(minute) - this.#anchor;
  }

  /** At the 257 ends of the steps of a minute, its beginning and that of the next one included. */
  within(minute: number): Float64Array {
    const path = new Float64Array(minuteSteps + 1);
    path[0] = this.at(minute);
    path[minuteSteps] = this.at(minute + 1);
    for (let length = minuteSteps; length > 1; length /= 2) {
      const spread = sqrt(length / minuteSteps / 4);
      for (let from = 0; from < minuteSteps; from += length) {
        const mean = ((path[from] ?? 0) + (path[from + length] ?? 0)) / 2;
        const middle = from + length / 2;
        path[middle] = mean + spread * normalChance(this.#key, minute, middle);
      }
    }
    return path;
  }

  #raw(minute: number): number {
    let [from, length, left, right] = [0, spanMinutes, 0, this.#end];
    while (minute !== from) {
      if (minute === from + length) return right;
      length /= 2;
      const middle = from + length;
      // Minutes within are counted from 1 below 256 in `within`: these keys are never those.
      const spread = sqrt(length / 2);
      const value = (left + right) / 2 + spread * normalChance(this.#key, middle, minuteSteps + length);
      if (minute >= middle) [from, left] = [middle, value];
      else right = value;
    }
    return left;
  }
}
