import { integer, oneOf, url } from "@tributary/config";

/** What the provider yahoo is told. */
export const yahooConfig = {
  STOCK_YAHOO_URL: url(
    "Server that is asked instead of Yahoo's own, all hosts of which are sent there with `x-forwarded-host`: a proxy",
    { optional: true, example: "http://127.0.0.1:8080" },
  ),
  STOCK_YAHOO_INTERVAL: oneOf(
    "Length of the bars that are published; of 1m Yahoo has a week, of 1d decades",
    ["1d", "1m"],
    { default: "1d" },
  ),
  STOCK_YAHOO_HISTORY_YEARS: integer("How far back the history of 1d bars begins", {
    default: 20,
    minimum: 1,
    maximum: 100,
    unit: "years",
  }),
  STOCK_YAHOO_POLL_MS: integer(
    "Pause between two looks at the quotes of all symbols, six times as long while a market is closed",
    { default: 5000, minimum: 1000, maximum: 3_600_000, unit: "ms" },
  ),
  STOCK_YAHOO_RECHECK_MS: integer(
    "Pause between two looks at the last days' bars, for corrections, splits and what quotes left out",
    { default: 900_000, minimum: 10_000, maximum: 86_400_000, unit: "ms" },
  ),
  STOCK_YAHOO_TIMEOUT_MS: integer("Longest a request may take", {
    default: 4000,
    minimum: 10,
    maximum: 60_000,
    unit: "ms",
  }),
};
