/** What is used of a quote (quote.d.ts of yahoo-finance2); prices in the quote's currency, times in epoch milliseconds. */
export interface YahooQuote {
  readonly symbol: string;
  readonly name: string;
  readonly exchange: string;
  readonly currency: string;
  /** 'REGULAR' while the exchange is open; 'PRE', 'POST', 'CLOSED' and more else. */
  readonly marketState: string;
  /** How late the exchange's data are by contract. */
  readonly delaySeconds: number;
  /** Of the newest trade of the regular session. */
  readonly tradedAt: number;
  readonly price: number;
  readonly open: number | undefined;
  readonly high: number | undefined;
  readonly low: number | undefined;
  /** Since the session opened. */
  readonly dayVolume: number | undefined;
}

/** Undefined for what has no price or no time, such as a symbol that waits for its first day. */
export function yahooQuote(answer: unknown): YahooQuote | undefined {
  const quote = answer as Readonly<Record<string, unknown>>;
  const price = finite(quote.regularMarketPrice);
  const tradedAt = instant(quote.regularMarketTime);
  if (typeof quote.symbol !== "string" || price === undefined || tradedAt === undefined) return undefined;
  return {
    symbol: quote.symbol,
    name: String(quote.longName ?? quote.shortName ?? quote.symbol),
    exchange: String(quote.exchange),
    currency: String(quote.currency ?? ""),
    marketState: String(quote.marketState),
    delaySeconds: Math.round((finite(quote.exchangeDataDelayedBy) ?? 0) * 60),
    tradedAt,
    price,
    open: finite(quote.regularMarketOpen),
    high: finite(quote.regularMarketDayHigh),
    low: finite(quote.regularMarketDayLow),
    dayVolume: finite(quote.regularMarketVolume),
  };
}

function finite(value: unknown): number | undefined {
  return typeof value === "number" && Number.isFinite(value) ? value : undefined;
}

/** A date where the library knows the kind of symbol, seconds where it does not. */
function instant(value: unknown): number | undefined {
  if (value instanceof Date) return finite(value.getTime());
  const seconds = finite(value);
  return seconds === undefined ? undefined : seconds * 1000;
}
