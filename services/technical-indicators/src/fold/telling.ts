import { type BarInterval, type MarketBar, marketIndicator, marketSignal } from "@tributary/contracts";
import type { IndicatorValues } from "@tributary/indicators";
import { type Emit, emit } from "@tributary/runtime";
import { type Happening, signalKinds } from "../signals/signal-watch.ts";
import type { BarRow } from "./symbol-state.ts";

/** What becomes of signals: told; kept back, to be told if they are still there later; or taken as told before. */
export type Manner = "tell" | "keep-back" | "take-as-told";

/** Of a bar that has not given way to another: that it was told as closed. */
export const toldAsClosed = 1 << signalKinds.length;

/** What a step publishes of a symbol. */
export class Telling {
  readonly emits: Emit[] = [];
  readonly #symbol: string;
  readonly #exchange: string;

  constructor({ symbol, exchange }: Pick<MarketBar, "symbol" | "exchange">) {
    this.#symbol = symbol;
    this.#exchange = exchange;
  }

  bar(interval: BarInterval, bar: BarRow, final: boolean, values: IndicatorValues): void {
    const { openTime, open, high, low, close, adjustedClose, volume } = bar;
    const { currency, revision, source, observedAt } = bar;
    this.emits.push(
      emit(marketIndicator, {
        symbol: this.#symbol,
        exchange: this.#exchange,
        interval,
        openTime,
        open,
        high,
        low,
        close,
        adjustedClose,
        volume,
        currency,
        final,
        revision,
        source,
        observedAt,
        ...values,
      }),
    );
  }

  /** Tells what was not told of the bar before; answers what is told of it now. */
  signals(
    interval: BarInterval,
    bar: BarRow,
    happenings: readonly Happening[],
    { manner, late }: { readonly manner: Manner; readonly late: boolean },
  ): number {
    let { told } = bar;
    const { openTime, close, currency, revision, observedAt } = bar;
    const symbol = this.#symbol;
    for (const { kind, level, reading } of happenings) {
      const bit = 1 << signalKinds.indexOf(kind);
      if ((told & bit) !== 0 || manner === "keep-back") continue;
      told |= bit;
      if (manner === "take-as-told") continue;
      const place = { symbol, interval, openTime, kind, close, currency };
      this.emits.push(emit(marketSignal, { ...place, level, reading, revision, late, observedAt }));
    }
    return told;
  }
}
