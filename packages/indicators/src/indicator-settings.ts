/** Periods in bars; each a whole number from 1 to 100,000. */
export interface IndicatorSettings {
  readonly sma: number;
  readonly ema: number;
  readonly bollinger: { readonly period: number; readonly deviations: number };
  readonly aroon: number;
  readonly rsi: number;
  /** `fast` below `slow`. */
  readonly macd: { readonly fast: number; readonly slow: number; readonly signal: number };
}

/** What their inventors and most charts begin with. */
export const defaultSettings: IndicatorSettings = {
  sma: 20,
  ema: 20,
  bollinger: { period: 20, deviations: 2 },
  aroon: 25,
  rsi: 14,
  macd: { fast: 12, slow: 26, signal: 9 },
};
