import { inputNumber } from "./input-number.ts";
import type { Kernel } from "./kernel.ts";
import { checkedPeriod } from "./period.ts";
import { movedAverage, seededAverage } from "./seeded-average.ts";
import { isCount, misfit, mustBeState } from "./state-fit.ts";

export interface MacdValue {
  /** Fast less slow average. */
  readonly macd: number;
  /** Average of `macd`; null for `signal` - 1 bars more. */
  readonly signal: number | null;
  /** `macd` less `signal`. */
  readonly histogram: number | null;
}

export interface MacdState {
  readonly fastPeriod: number;
  readonly slowPeriod: number;
  readonly signalPeriod: number;
  /** Closes so far, slow + signal - 1 at most. */
  readonly seen: number;
  /** 0 before its first value, then a plain mean until its period is full. */
  readonly fast: number;
  readonly slow: number;
  readonly signal: number;
}

/**
 * Moving average convergence/divergence: macd = ema(fast) − ema(slow), signal = ema(signal) of macd, histogram =
 * macd − signal. Each average is seeded by a simple one; as in TA-Lib the two of close are seeded at the same bar, so
 * that the fast one leaves out the first slow − fast closes and is not `Ema` of that period until it has forgotten.
 * First macd at bar slow, first signal at bar slow + signal − 1 (TA-Lib shows macd from there only).
 * Source: G. Appel, 1979; TA-Lib, ta_MACD.c. Cost: O(1) an update, three numbers of state.
 */
export class Macd implements Kernel<number, MacdValue, MacdState> {
  readonly #fast: number;
  readonly #slow: number;
  readonly #signal: number;
  readonly #fastWeight: number;
  readonly #slowWeight: number;
  readonly #signalWeight: number;
  /** Bars of the first signal. */
  readonly #enough: number;
  #seen = 0;
  #fastAverage = 0;
  #slowAverage = 0;
  #signalAverage = 0;

  /** @throws RangeError on a period that is no whole number from 1 to 100,000, and unless fast is below slow. */
  constructor(fast: number, slow: number, signal: number) {
    this.#fast = checkedPeriod(fast, "fast period of MACD");
    this.#slow = checkedPeriod(slow, "slow period of MACD");
    this.#signal = checkedPeriod(signal, "signal period of MACD");
    if (fast >= slow)
      throw new RangeError(`fast period of MACD is ${fast}: needs less than the slow ${slow}`);
    this.#fastWeight = 2 / (fast + 1);
    this.#slowWeight = 2 / (slow + 1);
    this.#signalWeight = 2 / (signal + 1);
    this.#enough = slow + signal - 1;
  }

  /** @throws RangeError on a state of other periods. */
  static restore(state: MacdState, fast: number, slow: number, signal: number): Macd {
    const macd = new Macd(fast, slow, signal);
    mustBeState(state, "MACD");
    const { fastPeriod, slowPeriod, signalPeriod, seen } = state;
    if (fastPeriod !== fast || slowPeriod !== slow || signalPeriod !== signal) {
      throw misfit(
        "MACD",
        `it is of ${[fastPeriod, slowPeriod, signalPeriod]}, not of ${[fast, slow, signal]}`,
      );
    }
    if (!isCount(seen, 0, slow + signal - 1)) throw misfit("MACD", `it has seen ${seen}`);
    if (!Number.isFinite(state.fast + state.slow + state.signal))
      throw misfit("MACD", "an average is no number");
    macd.#seen = seen;
    macd.#fastAverage = state.fast;
    macd.#slowAverage = state.slow;
    macd.#signalAverage = state.signal;
    return macd;
  }

  update(close: number): MacdValue | null {
    const value = inputNumber(close, "close");
    return this.#seen === this.#enough ? this.#moved(value) : this.#seeded(value);
  }

  peek(close: number): MacdValue | null {
    const value = inputNumber(close, "close");
    const macd = this.#nextFast(value) - this.#nextSlow(value);
    return this.#of(macd, this.#nextSignal(macd), this.#seen + 1);
  }

  get value(): MacdValue | null {
    return this.#of(this.#fastAverage - this.#slowAverage, this.#signalAverage, this.#seen);
  }

  get missing(): number {
    return Math.max(0, this.#slow - this.#seen);
  }

  /** Bars until the first signal and histogram; 0 from then on. */
  get signalMissing(): number {
    return this.#slow + this.#signal - 1 - this.#seen;
  }

  state(): MacdState {
    return {
      fastPeriod: this.#fast,
      slowPeriod: this.#slow,
      signalPeriod: this.#signal,
      seen: this.#seen,
      fast: this.#fastAverage,
      slow: this.#slowAverage,
      signal: this.#signalAverage,
    };
  }

  /** On nearly every bar, and a fifth quicker for not asking each average whether it is complete. */
  #moved(close: number): MacdValue {
    const fast = movedAverage(this.#fastAverage, close, this.#fastWeight);
    const slow = movedAverage(this.#slowAverage, close, this.#slowWeight);
    const macd = fast - slow;
    const signal = movedAverage(this.#signalAverage, macd, this.#signalWeight);
    this.#fastAverage = fast;
    this.#slowAverage = slow;
    this.#signalAverage = signal;
    return { macd, signal, histogram: macd - signal };
  }

  #seeded(close: number): MacdValue | null {
    const fast = this.#nextFast(close);
    const slow = this.#nextSlow(close);
    const signal = this.#nextSignal(fast - slow);
    this.#fastAverage = fast;
    this.#slowAverage = slow;
    this.#signalAverage = signal;
    return this.#of(fast - slow, signal, ++this.#seen);
  }

  #nextFast(close: number): number {
    const seen = this.#seen - (this.#slow - this.#fast);
    if (seen < 0) return this.#fastAverage;
    return seededAverage(this.#fastAverage, seen, close, this.#fast, this.#fastWeight);
  }

  #nextSlow(close: number): number {
    return seededAverage(this.#slowAverage, this.#seen, close, this.#slow, this.#slowWeight);
  }

  #nextSignal(macd: number): number {
    const seen = this.#seen - (this.#slow - 1);
    if (seen < 0) return this.#signalAverage;
    return seededAverage(this.#signalAverage, seen, macd, this.#signal, this.#signalWeight);
  }

  #of(macd: number, signal: number, seen: number): MacdValue | null {
    if (seen < this.#slow) return null;
    if (seen < this.#slow + this.#signal - 1) return { macd, signal: null, histogram: null };
    return { macd, signal, histogram: macd - signal };
  }
}
