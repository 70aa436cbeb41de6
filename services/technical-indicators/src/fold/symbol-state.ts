import type { BarInterval, MarketBar } from "@tributary/contracts";
import type { IndicatorSetState, IndicatorSettings } from "@tributary/indicators";
import type { SignalWatchState } from "../signals/signal-watch.ts";

/** What is kept of a bar; symbol, exchange and interval are those of where it is kept. */
export interface BarRow extends Omit<MarketBar, "symbol" | "exchange" | "interval" | "final"> {
  /** Which signals were told of it, as bits by their place in `signalKinds`. */
  readonly told: number;
}

/** What goes along with the bars of an interval, as it was before a block's first bar. */
export interface TrackerState {
  readonly indicators: IndicatorSetState;
  readonly signals: SignalWatchState;
}

/** Closed bars in a row, and what it takes to go through them again; null: they are the first of all. */
export interface Block {
  readonly start: TrackerState | null;
  readonly bars: readonly BarRow[];
}

/** The newest block of an interval. The full ones before it are parts of their own: `1d.7` for block 7. */
export interface OpenBlock extends Block {
  readonly number: number;
  /** Number of the oldest block that is kept. */
  readonly oldest: number;
}

export interface Head {
  readonly settings: IndicatorSettings;
  readonly exchange: string;
  /** Interval of the bars that come in; the longer ones are rolled up from it. */
  readonly base: BarInterval;
  /** openTime of the first bar of all. */
  readonly first: number;
  /** Bars of the base interval that are kept no more, and the lowest revision among them. */
  readonly goneCount: number;
  readonly goneRevision: number;
}

/** What each tick changes; lists by interval, that of the base first. */
export interface Now {
  readonly forming: BarRow | null;
  /** openTime of the bar of each interval that the newest base bar lies in. */
  readonly opens: readonly number[];
  /** What closed bars of the interval below have brought into it; null for nothing, and always for the base. */
  readonly sums: readonly (BarRow | null)[];
  /** What was told of it, as bits; always 0 for the base. */
  readonly told: readonly number[];
  /** The bar that was corrected last, if nothing else has come since, and how many right before it were, itself included. */
  readonly corrected: { readonly openTime: number; readonly count: number } | null;
}

/** What is kept of a history that is being sent anew, from its first bar on, and has not been sent anew yet. */
export interface Rest {
  /** Whether all its bars after those sent anew are kept. */
  readonly isWhole: boolean;
  /** Its first bar, how many bars of it were kept no more, and how many of its bars were sent anew. */
  readonly first: number;
  readonly goneCount: number;
  readonly anewCount: number;
  /** Numbers of the first and behind the last of the parts `rest.0`, `rest.1`, … that hold its bars. */
  readonly from: number;
  readonly to: number;
  /** openTime of the first bar in them. */
  readonly next: number;
  readonly barCount: number;
  readonly forming: BarRow | null;
  /** What was told of the bars of each interval, as openTime and bits; that of the base first. */
  readonly told: readonly (readonly (readonly [number, number])[])[];
}

/** State of a symbol. By name: `1d` an `OpenBlock`, `1d.7` a `Block`, `rest.0` a list of `BarRow`. */
export interface SymbolState {
  readonly head: Head;
  readonly now: Now;
  readonly rest?: Rest;
  readonly [part: string]: unknown;
}
