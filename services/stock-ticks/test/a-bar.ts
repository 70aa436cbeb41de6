import type { ProviderBar, SymbolDescription } from "../src/provider.ts";

const minuteMs = 60_000;
const first = Date.parse("2026-03-02T14:30Z");

/** openTime of the bar of that many minutes after the first. */
export const minute = (index: number): number => first + index * minuteMs;

/** A closed bar of a minute that stood still at its price. */
export function aBar(index: number, price: number, over: Partial<ProviderBar> = {}): ProviderBar {
  const openTime = minute(index);
  return {
    openTime,
    open: price,
    high: price,
    low: price,
    close: price,
    adjustedClose: null,
    volume: 100,
    final: true,
    observedAt: openTime + minuteMs,
    ...over,
  };
}

export const description: SymbolDescription = {
  symbol: "ACME",
  name: "Acme Corporation",
  exchange: "XNYS",
  currency: "USD",
  interval: "1m",
};
