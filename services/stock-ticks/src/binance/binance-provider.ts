import type { Values } from "@tributary/config";
import { type Clock, systemClock } from "../network/clock.ts";
import type { FollowOptions, Provider, ProviderEvent, SymbolDescription } from "../provider.ts";
import { BinanceApi } from "./binance-api.ts";
import type { binanceConfig } from "./config.ts";
import { KlineFeed } from "./kline-feed.ts";
import { KlineInbox } from "./kline-inbox.ts";
import { SymbolRun } from "./symbol-run.ts";

const lengthMs = { "1m": 60_000, "1d": 86_400_000 } as const;
const dayMs = 86_400_000;

export interface BinanceProviderOptions {
  readonly config: Values<typeof binanceConfig>;
  readonly clock?: Clock;
  readonly fetch?: typeof fetch;
}

/** Coins, key-less: REST for the past, one WebSocket for all that is live. Trade never closes. */
export class BinanceProvider implements Provider {
  readonly name = "binance";
  readonly #config: Values<typeof binanceConfig>;
  readonly #clock: Clock;
  readonly #api: BinanceApi;
  readonly #feed: KlineFeed;

  constructor({ config, clock = systemClock, fetch = globalThis.fetch }: BinanceProviderOptions) {
    this.#config = config;
    this.#clock = clock;
    const common = {
      interval: config.STOCK_BINANCE_INTERVAL,
      timeoutMs: config.STOCK_BINANCE_TIMEOUT_MS,
      clock,
    };
    this.#api = new BinanceApi({ ...common, url: config.STOCK_BINANCE_API_URL, fetch });
    this.#feed = new KlineFeed({
      ...common,
      url: config.STOCK_BINANCE_STREAM_URL,
      silenceMs: config.STOCK_BINANCE_SILENCE_MS,
      renewMs: config.STOCK_BINANCE_RENEW_MS,
    });
  }

  async describe(symbol: string, signal: AbortSignal): Promise<SymbolDescription | undefined> {
    const pair = await this.#api.pair(symbol.toUpperCase(), signal);
    if (pair === undefined) return undefined;
    return {
      symbol: pair.symbol,
      name: `${pair.baseAsset} / ${pair.quoteAsset}`,
      exchange: "BINANCE",
      currency: pair.quoteAsset,
      interval: this.#config.STOCK_BINANCE_INTERVAL,
    };
  }

  async *follow(symbol: string, { since, signal }: FollowOptions): AsyncGenerator<ProviderEvent> {
    const run = new SymbolRun(symbol, since ?? this.#firstOpen(), {
      api: this.#api,
      clock: this.#clock,
      intervalMs: lengthMs[this.#config.STOCK_BINANCE_INTERVAL],
    });
    const inbox = new KlineInbox();
    // The stream first, and history while its klines gather: nothing falls between the two.
    const leave = this.#feed.join(symbol, inbox);
    try {
      yield* run.events(inbox, signal);
    } finally {
      leave();
    }
  }

  #firstOpen(): number {
    return this.#clock.now() - this.#config.STOCK_BINANCE_HISTORY_DAYS * dayMs;
  }
}
