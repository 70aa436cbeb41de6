import { inputNumber } from "./input-number.ts";
import type { Kernel } from "./kernel.ts";
import { checkedPeriod } from "./period.ts";
import { SlidingMoments, type SlidingMomentsState } from "./sliding-moments.ts";

export type SmaState = SlidingMomentsState;

/**
 * Simple moving average: the mean of the last `period` closes. First value at bar `period`.
 * Source: TA-Lib, ta_SMA.c. Cost: O(1) amortised an update, `period` numbers of state; see `SlidingMoments`.
 */
export class Sma implements Kernel<number, number, SmaState> {
  #moments: SlidingMoments;

  /** @throws RangeError on a period that is no whole number from 1 to 100,000. */
  constructor(period: number) {
    this.#moments = new SlidingMoments(checkedPeriod(period, "period of SMA"));
  }

  /** @throws RangeError on a state that cannot be of this period. */
  static restore(state: SmaState, period: number): Sma {
    const sma = new Sma(period);
    sma.#moments = SlidingMoments.restore(state, period);
    return sma;
  }

  update(close: number): number | null {
    this.#moments.push(inputNumber(close, "close"));
    return this.#moments.mean;
  }

  peek(close: number): number | null {
    return this.#moments.peek(inputNumber(close, "close"))?.mean ?? null;
  }

  get value(): number | null {
    return this.#moments.mean;
  }

  get missing(): number {
    return this.#moments.missing;
  }

  state(): SmaState {
    return this.#moments.state();
  }
}
