import { inputNumber } from "./input-number.ts";
import type { Kernel } from "./kernel.ts";
import { checkedPeriod } from "./period.ts";
import { type Moments, SlidingMoments, type SlidingMomentsState } from "./sliding-moments.ts";

export interface BollingerBands {
  /** The simple moving average, the same to the last bit as `Sma` of that period. */
  readonly middle: number;
  readonly upper: number;
  readonly lower: number;
}

export type BollingerState = SlidingMomentsState;

/**
 * Bollinger bands: the mean m of the last n closes, and m ± deviations · √(Σ(close − m)² / n). The deviation is that of
 * the population (÷ n, not ÷ (n − 1)). First value at bar n.
 * Source: J. Bollinger, "Bollinger on Bollinger Bands", 2001; TA-Lib, ta_BBANDS.c.
 * Cost: O(1) amortised an update, n numbers of state; see `SlidingMoments`.
 */
export class Bollinger implements Kernel<number, BollingerBands, BollingerState> {
  readonly #period: number;
  readonly #deviations: number;
  #moments: SlidingMoments;

  /** @throws RangeError on a period that is no whole number from 1 to 100,000, on deviations not from 0 to 100. */
  constructor(period: number, deviations: number) {
    if (!(deviations >= 0 && deviations <= 100)) {
      throw new RangeError(`deviations of Bollinger are ${deviations}: needs a number from 0 to 100`);
    }
    this.#period = checkedPeriod(period, "period of Bollinger");
    this.#deviations = deviations;
    this.#moments = new SlidingMoments(period);
  }

  /** @throws RangeError on a state that cannot be of this period. */
  static restore(state: BollingerState, period: number, deviations: number): Bollinger {
    const bollinger = new Bollinger(period, deviations);
    bollinger.#moments = SlidingMoments.restore(state, period);
    return bollinger;
  }

  update(close: number): BollingerBands | null {
    this.#moments.push(inputNumber(close, "close"));
    return this.value;
  }

  peek(close: number): BollingerBands | null {
    return this.#bands(this.#moments.peek(inputNumber(close, "close")));
  }

  get value(): BollingerBands | null {
    return this.#bands(this.#moments.moments);
  }

  get missing(): number {
    return this.#moments.missing;
  }

  state(): BollingerState {
    return this.#moments.state();
  }

  #bands(moments: Moments | null): BollingerBands | null {
    if (moments === null) return null;
    const width = this.#deviations * Math.sqrt(moments.squares / this.#period);
    return { middle: moments.mean, upper: moments.mean + width, lower: moments.mean - width };
  }
}
