/** All indicators at one bar, named as the fields of `market.indicator.v1`; null during warm-up. */
export interface IndicatorValues {
  /** Which bar it is since the first, from 1. */
  readonly barCount: number;
  readonly sma: number | null;
  readonly ema: number | null;
  readonly bollingerMiddle: number | null;
  readonly bollingerUpper: number | null;
  readonly bollingerLower: number | null;
  readonly aroonUp: number | null;
  readonly aroonDown: number | null;
  readonly aroonOscillator: number | null;
  readonly rsi: number | null;
  readonly priceVolumeTrend: number | null;
  readonly macd: number | null;
  readonly macdSignal: number | null;
  readonly macdHistogram: number | null;
  /** Bars until the first value; 0 from then on. */
  readonly smaMissingCount: number;
  readonly emaMissingCount: number;
  readonly bollingerMissingCount: number;
  readonly aroonMissingCount: number;
  readonly rsiMissingCount: number;
  readonly priceVolumeTrendMissingCount: number;
  readonly macdMissingCount: number;
  readonly macdSignalMissingCount: number;
}
