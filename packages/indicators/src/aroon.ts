import { inputNumber } from "./input-number.ts";
import type { Kernel } from "./kernel.ts";
import { checkedPeriod } from "./period.ts";
import { RecentHighest, type RecentHighestState } from "./recent-highest.ts";
import { isCount, misfit, mustBeState } from "./state-fit.ts";

export interface HighLow {
  readonly high: number;
  readonly low: number;
}

export interface AroonValue {
  /** 0 to 100. */
  readonly up: number;
  /** 0 to 100. */
  readonly down: number;
  /** Up less down, -100 to 100. */
  readonly oscillator: number;
}

export interface AroonState {
  readonly period: number;
  readonly barCount: number;
  readonly highs: RecentHighestState;
  /** With their signs turned: the lowest low is the highest of these. */
  readonly lows: RecentHighestState;
}

/**
 * Aroon: up = 100 · (n − bars since the highest high) / n, down the same of the lowest low, oscillator = up − down; of
 * the last n + 1 bars, and on a tie the most recent one counts. First value at bar n + 1.
 * Source: T. Chande, 1995; TA-Lib, ta_AROON.c and ta_AROONOSC.c.
 * Cost: O(1) amortised an update; state is what may yet become an extreme, 2 · (n + 1) bars at worst, a handful on
 * most days; see `RecentHighest`.
 */
export class Aroon implements Kernel<HighLow, AroonValue, AroonState> {
  readonly #period: number;
  #barCount = 0;
  readonly #highs: RecentHighest;
  readonly #lows: RecentHighest;

  /** @throws RangeError on a period that is no whole number from 1 to 100,000. */
  constructor(period: number) {
    this.#period = checkedPeriod(period, "period of Aroon");
    this.#highs = new RecentHighest(period);
    this.#lows = new RecentHighest(period);
  }

  /** @throws RangeError on a state of another period. */
  static restore(state: AroonState, period: number): Aroon {
    const aroon = new Aroon(period);
    mustBeState(state, "Aroon");
    const { barCount } = state;
    if (state.period !== period) throw misfit("Aroon", `it is of ${state.period} bars, not of ${period}`);
    if (!isCount(barCount, 0, Number.MAX_SAFE_INTEGER)) throw misfit("Aroon", `it has seen ${barCount} bars`);
    aroon.#barCount = barCount;
    aroon.#highs.restore(state.highs, barCount - 1);
    aroon.#lows.restore(state.lows, barCount - 1);
    return aroon;
  }

  update(bar: HighLow): AroonValue | null {
    const high = inputNumber(bar.high, "high");
    const low = inputNumber(bar.low, "low");
    const at = this.#barCount++;
    const highest = this.#highs.push(at, high);
    const lowest = this.#lows.push(at, 0 - low); // and not -low, which makes -0 of 0
    return at < this.#period ? null : this.#of(at, highest, lowest);
  }

  peek(bar: HighLow): AroonValue | null {
    const high = inputNumber(bar.high, "high");
    const low = inputNumber(bar.low, "low");
    if (this.missing > 1) return null;
    const at = this.#barCount;
    return this.#of(at, this.#highs.peek(at, high), this.#lows.peek(at, 0 - low));
  }

  get value(): AroonValue | null {
    return this.missing > 0 ? null : this.#of(this.#barCount - 1, this.#highs.bar, this.#lows.bar);
  }

  get missing(): number {
    return Math.max(0, this.#period + 1 - this.#barCount);
  }

  state(): AroonState {
    return {
      period: this.#period,
      barCount: this.#barCount,
      highs: this.#highs.state(),
      lows: this.#lows.state(),
    };
  }

  #of(newest: number, highest: number, lowest: number): AroonValue {
    const up = (100 * (this.#period - (newest - highest))) / this.#period;
    const down = (100 * (this.#period - (newest - lowest))) / this.#period;
    return { up, down, oscillator: up - down };
  }
}
