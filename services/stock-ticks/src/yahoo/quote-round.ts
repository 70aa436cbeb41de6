import type { Clock } from "../network/clock.ts";
import type { YahooQuote } from "./yahoo-quote.ts";

/** A request for more becomes too long an address. */
const mostSymbols = 100;

interface Waiter {
  readonly symbol: string;
  readonly resolve: (quote: YahooQuote | undefined) => void;
  readonly reject: (error: unknown) => void;
}

type AskQuotes = (symbols: readonly string[]) => Promise<ReadonlyMap<string, YahooQuote>>;

/** Quotes of all symbols that wait for one, with one request a round: Yahoo counts requests, not symbols. */
export class QuoteRound {
  readonly #ask: AskQuotes;
  readonly #intervalMs: number;
  readonly #clock: Clock;
  #waiters: Waiter[] = [];
  #isPlanned = false;
  #lastAt = Number.NEGATIVE_INFINITY;

  constructor(ask: AskQuotes, intervalMs: number, clock: Clock) {
    this.#ask = ask;
    this.#intervalMs = intervalMs;
    this.#clock = clock;
  }

  /** The symbol's quote of the next round; undefined where Yahoo has none, or the signal aborts. @throws as the request */
  next(symbol: string, signal: AbortSignal): Promise<YahooQuote | undefined> {
    const { promise, resolve, reject } = Promise.withResolvers<YahooQuote | undefined>();
    const waiter = { symbol, resolve, reject };
    const leave = () => {
      this.#waiters = this.#waiters.filter((one) => one !== waiter);
      resolve(undefined);
    };
    if (signal.aborted) return Promise.resolve(undefined);
    signal.addEventListener("abort", leave);
    this.#waiters.push(waiter);
    if (!this.#isPlanned) void this.#round();
    return promise.finally(() => signal.removeEventListener("abort", leave));
  }

  async #round(): Promise<void> {
    this.#isPlanned = true;
    const waitMs = this.#lastAt + this.#intervalMs - this.#clock.elapsed();
    await this.#clock.pause(Math.max(0, waitMs), never);
    this.#lastAt = this.#clock.elapsed();
    this.#isPlanned = false;
    const waiters = this.#waiters;
    this.#waiters = [];
    for (let from = 0; from < waiters.length; from += mostSymbols) {
      await this.#answer(waiters.slice(from, from + mostSymbols));
    }
  }

  async #answer(waiters: readonly Waiter[]): Promise<void> {
    try {
      const quotes = await this.#ask([...new Set(waiters.map(({ symbol }) => symbol))]);
      for (const { symbol, resolve } of waiters) resolve(quotes.get(symbol));
    } catch (error) {
      for (const { reject } of waiters) reject(error);
    }
  }
}

const never = new AbortController().signal;
