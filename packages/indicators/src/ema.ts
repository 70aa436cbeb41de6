import { inputNumber } from "./input-number.ts";
import type { Kernel } from "./kernel.ts";
import { checkedPeriod } from "./period.ts";
import { seededAverage } from "./seeded-average.ts";
import { isCount, misfit, mustBeState } from "./state-fit.ts";

export interface EmaState {
  readonly period: number;
  /** Closes so far, `period` at most. */
  readonly seen: number;
  /** During warm-up the plain mean so far; 0 before the first close. */
  readonly average: number;
}

/**
 * Exponential moving average: the seed is the simple average of the first n closes, then
 * ema += 2 / (n + 1) · (close − ema). First value at bar n.
 * Source: TA-Lib, ta_EMA.c (its default, not the MetaStock seed). Cost: O(1) an update, one number of state.
 */
export class Ema implements Kernel<number, number, EmaState> {
  readonly #period: number;
  readonly #weight: number;
  #seen = 0;
  #average = 0;

  /** @throws RangeError on a period that is no whole number from 1 to 100,000. */
  constructor(period: number) {
    this.#period = checkedPeriod(period, "period of EMA");
    this.#weight = 2 / (period + 1);
  }

  /** @throws RangeError on a state of another period. */
  static restore(state: EmaState, period: number): Ema {
    const ema = new Ema(period);
    mustBeState(state, "EMA");
    if (state.period !== period) throw misfit("EMA", `it is of ${state.period} bars, not of ${period}`);
    if (!isCount(state.seen, 0, period)) throw misfit("EMA", `it has seen ${state.seen}`);
    if (!Number.isFinite(state.average)) throw misfit("EMA", `its average is ${state.average}`);
    ema.#seen = state.seen;
    ema.#average = state.average;
    return ema;
  }

  update(close: number): number | null {
    this.#average = this.#next(close);
    if (this.#seen < this.#period) this.#seen++;
    return this.value;
  }

  peek(close: number): number | null {
    const next = this.#next(close);
    return this.missing > 1 ? null : next;
  }

  get value(): number | null {
    return this.missing > 0 ? null : this.#average;
  }

  get missing(): number {
    return this.#period - this.#seen;
  }

  state(): EmaState {
    return { period: this.#period, seen: this.#seen, average: this.#average };
  }

  #next(close: number): number {
    const value = inputNumber(close, "close");
    return seededAverage(this.#average, this.#seen, value, this.#period, this.#weight);
  }
}
