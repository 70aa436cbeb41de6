import { Aroon, type AroonState } from "./aroon.ts";
import { Bollinger, type BollingerState } from "./bollinger.ts";
import { Ema, type EmaState } from "./ema.ts";
import type { IndicatorSettings } from "./indicator-settings.ts";
import { Macd, type MacdState } from "./macd.ts";
import { Pvt, type PvtState } from "./pvt.ts";
import { Rsi, type RsiState } from "./rsi.ts";
import { Sma, type SmaState } from "./sma.ts";
import { misfit, mustBeState } from "./state-fit.ts";

/** One of each. */
export interface IndicatorKernels {
  /** Null where the middle Bollinger band is the same average, so that its window is kept once. */
  readonly sma: Sma | null;
  readonly ema: Ema;
  readonly bollinger: Bollinger;
  readonly aroon: Aroon;
  readonly rsi: Rsi;
  readonly priceVolumeTrend: Pvt;
  readonly macd: Macd;
}

export interface IndicatorKernelStates {
  readonly sma: SmaState | null;
  readonly ema: EmaState;
  readonly bollinger: BollingerState;
  readonly aroon: AroonState;
  readonly rsi: RsiState;
  readonly priceVolumeTrend: PvtState;
  readonly macd: MacdState;
}

/** @throws RangeError on settings that no indicator can have. */
export function freshKernels(settings: IndicatorSettings): IndicatorKernels {
  const { bollinger, macd } = settings;
  return {
    sma: hasOwnSma(settings) ? new Sma(settings.sma) : null,
    ema: new Ema(settings.ema),
    bollinger: new Bollinger(bollinger.period, bollinger.deviations),
    aroon: new Aroon(settings.aroon),
    rsi: new Rsi(settings.rsi),
    priceVolumeTrend: new Pvt(),
    macd: new Macd(macd.fast, macd.slow, macd.signal),
  };
}

/** @throws RangeError on settings that no indicator can have, and on states of other settings. */
export function restoredKernels(
  states: IndicatorKernelStates,
  settings: IndicatorSettings,
): IndicatorKernels {
  mustBeState(states, "indicators");
  const { bollinger, macd } = settings;
  if ((states.sma !== null) !== hasOwnSma(settings))
    throw misfit("indicators", "SMA is the middle band or is not");
  return {
    sma: states.sma === null ? null : Sma.restore(states.sma, settings.sma),
    ema: Ema.restore(states.ema, settings.ema),
    bollinger: Bollinger.restore(states.bollinger, bollinger.period, bollinger.deviations),
    aroon: Aroon.restore(states.aroon, settings.aroon),
    rsi: Rsi.restore(states.rsi, settings.rsi),
    priceVolumeTrend: Pvt.restore(states.priceVolumeTrend),
    macd: Macd.restore(states.macd, macd.fast, macd.slow, macd.signal),
  };
}

function hasOwnSma(settings: IndicatorSettings): boolean {
  return settings.sma !== settings.bollinger.period;
}
