import { inputNumber } from "./input-number.ts";
import type { Kernel } from "./kernel.ts";
import { checkedPeriod } from "./period.ts";
import { seededAverage } from "./seeded-average.ts";
import { isCount, misfit, mustBeState } from "./state-fit.ts";

export interface RsiState {
  readonly period: number;
  /** Null before the first bar. */
  readonly close: number | null;
  /** Changes of close so far, `period` at most. */
  readonly seen: number;
  /** Wilder's averages of gains and losses, each 0 or more; plain means during warm-up. */
  readonly gain: number;
  readonly loss: number;
}

/** Below it a double has fewer digits the smaller it is, and the share of two such numbers means nothing. */
const smallestNormal = 2 ** -1022;

/**
 * Relative strength index: 100 · gain / (gain + loss), of Wilder's averages of the rises and of the falls of close: the
 * mean of the first n, then average += (new − average) / n. First value at bar n + 1. Of a series that never moved it
 * is 0, as in TA-Lib.
 * Source: J. W. Wilder, "New Concepts in Technical Trading Systems", 1978; TA-Lib, ta_RSI.c.
 * Cost: O(1) an update, three numbers of state.
 */
export class Rsi implements Kernel<number, number, RsiState> {
  readonly #period: number;
  readonly #weight: number;
  #close: number | null = null;
  #seen = 0;
  #gain = 0;
  #loss = 0;

  /** @throws RangeError on a period that is no whole number from 1 to 100,000. */
  constructor(period: number) {
    this.#period = checkedPeriod(period, "period of RSI");
    this.#weight = 1 / period;
  }

  /** @throws RangeError on a state of another period. */
  static restore(state: RsiState, period: number): Rsi {
    const rsi = new Rsi(period);
    mustBeState(state, "RSI");
    const { close, seen, gain, loss } = state;
    if (state.period !== period) throw misfit("RSI", `it is of ${state.period} bars, not of ${period}`);
    if (close !== null && !Number.isFinite(close)) throw misfit("RSI", `its close is ${close}`);
    if (!isCount(seen, 0, close === null ? 0 : period)) throw misfit("RSI", `it has seen ${seen}`);
    if (!isAverage(gain) || !isAverage(loss)) throw misfit("RSI", `its averages are ${gain} and ${loss}`);
    rsi.#close = close;
    rsi.#seen = seen;
    rsi.#gain = gain;
    rsi.#loss = loss;
    return rsi;
  }

  update(close: number): number | null {
    const value = inputNumber(close, "close");
    if (this.#close !== null) {
      const change = value - this.#close;
      this.#gain = this.#next(this.#gain, Math.max(change, 0));
      this.#loss = this.#next(this.#loss, Math.max(-change, 0));
      if (this.#seen < this.#period) this.#seen++;
    }
    this.#close = value;
    return this.value;
  }

  peek(close: number): number | null {
    const value = inputNumber(close, "close");
    if (this.missing > 1 || this.#close === null) return null;
    const change = value - this.#close;
    return strength(
      this.#next(this.#gain, Math.max(change, 0)),
      this.#next(this.#loss, Math.max(-change, 0)),
    );
  }

  get value(): number | null {
    return this.missing > 0 ? null : strength(this.#gain, this.#loss);
  }

  get missing(): number {
    return this.#close === null ? this.#period + 1 : this.#period - this.#seen;
  }

  state(): RsiState {
    return {
      period: this.#period,
      close: this.#close,
      seen: this.#seen,
      gain: this.#gain,
      loss: this.#loss,
    };
  }

  #next(average: number, change: number): number {
    return seededAverage(average, this.#seen, change, this.#period, this.#weight);
  }
}

function strength(gain: number, loss: number): number {
  return gain + loss < smallestNormal ? 0 : (100 * gain) / (gain + loss);
}

function isAverage(value: number): boolean {
  return Number.isFinite(value) && value >= 0;
}
