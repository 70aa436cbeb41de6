import { type Exchange, exchange } from "@tributary/exchange-hours";
import type { Clock } from "../network/clock.ts";
import { NetworkFault } from "../network/network-fault.ts";
import { StatusLine } from "../network/status-line.ts";
import type { BarsEvent, ProviderBar, ProviderEvent } from "../provider.ts";
import { chartBars } from "./chart-bars.ts";
import { type FormingBar, FormingDay, isTrading } from "./forming-bar.ts";
import { FormingMinute } from "./forming-minute.ts";
import { KnownBars } from "./known-bars.ts";
import { marketOf } from "./market-of.ts";
import type { QuoteRound } from "./quote-round.ts";
import type { YahooChart } from "./yahoo-chart.ts";
import type { YahooClient } from "./yahoo-client.ts";
import type { YahooQuote } from "./yahoo-quote.ts";

export interface SymbolWatchOptions {
  readonly client: Pick<YahooClient, "chart">;
  readonly round: Pick<QuoteRound, "next">;
  readonly interval: "1m" | "1d";
  /** Epoch milliseconds at which history begins. */
  readonly from: number;
  readonly pollMs: number;
  readonly recheckMs: number;
  readonly clock: Clock;
}

const dayMs = 86_400_000;
/** The last days are looked at anew from so long before the newest bar that a chart has closed. */
const recheckSpanMs = { "1m": dayMs, "1d": 10 * dayMs };
const closedPollFactor = 6;

interface Market {
  readonly exchange: Exchange;
  readonly forming: FormingBar;
}

/** One symbol: its whole history by chart, then its quotes, and now and then the chart of the last days again. */
export class SymbolWatch {
  readonly #symbol: string;
  readonly #options: SymbolWatchOptions;
  readonly #status: StatusLine;
  #known = new KnownBars();
  #recheckAt = Number.NEGATIVE_INFINITY;
  #isRestated = false;
  #lastTickAt: number | null = null;
  /** Known from the first chart on. */
  #market: Market | undefined;

  constructor(symbol: string, options: SymbolWatchOptions) {
    this.#symbol = symbol;
    this.#options = options;
    this.#status = new StatusLine(options.clock);
  }

  async *events(signal: AbortSignal): AsyncGenerator<ProviderEvent> {
    while (!signal.aborted) {
      try {
        yield* this.#look(signal);
      } catch (error) {
        if (signal.aborted) return;
        if (!(error instanceof NetworkFault) || !error.isWeather) throw error;
        yield* this.#tellWeather(error.message);
        // What quotes did not tell meanwhile the chart will.
        this.#recheckAt = Number.NEGATIVE_INFINITY;
        await this.#options.clock.pause(error.retryAfterMs, signal);
      }
    }
  }

  async *#look(signal: AbortSignal): AsyncGenerator<ProviderEvent> {
    if (this.#market === undefined || this.#isRestated) yield* this.#tellHistory(signal);
    else if (this.#options.clock.elapsed() >= this.#recheckAt) yield* this.#recheck(signal);
    if (this.#market === undefined || this.#isRestated || signal.aborted) return;
    const quote = await this.#options.round.next(this.#symbol, signal);
    if (signal.aborted) return;
    if (quote === undefined) {
      throw new NetworkFault("unknown-symbol", `Yahoo quotes '${this.#symbol}' no more: delisted or renamed`);
    }
    yield* this.#take(quote);
    const { pollMs, clock } = this.#options;
    if (!isTrading(quote)) await clock.pause(pollMs * (closedPollFactor - 1), signal);
  }

  async *#tellHistory(signal: AbortSignal): AsyncGenerator<ProviderEvent> {
    const chart = await this.#chart(this.#options.from, signal);
    const bars = this.#barsOf(chart);
    this.#known = new KnownBars();
    this.#known.remember(bars, true);
    this.#isRestated = false;
    if (bars.length > 0) yield this.#handOn(bars, true);
  }

  /** The last days again: corrections, what quotes missed, and whether all of history was restated. */
  async *#recheck(signal: AbortSignal): AsyncGenerator<ProviderEvent> {
    const { interval, from } = this.#options;
    const newest = this.#known.newestCharted ?? from;
    const chart = await this.#chart(Math.max(from, newest - recheckSpanMs[interval]), signal);
    const { news, isRestated } = this.#known.newOfChart(this.#barsOf(chart));
    this.#isRestated = isRestated;
    if (isRestated || news.length === 0) return;
    this.#known.remember(news, true);
    yield this.#handOn(news, true);
  }

  *#take(quote: YahooQuote): Generator<ProviderEvent> {
    const { exchange: hours, forming } = this.#market as Market;
    const news = this.#known.newOfQuote(forming.take(quote, this.#known.newest));
    this.#lastTickAt = quote.tradedAt;
    if (news.length > 0) {
      this.#known.remember(news, false);
      yield this.#handOn(news, false);
      if (this.#known.hasOpenPast) this.#recheckAt = Number.NEGATIVE_INFINITY;
    }
    const { tradedAt: lastTickAt, delaySeconds } = quote;
    if (!isTrading(quote)) {
      const nextOpenAt = hours.nextOpen(this.#options.clock.now());
      yield* this.#status.tell({ state: "closed", lastTickAt, nextOpenAt });
    } else if (delaySeconds > 0) yield* this.#status.tell({ state: "delayed", lastTickAt, delaySeconds });
    else yield* this.#status.tell({ state: "open", lastTickAt });
  }

  /** While its exchange is closed no tick is due: then the symbol is closed, and the reason tells the rest. */
  *#tellWeather(reason: string): Generator<ProviderEvent> {
    const hours = this.#market?.exchange;
    const now = this.#options.clock.now();
    const isClosed = hours !== undefined && !hours.isOpen(now);
    yield* this.#status.tell({
      state: isClosed ? "closed" : "stale",
      reason,
      lastTickAt: this.#lastTickAt,
      nextOpenAt: isClosed ? hours.nextOpen(now) : null,
    });
  }

  async #chart(from: number, signal: AbortSignal): Promise<YahooChart> {
    const { client, interval, clock, recheckMs } = this.#options;
    const chart = await client.chart(this.#symbol, interval, from, clock.now() + dayMs, signal);
    this.#recheckAt = clock.elapsed() + recheckMs;
    if (this.#market === undefined) {
      const hours = exchange(marketOf(this.#symbol, chart.exchange));
      const forming = interval === "1d" ? new FormingDay(hours) : new FormingMinute(hours);
      this.#market = { exchange: hours, forming };
    }
    return chart;
  }

  #barsOf(chart: YahooChart): ProviderBar[] {
    const { interval, clock } = this.#options;
    const { exchange: hours } = this.#market as Market;
    return chartBars(chart, interval, hours, clock.now());
  }

  #handOn(bars: readonly ProviderBar[], isHistory: boolean): BarsEvent {
    this.#lastTickAt = Math.max(this.#lastTickAt ?? 0, bars.at(-1)?.observedAt ?? 0);
    return { kind: "bars", bars, isHistory };
  }
}
