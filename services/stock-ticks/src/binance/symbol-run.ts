import type { Clock } from "../network/clock.ts";
import { NetworkFault } from "../network/network-fault.ts";
import { StatusLine } from "../network/status-line.ts";
import type { BarsEvent, ProviderEvent } from "../provider.ts";
import type { BinanceApi } from "./binance-api.ts";
import { barOf, type Kline } from "./kline.ts";
import type { KlineInbox } from "./kline-inbox.ts";
import { isNewTo, spliced } from "./splice.ts";

/** A kline comes every 2 s while there is trade; past two of the shortest bars REST is asked what is the matter. */
const usualQuietMs = 120_000;

export interface SymbolRunOptions {
  readonly api: BinanceApi;
  readonly clock: Clock;
  readonly intervalMs: number;
  /** Time without a kline after which REST is asked what is the matter. */
  readonly quietMs?: number;
}

/**
 * One symbol's way through history and stream: whatever the stream shows to be missing is fetched, so that bars are
 * handed on in order, each closed one once, whatever happened to connections in between.
 */
export class SymbolRun {
  readonly #symbol: string;
  readonly #from: number;
  readonly #options: SymbolRunOptions;
  readonly #status: StatusLine;
  /** The newest state that was handed on. */
  #held: Kline | undefined;
  #isStreaming = false;

  constructor(symbol: string, from: number, options: SymbolRunOptions) {
    this.#symbol = symbol;
    this.#from = from;
    this.#options = options;
    this.#status = new StatusLine(options.clock);
  }

  async *events(inbox: KlineInbox, signal: AbortSignal): AsyncGenerator<ProviderEvent> {
    yield* this.#catchUp(signal);
    while (!signal.aborted) {
      const event = await inbox.next(this.#quietMs, signal);
      if (signal.aborted) return;
      if (event === undefined) yield* this.#lookInto(signal);
      else if (event.kind === "kline") yield* this.#take(event.kline, signal);
      else if (event.kind === "joined") yield* this.#open(true);
      else yield* this.#lose(event.reason);
    }
  }

  async *#take(kline: Kline, signal: AbortSignal): AsyncGenerator<ProviderEvent> {
    const { intervalMs } = this.#options;
    if (spliced(this.#held, kline, intervalMs) === "gap") yield* this.#catchUp(signal);
    // Where REST is behind the stream the gap is still there: the next kline, two seconds later, asks again.
    if (spliced(this.#held, kline, intervalMs) !== "next") return;
    yield this.#handOn([kline], false);
    yield* this.#open(true);
  }

  /** All that REST has from the held bar on; rides out what waiting mends. */
  async *#catchUp(signal: AbortSignal): AsyncGenerator<ProviderEvent> {
    while (!signal.aborted) {
      try {
        const from = this.#held?.openTime ?? this.#from;
        for await (const page of this.#options.api.klines(this.#symbol, from, signal)) {
          const news = page.filter((kline) => isNewTo(this.#held, kline));
          if (news.length > 0) yield this.#handOn(news, true);
        }
        yield* this.#open(this.#isStreaming);
        return;
      } catch (error) {
        if (signal.aborted) return;
        if (!(error instanceof NetworkFault) || !error.isWeather) throw error;
        yield* this.#status.tell({ state: "stale", reason: error.message, lastTickAt: this.#lastTickAt });
        await this.#options.clock.pause(error.retryAfterMs, signal);
      }
    }
  }

  /** Nothing has come for long, though the connection lives. */
  async *#lookInto(signal: AbortSignal): AsyncGenerator<ProviderEvent> {
    const before = this.#held;
    yield* this.#catchUp(signal);
    if (this.#held !== before || !this.#isStreaming || signal.aborted) return;
    const pair = await this.#options.api.pair(this.#symbol, signal).catch(() => undefined);
    if (pair === undefined || signal.aborted) return;
    const isHalted = pair.status !== "TRADING";
    yield* this.#status.tell({
      state: isHalted ? "halted" : "stale",
      reason: isHalted ? `Binance says ${pair.status}` : `no kline for ${this.#quietMs / 1000} s`,
      lastTickAt: this.#lastTickAt,
    });
  }

  *#open(isStreaming: boolean): Generator<ProviderEvent> {
    this.#isStreaming = isStreaming;
    if (isStreaming) yield* this.#status.tell({ state: "open", lastTickAt: this.#lastTickAt });
  }

  *#lose(reason: string): Generator<ProviderEvent> {
    this.#isStreaming = false;
    yield* this.#status.tell({ state: "stale", reason, lastTickAt: this.#lastTickAt });
  }

  #handOn(klines: readonly Kline[], isHistory: boolean): BarsEvent {
    this.#held = klines.at(-1);
    return { kind: "bars", bars: klines.map(barOf), isHistory };
  }

  get #quietMs(): number {
    return this.#options.quietMs ?? usualQuietMs;
  }

  get #lastTickAt(): number | null {
    return this.#held?.observedAt ?? null;
  }
}
