import type { ChartResultArray } from "yahoo-finance2/modules/chart";
import type { ProviderBar } from "../provider.ts";
import { shortestPrice } from "./shortest-price.ts";

/** A row of a chart; its time is that of the session's opening (1d), of the minute (1m), or of now in the newest row. */
export type ChartRow = Pick<ProviderBar, "open" | "high" | "low" | "close" | "adjustedClose" | "volume"> & {
  readonly at: number;
};

/** What is used of a chart; times in epoch milliseconds. */
export interface YahooChart {
  /** Yahoo's own code, such as 'NMS'. */
  readonly exchange: string;
  readonly currency: string;
  readonly name: string;
  /** Of the newest trade. */
  readonly tradedAt: number;
  /** End of the session that is, or was last. */
  readonly sessionEnd: number;
  /** Without those of times in which nothing was traded, which Yahoo fills with null. */
  readonly rows: readonly ChartRow[];
}

export function yahooChart({ meta, quotes }: ChartResultArray): YahooChart {
  return {
    exchange: meta.exchangeName,
    currency: meta.currency ?? "",
    name: String(meta.longName ?? meta.shortName ?? meta.symbol),
    tradedAt: meta.regularMarketTime.getTime(),
    sessionEnd: meta.currentTradingPeriod.regular.end.getTime(),
    rows: quotes.flatMap((quote) => chartRow(quote) ?? []),
  };
}

function chartRow({ date, open, high, low, close, volume, adjclose }: ChartResultArray["quotes"][number]) {
  if (open === null || high === null || low === null || close === null) return undefined;
  const prices = [open, high, low, close].map(shortestPrice);
  const row: ChartRow = {
    at: date.getTime(),
    open: shortestPrice(open),
    // Yahoo's high is now and then below its close: what was paid was paid.
    high: Math.max(...prices),
    low: Math.min(...prices),
    close: shortestPrice(close),
    adjustedClose: typeof adjclose === "number" ? roundedAdjusted(adjclose) : null,
    volume,
  };
  return row;
}

/** Yahoo computes it anew with each answer, and its last digits differ: what is kept is what is the same each time. */
function roundedAdjusted(adjusted: number): number {
  return Number(adjusted.toPrecision(6));
}
