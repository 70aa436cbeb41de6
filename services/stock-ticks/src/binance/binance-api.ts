import { answerOf, jsonOf, refuseBadStatus } from "../network/checked-answer.ts";
import { Circuit } from "../network/circuit.ts";
import type { Clock } from "../network/clock.ts";
import { NetworkFault } from "../network/network-fault.ts";
import { Pace } from "../network/pace.ts";
import { type Kline, klineOfRow } from "./kline.ts";

const server = "Binance";
/** The most rows of an answer; it costs 2 of the 6,000 a minute that an address has. */
const pageSize = 1000;
/** 40 requests a second at the most: 4,800 of those 6,000. */
const gapMs = 25;

export interface BinanceApiOptions {
  readonly url: string;
  readonly interval: "1m" | "1d";
  readonly timeoutMs: number;
  readonly clock: Clock;
  readonly fetch: typeof fetch;
}

export interface CoinPair {
  readonly symbol: string;
  readonly baseAsset: string;
  readonly quoteAsset: string;
  /** 'TRADING', 'HALT', 'BREAK' and more, see enums.md. */
  readonly status: string;
}

/** The REST side: past klines and symbols, one circuit breaker for both. */
export class BinanceApi {
  readonly #options: BinanceApiOptions;
  readonly #circuit: Circuit;
  readonly #pace: Pace;

  constructor(options: BinanceApiOptions) {
    this.#options = options;
    this.#pace = new Pace(gapMs, options.clock);
    this.#circuit = new Circuit({
      server,
      // Limits are by the minute.
      limited: { firstMs: 60_000, longestMs: 3_600_000 },
      weather: { firstMs: 2000, longestMs: 300_000 },
      clock: options.clock,
    });
  }

  /**
   * Klines from the one that opens at `from` (or the first after it) to the newest, oldest first, page by page.
   * @throws NetworkFault
   */
  async *klines(symbol: string, from: number, signal: AbortSignal): AsyncGenerator<readonly Kline[]> {
    let start = from;
    for (;;) {
      const query = { symbol, interval: this.#options.interval, startTime: start, limit: pageSize };
      const { body, serverTime } = await this.#get("/api/v3/klines", query, signal);
      if (!Array.isArray(body)) throw new NetworkFault("unexpected", `${server} sends no list of klines`);
      const now = this.#options.clock.now();
      const page = body.map((row, index) =>
        klineOfRow(row, { hasLater: index < body.length - 1, serverTime, now }),
      );
      yield page;
      const last = page.at(-1);
      if (last === undefined || page.length < pageSize || last.openTime <= start) return;
      // The last row comes again, at the head of the next page: whether it is closed is seen from what follows it.
      start = last.openTime;
    }
  }

  /** Undefined when there is no such symbol. @throws NetworkFault on weather */
  async pair(symbol: string, signal: AbortSignal): Promise<CoinPair | undefined> {
    try {
      const { body } = await this.#get("/api/v3/exchangeInfo", { symbol }, signal);
      return (body as { symbols?: readonly CoinPair[] }).symbols?.find((pair) => pair.symbol === symbol);
    } catch (error) {
      if (error instanceof NetworkFault && !error.isWeather) return undefined;
      throw error;
    }
  }

  async #get(path: string, query: Readonly<Record<string, string | number>>, signal: AbortSignal) {
    const { url, timeoutMs, clock, fetch } = this.#options;
    const target = new URL(path, url);
    for (const [name, value] of Object.entries(query)) target.searchParams.set(name, String(value));
    await this.#pace.turn(signal);
    return await this.#circuit.run(async () => {
      const answer = await answerOf(target, { signal }, { server, fetch, timeoutMs });
      if (answer.status === 400 && isUnknownSymbol(answer.text)) {
        throw new NetworkFault("unknown-symbol", `${server} has no symbol '${query.symbol}'`);
      }
      refuseBadStatus(answer, server, clock.now());
      const date = Date.parse(answer.headers.get("date") ?? "");
      return { body: jsonOf(answer, server), serverTime: Number.isNaN(date) ? undefined : date };
    }, signal);
  }
}

/** errors.md: -1121 BAD_SYMBOL, and -1100 ILLEGAL_CHARS for what cannot be one. */
function isUnknownSymbol(text: string): boolean {
  return /"code"\s*:\s*-(1121|1100)\b/.test(text);
}
