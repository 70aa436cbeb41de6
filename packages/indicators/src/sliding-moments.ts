import { copiedNumbers, isCount, misfit, mustBeState } from "./state-fit.ts";

export interface Moments {
  readonly mean: number;
  /** Sum of the squared distances from the mean. */
  readonly squares: number;
}

export interface SlidingMomentsState {
  readonly period: number;
  /** The values by slot: `window[i]` was the i-th of its lap. Shorter than the period in the first lap. */
  readonly window: readonly number[];
  /** How many slots the present lap has filled; those from here on are still of the lap before. */
  readonly lap: number;
}

const owner = "moving mean";

/**
 * Mean and squares of the last `period` values, in two halves: what this lap through the window has brought, and what
 * is left of the lap before. The first grows by Welford's step (Technometrics 4, 1962); the second was worked out for
 * each slot from the end when its lap was full; the two are joined by Chan, Golub and LeVeque (1979). The scheme is van
 * Herk's and Gil and Werman's (1992) for running extremes.
 *
 * Nothing is ever taken away, so nothing can cancel or drift: each number is at most `period` additions away from the
 * values themselves, and of equal values the mean is that value and the squares are 0, exactly.
 *
 * Cost: O(1) amortised. A lap's last value costs O(period), once in `period` values. `peek` is O(1) always.
 */
export class SlidingMoments {
  readonly #period: number;
  readonly #inverse: number;
  #window: number[] = [];
  #lap = 0;
  /** Of the slots before `lap`. */
  #mean = 0;
  #squares = 0;
  /** Of the lap before: `[n - 1]` of its last n slots. */
  readonly #restMeans: number[] = [];
  readonly #restSquares: number[] = [];

  constructor(period: number) {
    this.#period = period;
    this.#inverse = 1 / period;
  }

  /** @throws RangeError on a state that cannot be of this period. */
  static restore(state: SlidingMomentsState, period: number): SlidingMoments {
    mustBeState(state, owner);
    if (state.period !== period) throw misfit(owner, `it is of ${state.period} bars, not of ${period}`);
    const window = copiedNumbers(state.window, owner);
    const fits =
      window.length <= period &&
      isCount(state.lap, window.length < period ? window.length : 1, window.length);
    if (!fits) throw misfit(owner, `its lap is ${state.lap}, and there are ${window.length} values`);
    const moments = new SlidingMoments(period);
    moments.#window = window;
    for (let slot = 0; slot < state.lap; slot++) moments.#add(window[slot] as number);
    if (window.length === period) moments.#sumUp(state.lap === period ? period - 1 : period - state.lap);
    return moments;
  }

  push(value: number): void {
    if (this.#lap === this.#period) {
      this.#lap = 0;
      this.#mean = 0;
      this.#squares = 0;
    }
    this.#window[this.#lap] = value;
    this.#add(value);
    if (this.#lap === this.#period) this.#sumUp(this.#period - 1);
  }

  /** Of the window; null until it is full. */
  get moments(): Moments | null {
    return this.#joined(this.#lap, this.#mean, this.#squares);
  }

  /** That of `moments` alone. */
  get mean(): number | null {
    const lap = this.#lap;
    if (lap === this.#period) return this.#mean;
    if (this.#window.length < this.#period) return null;
    const rest = this.#period - lap;
    return this.#mean + ((this.#restMeans[rest - 1] as number) - this.#mean) * (rest * this.#inverse);
  }

  /** What `moments` would be after `push`. */
  peek(value: number): Moments | null {
    const isNewLap = this.#lap === this.#period;
    const lap = isNewLap ? 1 : this.#lap + 1;
    const before = isNewLap ? 0 : this.#mean;
    const distance = value - before;
    const mean = before + distance / lap;
    return this.#joined(lap, mean, (isNewLap ? 0 : this.#squares) + distance * (value - mean));
  }

  get missing(): number {
    return this.#period - this.#window.length;
  }

  state(): SlidingMomentsState {
    return { period: this.#period, window: this.#window.slice(), lap: this.#lap };
  }

  #add(value: number): void {
    const distance = value - this.#mean;
    this.#lap++;
    this.#mean += distance / this.#lap;
    this.#squares += distance * (value - this.#mean);
  }

  #joined(lap: number, mean: number, squares: number): Moments | null {
    const period = this.#period;
    if (lap === period) return { mean, squares };
    if (this.#window.length < period) return null;
    const rest = period - lap;
    // Of the whole, how much the rest weighs; a product, since a division costs as much as all else here.
    const weight = rest * this.#inverse;
    const distance = (this.#restMeans[rest - 1] as number) - mean;
    return {
      mean: mean + distance * weight,
      squares: squares + (this.#restSquares[rest - 1] as number) + distance * distance * lap * weight,
    };
  }

  /** @param longest of how many of the last slots at most: of more nobody will ask any more */
  #sumUp(longest: number): void {
    let mean = 0;
    let squares = 0;
    for (let count = 1; count <= longest; count++) {
      const value = this.#window[this.#period - count] as number;
      const distance = value - mean;
      mean += distance / count;
      squares += distance * (value - mean);
      this.#restMeans[count - 1] = mean;
      this.#restSquares[count - 1] = squares;
    }
  }
}
