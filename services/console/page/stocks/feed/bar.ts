import type { MarketIndicator } from "@tributary/contracts";

/** A bar with its indicators, as the API tells it: what it was asked for is not told again. */
export type Bar = Omit<MarketIndicator, "symbol" | "exchange" | "interval" | "currency">;

/** Every column of a bar; the type is what holds this list against the contract. */
const columns: Readonly<Record<keyof Bar, true>> = {
  openTime: true,
  open: true,
  high: true,
  low: true,
  close: true,
  adjustedClose: true,
  volume: true,
  final: true,
  revision: true,
  source: true,
  observedAt: true,
  barCount: true,
  sma: true,
  ema: true,
  bollingerMiddle: true,
  bollingerUpper: true,
  bollingerLower: true,
  aroonUp: true,
  aroonDown: true,
  aroonOscillator: true,
  rsi: true,
  priceVolumeTrend: true,
  macd: true,
  macdSignal: true,
  macdHistogram: true,
  smaMissingCount: true,
  emaMissingCount: true,
  bollingerMissingCount: true,
  aroonMissingCount: true,
  rsiMissingCount: true,
  priceVolumeTrendMissingCount: true,
  macdMissingCount: true,
  macdSignalMissingCount: true,
};

export const barColumns = Object.keys(columns) as readonly (keyof Bar)[];
