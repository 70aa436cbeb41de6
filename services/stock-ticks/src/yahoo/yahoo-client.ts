import createYahooFinance from "yahoo-finance2/createYahooFinance";
import { ExtendedCookieJar } from "yahoo-finance2/lib/cookieJar";
import { chart, quote } from "yahoo-finance2/modules";
import { Circuit } from "../network/circuit.ts";
import type { Clock } from "../network/clock.ts";
import { NetworkFault } from "../network/network-fault.ts";
import { Pace } from "../network/pace.ts";
import { guardedFetch } from "./guarded-fetch.ts";
import { type YahooChart, yahooChart } from "./yahoo-chart.ts";
import { type YahooQuote, yahooQuote } from "./yahoo-quote.ts";

const YahooFinance = createYahooFinance({ modules: { chart, quote } });
type Library = InstanceType<typeof YahooFinance>;

/** Requests are so far apart at the least. */
const gapMs = 250;
const silent = { info() {}, warn() {}, error() {}, debug() {}, dir() {} };

export interface YahooClientOptions {
  readonly url: string | undefined;
  readonly timeoutMs: number;
  readonly clock: Clock;
  readonly fetch: typeof fetch;
}

/** Yahoo as yahoo-finance2 asks it: one cookie, one crumb and one circuit breaker for all symbols. */
export class YahooClient {
  readonly #circuit: Circuit;
  readonly #fetch: typeof fetch;
  #library: Library;

  constructor({ clock, ...options }: YahooClientOptions) {
    this.#fetch = guardedFetch({ ...options, clock, pace: new Pace(gapMs, clock) });
    this.#library = this.#newLibrary();
    this.#circuit = new Circuit({
      server: "Yahoo",
      // Yahoo's blocks last from minutes to a day, and asking on lengthens them.
      limited: { firstMs: 240_000, longestMs: 3_600_000 },
      weather: { firstMs: 10_000, longestMs: 600_000 },
      clock,
    });
  }

  /**
   * Bars from `from` on, milliseconds since the epoch, and what is told of the symbol beside them.
   * @throws NetworkFault
   */
  async chart(symbol: string, interval: "1m" | "1d", from: number, to: number, signal: AbortSignal) {
    return await this.#circuit.run<YahooChart>(async () => {
      const period = { period1: new Date(from), period2: new Date(to) };
      const query = { ...period, interval, includePrePost: false, events: "div|split" } as const;
      try {
        return yahooChart(await this.#library.chart(symbol, query, { fetchOptions: { signal } }));
      } catch (error) {
        throw named(symbol, error);
      }
    }, signal);
  }

  /** Quotes of those symbols that Yahoo has, by symbol. @throws NetworkFault on weather */
  async quotes(symbols: readonly string[], signal: AbortSignal): Promise<ReadonlyMap<string, YahooQuote>> {
    return await this.#circuit.run(async () => {
      const answer = await this.#quoted([...symbols]);
      const quotes = answer.flatMap((one) => yahooQuote(one) ?? []);
      return new Map(quotes.map((one) => [one.symbol, one]));
    }, signal);
  }

  /** Unvalidated: a field more or less in the quote of one symbol is no reason to lose those of the others. */
  async #quoted(symbols: string[]): Promise<unknown[]> {
    const ask = () => this.#library.quote(symbols, {}, { validateResult: false });
    try {
      return await ask();
    } catch (error) {
      if (!(error instanceof NetworkFault) || !/answers 40[13]/.test(error.message)) throw error;
      // The crumb has run out. The library keeps it with its jar and never asks for another: with a new jar it does.
      this.#library = this.#newLibrary();
      return await ask();
    }
  }

  #newLibrary(): Library {
    return new YahooFinance({
      fetch: this.#fetch,
      cookieJar: new ExtendedCookieJar(),
      logger: silent,
      queue: { concurrency: 1 },
      suppressNotices: ["yahooSurvey"],
      validation: { logErrors: false, logOptionsErrors: false },
      // On a failed validation it would ask npm whether it is out of date.
      versionCheck: false,
    });
  }
}

function named(symbol: string, error: unknown): unknown {
  if (!(error instanceof NetworkFault) || error.isWeather) return error;
  return new NetworkFault("unknown-symbol", `Yahoo has no symbol '${symbol}': ${error.message}`);
}
