import { integer, list, number, oneOf, string } from "@tributary/config";
import { binanceConfig } from "./binance/config.ts";
import { yahooConfig } from "./yahoo/config.ts";

/** What stock-ticks is told. */
export const config = {
  STOCK_PROVIDER: oneOf(
    "Where prices come from; replay plays recordings, and beside them the synthetic exchange is open",
    ["replay", "synthetic", "yahoo", "binance"],
    { default: "replay" },
  ),
  STOCK_SYMBOLS: list("Symbols followed from the start; default: the provider's own, see README", {
    optional: true,
    example: "^GSPC,ALDER.SYN",
  }),
  STOCK_STALE_AFTER_MS: integer(
    "How long no tick may come while an exchange is open until its symbol is told stale",
    { default: 90_000, minimum: 1000, maximum: 86_400_000, unit: "ms" },
  ),
  STOCK_SPEED: number("Trading seconds a second of a recording; a day of 6.5 h takes 6.5 s at 3600", {
    default: 3600,
    minimum: 0.001,
    maximum: 1e9,
  }),
  STOCK_LIVE_BARS: integer("Bars at the end of a recording that are played; those before are its history", {
    default: 1250,
    minimum: 0,
    maximum: 1e9,
  }),
  STOCK_FILE: string("A recording of your own beside the S&P 500: an OHLCV CSV as yfinance writes it", {
    optional: true,
    example: "/tmp/msft.csv",
  }),
  STOCK_FILE_SYMBOL: string("Symbol of the file's bars; default: its ticker, else its name", {
    optional: true,
    example: "MSFT",
  }),
  STOCK_FILE_EXCHANGE: oneOf(
    "Exchange whose days and hours the file's bars have",
    ["XNYS", "XNAS", "XLON", "24-7"],
    {
      default: "XNYS",
    },
  ),
  STOCK_FILE_CURRENCY: string("Currency of the file's prices, ISO 4217", { default: "USD" }),
  STOCK_SEED: integer("Another seed, other synthetic prices", {
    default: 1,
    minimum: 0,
    maximum: 2 ** 31 - 1,
  }),
  STOCK_SYNTHETIC_HOURS: oneOf(
    "When the synthetic exchange is open: around the clock, or as New York is",
    ["24-7", "SYNTH"],
    {
      default: "24-7",
    },
  ),
  STOCK_SYNTHETIC_HISTORY_HOURS: integer("How far back a synthetic symbol's history begins", {
    default: 120,
    minimum: 0,
    maximum: 2160,
    unit: "h",
  }),
  STOCK_SYNTHETIC_HALT_MINUTES: every("trade in a synthetic symbol is halted, for 3 to 8 min", 720),
  STOCK_SYNTHETIC_SPLIT_MINUTES: every("a synthetic symbol is split, which restates its history", 10_080),
  STOCK_SYNTHETIC_LATE_SHARE: number(
    "Share of synthetic minutes whose last trade is reported 20 to 150 s late, which corrects a closed bar",
    { default: 0.02, minimum: 0, maximum: 1 },
  ),
  ...yahooConfig,
  ...binanceConfig,
};

function every(happens: string, minutes: number) {
  return integer(`Minutes within which ${happens}, once; 0: never`, {
    default: minutes,
    minimum: 0,
    maximum: 5_256_000,
    unit: "min",
  });
}
