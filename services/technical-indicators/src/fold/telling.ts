import { type BarInterval, type MarketBar, marketIndicator, marketSignal } from "@tributary/contracts";
import type { IndicatorValues } from "@tributary/indicators";
import { type Emit, emit } from "@tributary/runtime";
import { type Happening, signalKinds } from "../signals/signal-watch.ts";
import type { BarRow } from "./symbol-state.ts";
import type { Tracker } from "./trackers.ts";

/** What becomes of signals: told; kept back, to be told if they are still there later; or taken as told before. */
export type Manner = "tell" | "keep-back" | "take-as-told";

/** Of a bar that has not given way to another: that it was told as closed. */
export const toldAsClosed = 1 << signalKinds.length;

/** Lists by interval, that of the base first. */
export interface Again {
  /** openTime of the bar from which on bars are not what they were; nothing is told of those before. */
  readonly from: readonly number[];
  /** What was told of the bars that are closed once more, by openTime. */
  readonly told: readonly ReadonlyMap<number, number>[];
  /** How signals of bars after those of `from` are told. */
  readonly later: Manner;
}

/** What a step publishes of a symbol. `level` is a place in its intervals; each call answers what is told of the bar now. */
export class Telling {
  readonly emits: Emit[] = [];
  /** How signals are told. */
  manner: Manner = "tell";
  /** Set while bars are closed once more. */
  again: Again | undefined;
  readonly #symbol: string;
  readonly #exchange: string;
  readonly #intervals: readonly BarInterval[];

  constructor(
    { symbol, exchange }: Pick<MarketBar, "symbol" | "exchange">,
    intervals: readonly BarInterval[],
  ) {
    this.#symbol = symbol;
    this.#exchange = exchange;
    this.#intervals = intervals;
  }

  /** A bar that has just been closed by the tracker. */
  closed(level: number, bar: BarRow, values: IndicatorValues, { happenings }: Tracker): number {
    const told = this.#toldOf(level, bar);
    if (this.again !== undefined && bar.openTime < (this.again.from[level] as number)) return told;
    this.#bar(level, bar, true, values);
    return this.#signals(level, bar, told, happenings);
  }

  /** The newest bar, which the tracker only looks at; rolled up, it may be final before another has begun. */
  newest(level: number, bar: BarRow, final: boolean, tracker: Tracker): number {
    const values = tracker.peek(bar);
    const told = this.#toldOf(level, bar);
    this.#bar(level, bar, final, values);
    return final ? this.#signals(level, bar, told, tracker.happeningsAt(bar, values)) | toldAsClosed : told;
  }

  #toldOf(level: number, bar: BarRow): number {
    return bar.told | (this.again?.told[level]?.get(bar.openTime) ?? 0);
  }

  #bar(level: number, bar: BarRow, final: boolean, values: IndicatorValues): void {
    const { openTime, open, high, low, close, adjustedClose, volume } = bar;
    const { currency, revision, source, observedAt } = bar;
    this.emits.push(
      emit(marketIndicator, {
        symbol: this.#symbol,
        exchange: this.#exchange,
        interval: this.#intervals[level] as BarInterval,
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

  #signals(level: number, bar: BarRow, before: number, happenings: readonly Happening[]): number {
    if (happenings.length === 0) return before;
    const { again } = this;
    const isAfter = again !== undefined && bar.openTime > (again.from[level] as number);
    const manner = isAfter ? again.later : this.manner;
    if (manner === "keep-back") return before;
    const late = again !== undefined || (before & toldAsClosed) !== 0;
    const { openTime, close, currency, revision, observedAt } = bar;
    const interval = this.#intervals[level] as BarInterval;
    const place = { symbol: this.#symbol, interval, openTime, close, currency, revision, late, observedAt };
    let told = before;
    for (const happening of happenings) {
      const bit = 1 << signalKinds.indexOf(happening.kind);
      if ((told & bit) !== 0) continue;
      told |= bit;
      if (manner === "tell") this.emits.push(emit(marketSignal, { ...place, ...happening }));
    }
    return told;
  }
}
