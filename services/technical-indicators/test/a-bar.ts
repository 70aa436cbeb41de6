import type { MarketBar } from "@tributary/contracts";

/** Monday 6 January 2025, 00:00 UTC. */
export const monday = Date.UTC(2025, 0, 6);
export const minute = 60_000;
export const day = 86_400_000;

/** A closed minute of a coin at 100; the test says what matters to it. High and low make room for open and close. */
export function aBar(given: Partial<MarketBar> = {}): MarketBar {
  const { close = 100, open = close, openTime = monday } = given;
  return {
    symbol: "BTCUSDT",
    exchange: "BINANCE",
    interval: "1m",
    openTime,
    open,
    high: Math.max(open, close),
    low: Math.min(open, close),
    close,
    adjustedClose: null,
    volume: 10,
    currency: "USDT",
    final: true,
    revision: 0,
    source: "synthetic",
    observedAt: openTime + minute,
    ...given,
  };
}
