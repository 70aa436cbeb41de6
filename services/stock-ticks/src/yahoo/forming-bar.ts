import type { Exchange } from "@tributary/exchange-hours";
import type { ProviderBar } from "../provider.ts";
import type { YahooQuote } from "./yahoo-quote.ts";

/** Makes the states of forming bars out of quotes. */
export interface FormingBar {
  /** Bars that the quote makes or closes, oldest first. @param newest the newest bar that was told, by quote or chart */
  take(quote: YahooQuote, newest: ProviderBar | undefined): ProviderBar[];
}

/** Whether trade goes on, as far as this quote shows: a delayed one shows it that much later. */
export function isTrading({ marketState }: Pick<YahooQuote, "marketState">): boolean {
  return marketState === "REGULAR";
}

/** 1d: the quote tells the whole day's bar. It is closed when trade is, and corrected by the chart later. */
export class FormingDay implements FormingBar {
  readonly #exchange: Exchange;

  constructor(exchange: Exchange) {
    this.#exchange = exchange;
  }

  take(quote: YahooQuote): ProviderBar[] {
    const { price, tradedAt } = quote;
    const open = quote.open ?? price;
    const bar: ProviderBar = {
      openTime: this.#exchange.opensAt("1d", tradedAt),
      open,
      high: Math.max(quote.high ?? price, open, price),
      low: Math.min(quote.low ?? price, open, price),
      close: price,
      adjustedClose: null,
      volume: quote.dayVolume ?? null,
      final: !isTrading(quote),
      observedAt: tradedAt,
    };
    return [bar];
  }
}
