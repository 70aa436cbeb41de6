import type { Exchange } from "@tributary/exchange-hours";
import type { ProviderBar } from "../provider.ts";
import { type FormingBar, isTrading } from "./forming-bar.ts";
import type { YahooQuote } from "./yahoo-quote.ts";

/**
 * 1m: a sample of what was traded, one price a look; the chart corrects it once the minute is over. A quote tells the
 * volume since the session opened, so a minute's is what that has grown by since the minute before; of the first quote
 * nobody knows which minutes its volume was of, so that only what comes after it counts.
 */
export class FormingMinute implements FormingBar {
  readonly #exchange: Exchange;
  #session: number | undefined;
  #dayVolume: number | undefined;

  constructor(exchange: Exchange) {
    this.#exchange = exchange;
  }

  take(quote: YahooQuote, newest: ProviderBar | undefined): ProviderBar[] {
    const { price, tradedAt } = quote;
    const traded = this.#growth(quote);
    const openTime = this.#exchange.opensAt("1m", tradedAt);
    if (newest !== undefined && openTime < newest.openTime) return [];
    const isSame = newest?.openTime === openTime;
    const bar: ProviderBar = {
      openTime,
      open: isSame ? newest.open : price,
      high: isSame ? Math.max(newest.high, price) : price,
      low: isSame ? Math.min(newest.low, price) : price,
      close: price,
      adjustedClose: null,
      volume: traded === null ? null : (isSame ? (newest.volume ?? 0) : 0) + traded,
      final: !isTrading(quote),
      observedAt: tradedAt,
    };
    const ended = newest === undefined || isSame || newest.final ? [] : [{ ...newest, final: true }];
    return [...ended, bar];
  }

  /** What was traded since the last quote; null for what has no volume. */
  #growth({ dayVolume, tradedAt }: YahooQuote): number | null {
    if (dayVolume === undefined) return null;
    const session = this.#exchange.opensAt("1d", tradedAt);
    const isNewSession = this.#session !== undefined && session > this.#session;
    // Yahoo takes back a trade now and then: its volume shrinks, and nothing was traded.
    const before = isNewSession ? 0 : (this.#dayVolume ?? dayVolume);
    this.#session = session;
    this.#dayVolume = dayVolume;
    return Math.max(0, dayVolume - before);
  }
}
