import { inputNumber } from "./input-number.ts";
import type { Kernel } from "./kernel.ts";
import { checkedPeriod } from "./period.ts";
import { seededAverage } from "./seeded-average.ts";
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

type Averages = Pick<MacdState, "fast" | "slow" | "signal">;

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
  #seen = 0;
  #averages: Averages = { fast: 0, slow: 0, signal: 0 };

  /** @throws RangeError on a period that is no whole number from 1 to 100,000, and unless fast is below slow. */
  constructor(fast: number, slow: number, signal: number) {
    this.#fast = checkedPeriod(fast, "fast period of MACD");
    this.#slow = checkedPeriod(slow, "slow period of MACD");
    this.#signal = checkedPeriod(signal, "signal period of MACD");
    if (fast >= slow)
      throw new RangeError(`fast period of MACD is ${fast}: needs less than the slow ${slow}`);
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
    const averages = { fast: state.fast, slow: state.slow, signal: state.signal };
    if (!Number.isFinite(averages.fast + averages.slow + averages.signal)) {
      throw misfit("MACD", "an average is no number");
    }
    macd.#seen = seen;
    macd.#averages = averages;
    return macd;
  }

  update(close: number): MacdValue | null {
    this.#averages = this.#next(close);
    if (this.#seen < this.#slow + this.#signal - 1) this.#seen++;
    return this.value;
  }

  peek(close: number): MacdValue | null {
    return this.#of(this.#next(close), this.#seen + 1);
  }

  get value(): MacdValue | null {
    return this.#of(this.#averages, this.#seen);
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
      fast: this.#averages.fast,
      slow: this.#averages.slow,
      signal: this.#averages.signal,
    };
  }

  #next(input: number): Averages {
    const close = inputNumber(input, "close");
    const { fast, slow, signal } = this.#averages;
    const seen = this.#seen;
    const fastSeen = seen - (this.#slow - this.#fast);
    const signalSeen = seen - (this.#slow - 1);
    const nextFast = fastSeen < 0 ? fast : averageOf(fast, fastSeen, close, this.#fast);
    const nextSlow = averageOf(slow, seen, close, this.#slow);
    const macd = nextFast - nextSlow;
    return {
      fast: nextFast,
      slow: nextSlow,
      signal: signalSeen < 0 ? signal : averageOf(signal, signalSeen, macd, this.#signal),
    };
  }

  #of({ fast, slow, signal }: Averages, seen: number): MacdValue | null {
    if (seen < this.#slow) return null;
    const macd = fast - slow;
    if (seen < this.#slow + this.#signal - 1) return { macd, signal: null, histogram: null };
    return { macd, signal, histogram: macd - signal };
  }
}

function averageOf(average: number, seen: number, value: number, period: number): number {
  return seededAverage(average, seen, value, period, 2 / (period + 1));
}
