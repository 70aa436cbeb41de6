/** Looked up once: in the contexts in which Jest runs tests a global costs a microsecond each time, of hundreds of millions. */
const { imul, floor } = Math;

/**
 * Numbers that follow from seeds alone (mulberry32, Tommy Ettinger 2017). Seeded anew for every row, so that rows can be made from
 * any one on; a class and not a closure, since a year takes a hundred million numbers.
 */
export class SeededRandom {
  #state = 0;

  constructor(...seeds: readonly number[]) {
    this.seed(...seeds);
  }

  seed(one = 0, two = 0, three = 0): void {
    const mixed = imul(one ^ 0x9e3779b1, 0x85ebca6b) ^ imul(two + 0x165667b1, 0xc2b2ae35);
    this.#state = (imul(mixed ^ (mixed >>> 15), 0x27d4eb2f) + imul(three, 0x9e3779b1)) >>> 0;
  }

  /** 32 bits. */
  next(): number {
    this.#state = (this.#state + 0x6d2b79f5) | 0;
    let mixed = imul(this.#state ^ (this.#state >>> 15), this.#state | 1);
    mixed ^= mixed + imul(mixed ^ (mixed >>> 7), mixed | 61);
    return (mixed ^ (mixed >>> 14)) >>> 0;
  }

  /** From 0 to below 1. */
  share(): number {
    return this.next() / 2 ** 32;
  }

  /** A whole number from 0 to below `end`. */
  below(end: number): number {
    return floor((this.next() / 2 ** 32) * end);
  }

  /** Around 0, standard deviation 1, within ±6: twelve uniform ones, which is near enough and has no far tails. */
  bell(): number {
    let sum = -6;
    for (let count = 0; count < 12; count += 1) sum += this.share();
    return sum;
  }
}
