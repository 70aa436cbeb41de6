import type { MarketIndicator } from "@tributary/contracts";

/** Tuesday 2 January 2024, 14:30 UTC. */
export const opening = Date.UTC(2024, 0, 2, 14, 30);
export const minute = 60_000;

/** A closed minute of AAPL in which all indicators are known; the test says what matters to it. */
export function anIndicator(given: Partial<MarketIndicator> = {}): MarketIndicator {
  const { openTime = opening } = given;
  return {
    symbol: "AAPL",
    exchange: "XNAS",
    interval: "1m",
    openTime,
    open: 187.15,
    high: 188.44,
    low: 183.885,
    close: 185.64,
    adjustedClose: 184.9381,
    volume: 82_488_700,
    currency: "USD",
    final: true,
    revision: 3,
    source: "yahoo",
    observedAt: openTime + minute,
    barCount: 1 + (openTime - opening) / minute,
    sma: 185.1,
    ema: 185.2,
    bollingerMiddle: 185.1,
    bollingerUpper: 190.3,
    bollingerLower: 179.9,
    aroonUp: 64,
    aroonDown: 12,
    aroonOscillator: 52,
    rsi: 55.5,
    priceVolumeTrend: -123_456.789,
    macd: 0.1 + 0.2,
    macdSignal: 0.25,
    macdHistogram: 0.05,
    smaMissingCount: 0,
    emaMissingCount: 0,
    bollingerMissingCount: 0,
    aroonMissingCount: 0,
    rsiMissingCount: 0,
    priceVolumeTrendMissingCount: 0,
    macdMissingCount: 0,
    macdSignalMissingCount: 0,
    ...given,
  };
}

/** One that is still warming up and forming. */
export function youngIndicator(given: Partial<MarketIndicator> = {}): MarketIndicator {
  return anIndicator({
    final: false,
    adjustedClose: null,
    volume: null,
    sma: null,
    ema: null,
    bollingerMiddle: null,
    bollingerUpper: null,
    bollingerLower: null,
    aroonUp: null,
    aroonDown: null,
    aroonOscillator: null,
    rsi: null,
    priceVolumeTrend: null,
    macd: null,
    macdSignal: null,
    macdHistogram: null,
    smaMissingCount: 19,
    emaMissingCount: 19,
    bollingerMissingCount: 19,
    aroonMissingCount: 25,
    rsiMissingCount: 14,
    priceVolumeTrendMissingCount: 1,
    macdMissingCount: 25,
    macdSignalMissingCount: 33,
    ...given,
  });
}

/** So many minutes one after the other, each by the closing price 100 + its number. */
export function minutes(count: number, given: Partial<MarketIndicator> = {}): readonly MarketIndicator[] {
  return Array.from({ length: count }, (_, index) => {
    const close = 100 + index;
    return anIndicator({
      openTime: opening + index * minute,
      open: close,
      high: close,
      low: close,
      close,
      ...given,
    });
  });
}
