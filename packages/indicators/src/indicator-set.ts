import type { AroonValue } from "./aroon.ts";
import type { BollingerBands } from "./bollinger.ts";
import {
  freshKernels,
  type IndicatorKernelStates,
  type IndicatorKernels,
  restoredKernels,
} from "./indicator-kernels.ts";
import type { IndicatorSettings } from "./indicator-settings.ts";
import type { IndicatorValues } from "./indicator-values.ts";
import { inputNumber } from "./input-number.ts";
import type { MacdValue } from "./macd.ts";
import { misfit, mustBeState } from "./state-fit.ts";

/** What indicators look at; a bar may have more. */
export interface IndicatorBar {
  readonly high: number;
  readonly low: number;
  readonly close: number;
  /** Null where there is none to know. */
  readonly volume: number | null;
}

export interface IndicatorSetState extends IndicatorKernelStates {
  readonly barCount: number;
}

interface Outputs {
  readonly sma: number | null;
  readonly ema: number | null;
  readonly bollinger: BollingerBands | null;
  readonly aroon: AroonValue | null;
  readonly rsi: number | null;
  readonly priceVolumeTrend: number | null;
  readonly macd: MacdValue | null;
}

/**
 * All indicators of one symbol and interval, bar by bar; of `close`, but for Aroon. Cost: O(1) amortised a bar, whatever
 * the periods; `state` and `restore` are linear in the longest period.
 */
export class IndicatorSet {
  readonly #kernels: IndicatorKernels;
  #barCount = 0;

  /**
   * @param state to go on from, as `state` gave it for the same settings
   * @throws RangeError on settings that no indicator can have, and on a state of other settings.
   */
  constructor(settings: IndicatorSettings, state?: IndicatorSetState) {
    this.#kernels = state === undefined ? freshKernels(settings) : restoredKernels(state, settings);
    if (state === undefined) return;
    // Aroon numbers its bars, and its state has been looked at.
    if (state.barCount !== state.aroon.barCount)
      throw misfit("indicators", `it has seen ${state.barCount} bars`);
    this.#barCount = state.barCount;
  }

  /** @throws RangeError on settings that no indicator can have, and on a state of other settings. */
  static restore(state: IndicatorSetState, settings: IndicatorSettings): IndicatorSet {
    mustBeState(state, "indicators");
    return new IndicatorSet(settings, state);
  }

  /** Closed bars so far. */
  get barCount(): number {
    return this.#barCount;
  }

  /**
   * Takes in a closed bar.
   * @throws RangeError on NaN, an infinity or a number beyond `largest`, before anything is changed.
   */
  update(bar: IndicatorBar): IndicatorValues {
    checkBar(bar);
    const { sma, ema, bollinger, aroon, rsi, priceVolumeTrend, macd } = this.#kernels;
    const bands = bollinger.update(bar.close);
    this.#barCount++;
    return this.#values(0, {
      sma: sma === null ? (bands?.middle ?? null) : sma.update(bar.close),
      ema: ema.update(bar.close),
      bollinger: bands,
      aroon: aroon.update(bar),
      rsi: rsi.update(bar.close),
      priceVolumeTrend: priceVolumeTrend.update(bar),
      macd: macd.update(bar.close),
    });
  }

  /**
   * What `update` would answer, bit for bit; commits nothing: for the bar that is forming.
   * @throws RangeError as `update` does.
   */
  peek(bar: IndicatorBar): IndicatorValues {
    checkBar(bar);
    const { sma, ema, bollinger, aroon, rsi, priceVolumeTrend, macd } = this.#kernels;
    const bands = bollinger.peek(bar.close);
    return this.#values(1, {
      sma: sma === null ? (bands?.middle ?? null) : sma.peek(bar.close),
      ema: ema.peek(bar.close),
      bollinger: bands,
      aroon: aroon.peek(bar),
      rsi: rsi.peek(bar.close),
      priceVolumeTrend: priceVolumeTrend.peek(bar),
      macd: macd.peek(bar.close),
    });
  }

  /** Plain JSON data, and a copy. */
  state(): IndicatorSetState {
    const { sma, ema, bollinger, aroon, rsi, priceVolumeTrend, macd } = this.#kernels;
    return {
      barCount: this.#barCount,
      sma: sma === null ? null : sma.state(),
      ema: ema.state(),
      bollinger: bollinger.state(),
      aroon: aroon.state(),
      rsi: rsi.state(),
      priceVolumeTrend: priceVolumeTrend.state(),
      macd: macd.state(),
    };
  }

  /** @param ahead how many bars the outputs are ahead of what is committed */
  #values(ahead: 0 | 1, outputs: Outputs): IndicatorValues {
    const { sma, ema, bollinger, aroon, rsi, macd } = this.#kernels;
    const { bollinger: bands, aroon: arrows, macd: lines, priceVolumeTrend: trend } = outputs;
    return {
      barCount: this.#barCount + ahead,
      sma: outputs.sma,
      ema: outputs.ema,
      bollingerMiddle: bands === null ? null : bands.middle,
      bollingerUpper: bands === null ? null : bands.upper,
      bollingerLower: bands === null ? null : bands.lower,
      aroonUp: arrows === null ? null : arrows.up,
      aroonDown: arrows === null ? null : arrows.down,
      aroonOscillator: arrows === null ? null : arrows.oscillator,
      rsi: outputs.rsi,
      priceVolumeTrend: trend,
      macd: lines === null ? null : lines.macd,
      macdSignal: lines === null ? null : lines.signal,
      macdHistogram: lines === null ? null : lines.histogram,
      smaMissingCount: less((sma ?? bollinger).missing, ahead),
      emaMissingCount: less(ema.missing, ahead),
      bollingerMissingCount: less(bollinger.missing, ahead),
      aroonMissingCount: less(aroon.missing, ahead),
      rsiMissingCount: less(rsi.missing, ahead),
      // A bar without volume brings it no nearer.
      priceVolumeTrendMissingCount: trend === null ? 1 : 0,
      macdMissingCount: less(macd.missing, ahead),
      macdSignalMissingCount: less(macd.signalMissing, ahead),
    };
  }
}

function less(missing: number, ahead: 0 | 1): number {
  return missing > ahead ? missing - ahead : 0;
}

/** All of it first, so that no kernel has moved when another objects. */
function checkBar(bar: IndicatorBar): void {
  inputNumber(bar.high, "high");
  inputNumber(bar.low, "low");
  inputNumber(bar.close, "close");
  if (bar.volume !== null) inputNumber(bar.volume, "volume");
}
