import type { Bar } from "../../../page/stocks/feed/bar.ts";

export const MINUTE = 60_000;
export const opening = Date.UTC(2026, 10, 20, 15);

/** The n-th closed minute, with all indicators there; tests change what they are about. */
export function aBar(n: number, patch: Partial<Bar> = {}): Bar {
  return {
    openTime: opening + n * MINUTE,
    open: 100,
    high: 103,
    low: 99,
    close: 101,
    adjustedClose: null,
    volume: 5_000,
    final: true,
    revision: 0,
    source: "synthetic",
    observedAt: opening + (n + 1) * MINUTE,
    barCount: n + 1,
    sma: 100.5,
    ema: 100.6,
    bollingerMiddle: 100.5,
    bollingerUpper: 104,
    bollingerLower: 97,
    aroonUp: 80,
    aroonDown: 20,
    aroonOscillator: 60,
    rsi: 55,
    priceVolumeTrend: 12_345,
    macd: 0.4,
    macdSignal: 0.3,
    macdHistogram: 0.1,
    smaMissingCount: 0,
    emaMissingCount: 0,
    bollingerMissingCount: 0,
    aroonMissingCount: 0,
    rsiMissingCount: 0,
    priceVolumeTrendMissingCount: 0,
    macdMissingCount: 0,
    macdSignalMissingCount: 0,
    ...patch,
  };
}
