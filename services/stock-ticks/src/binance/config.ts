import { integer, oneOf, url } from "@tributary/config";

/** What the provider binance is told. */
export const binanceConfig = {
  STOCK_BINANCE_STREAM_URL: url("WebSocket server of klines", {
    default: "wss://data-stream.binance.vision",
  }),
  STOCK_BINANCE_API_URL: url("REST server of past klines and symbols", {
    default: "https://data-api.binance.vision",
  }),
  STOCK_BINANCE_INTERVAL: oneOf("Length of the bars that are published", ["1m", "1d"], { default: "1m" }),
  STOCK_BINANCE_HISTORY_DAYS: integer(
    "How far back a symbol's history begins; a day of 1m bars takes 1.5 requests of 1,000 bars",
    { default: 7, minimum: 1, maximum: 5000, unit: "days" },
  ),
  STOCK_BINANCE_TIMEOUT_MS: integer("Longest a request or the opening of a stream may take", {
    default: 6000,
    minimum: 10,
    maximum: 60_000,
    unit: "ms",
  }),
  STOCK_BINANCE_SILENCE_MS: integer(
    "A stream silent for so long is asked for a sign of life, and given up when none comes in half of that",
    { default: 5000, minimum: 20, maximum: 60_000, unit: "ms" },
  ),
  STOCK_BINANCE_RENEW_MS: integer(
    "Age at which a connection is replaced by another, before Binance ends it after 24 h",
    { default: 84_600_000, minimum: 50, maximum: 86_000_000, unit: "ms" },
  ),
};
