import type { MarketBar } from "@tributary/contracts";
import { seededRandom } from "../../src/fire/seeded-random.ts";
import { openingOf } from "../../test/stocks/opening-of.ts";

/** A backfill tells one symbol after another, a market all of them day by day. */
export type Order = "by-symbol" | "by-day";

export interface DailyBars {
  readonly symbols: number;
  /** Each Monday to Friday; ten years have some 2,520 on which the exchange is open. */
  readonly days: number;
}

const firstMonday = Date.parse("2016-02-01T12:00Z");
const dayMs = 86_400_000;
const yearDays = 252;
const volatility = 0.3;

export const symbolName = (symbol: number) => `S${String(symbol).padStart(3, "0")}`;

/** Closed bars of made up symbols, which walk at random as stocks do: the same at each call. */
export function* dailyBars({ symbols, days }: DailyBars, order: Order): Generator<MarketBar> {
  const openings = Array.from({ length: days }, (_, day) =>
    openingOf("XNYS", "1d", firstMonday + (day + 2 * Math.floor(day / 5)) * dayMs),
  );
  if (order === "by-day") {
    const walks = Array.from({ length: symbols }, (_, symbol) => walk(symbol));
    for (const openTime of openings) for (const next of walks) yield next(openTime);
    return;
  }
  for (let symbol = 0; symbol < symbols; symbol++) {
    const next = walk(symbol);
    for (const openTime of openings) yield next(openTime);
  }
}

/** The bars of one symbol, one a call. */
function walk(symbol: number): (openTime: number) => MarketBar {
  const random = seededRandom(symbol);
  // Of variance 1, and near enough to normal (Irwin 1927, Hall 1927).
  const step = () => random() + random() + random() + random() - 2;
  const spread = (volatility / Math.sqrt(yearDays)) * Math.sqrt(3);
  let close = cents(20 + 300 * random());
  return (openTime) => {
    const open = close;
    close = cents(open * Math.exp(spread * step()));
    const wick = spread * open * 0.5;
    return {
      symbol: symbolName(symbol),
      exchange: "XNYS",
      interval: "1d",
      openTime,
      open,
      high: cents(Math.max(open, close) + wick * random()),
      low: cents(Math.min(open, close) - wick * random()),
      close,
      adjustedClose: null,
      volume: Math.floor(5e6 * random()),
      currency: "USD",
      final: true,
      revision: 0,
      source: "synthetic",
      observedAt: openTime + dayMs,
    };
  };
}

const cents = (price: number) => Math.round(price * 100) / 100;
