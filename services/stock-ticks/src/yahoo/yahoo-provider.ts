import type { Values } from "@tributary/config";
import { type Clock, systemClock } from "../network/clock.ts";
import type { FollowOptions, Provider, ProviderEvent, SymbolDescription } from "../provider.ts";
import type { yahooConfig } from "./config.ts";
import { currencyOf, marketOf } from "./market-of.ts";
import { QuoteRound } from "./quote-round.ts";
import { SymbolWatch } from "./symbol-watch.ts";
import { YahooClient } from "./yahoo-client.ts";

const dayMs = 86_400_000;
/** Yahoo answers a request for more than eight days of minutes with an error. */
const minuteSpanMs = 7 * dayMs;
const yearMs = 365.25 * dayMs;

export interface YahooProviderOptions {
  readonly config: Values<typeof yahooConfig>;
  readonly clock?: Clock;
  readonly fetch?: typeof fetch;
}

/** Stocks, funds, indices of New York and London, and coins, as Yahoo Finance shows them. */
export class YahooProvider implements Provider {
  readonly name = "yahoo";
  readonly #config: Values<typeof yahooConfig>;
  readonly #clock: Clock;
  readonly #client: YahooClient;
  readonly #round: QuoteRound;

  constructor({ config, clock = systemClock, fetch = globalThis.fetch }: YahooProviderOptions) {
    this.#config = config;
    this.#clock = clock;
    const { STOCK_YAHOO_URL: url, STOCK_YAHOO_TIMEOUT_MS: timeoutMs } = config;
    this.#client = new YahooClient({ url, timeoutMs, clock, fetch });
    const { signal } = new AbortController();
    const ask = (symbols: readonly string[]) => this.#client.quotes(symbols, signal);
    this.#round = new QuoteRound(ask, config.STOCK_YAHOO_POLL_MS, clock);
  }

  async describe(symbol: string, signal: AbortSignal): Promise<SymbolDescription | undefined> {
    // It becomes a part of an address.
    if (!/^[\w.^=&-]{1,32}$/.test(symbol)) return undefined;
    const quotes = await this.#client.quotes([symbol], signal);
    const [quote] = quotes.values();
    if (quote === undefined) return undefined;
    return {
      symbol: quote.symbol,
      name: quote.name,
      exchange: marketOf(quote.symbol, quote.exchange),
      currency: currencyOf(quote.currency),
      interval: this.#config.STOCK_YAHOO_INTERVAL,
    };
  }

  /** All of history each time: where a split was while nobody looked, all of it is other than it was. */
  async *follow(symbol: string, { oldest, signal }: FollowOptions): AsyncGenerator<ProviderEvent> {
    const config = this.#config;
    const watch = new SymbolWatch(symbol, {
      client: this.#client,
      round: this.#round,
      interval: config.STOCK_YAHOO_INTERVAL,
      from: this.#from(oldest),
      pollMs: config.STOCK_YAHOO_POLL_MS,
      recheckMs: config.STOCK_YAHOO_RECHECK_MS,
      clock: this.#clock,
    });
    yield* watch.events(signal);
  }

  #from(oldest: number | undefined): number {
    const { STOCK_YAHOO_INTERVAL: interval, STOCK_YAHOO_HISTORY_YEARS: years } = this.#config;
    const now = this.#clock.now();
    if (interval === "1m") return now - minuteSpanMs;
    return Math.min(now - years * yearMs, oldest ?? now);
  }
}
