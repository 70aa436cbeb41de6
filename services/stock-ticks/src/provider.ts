import type { BarInterval, MarketBar, MarketStatus } from "@tributary/contracts";

/** What a symbol is; the same for all of its bars. */
export interface SymbolDescription {
  /** As the provider spells it: what bars are published under. */
  readonly symbol: string;
  /** For a person, such as 'S&P 500' or 'Bitcoin / TetherUS'. */
  readonly name: string;
  /** A code `exchange()` of exchange-hours knows; it rules how bars are rolled up. */
  readonly exchange: string;
  /** ISO 4217, or the quote asset of a coin. */
  readonly currency: string;
  /** Length of the bars that `follow` yields. */
  readonly interval: Extract<BarInterval, "1m" | "1d">;
  /**
   * Who tells how it stands. By default the core does, by the exchange's hours and by how long no tick has come, and the
   * provider's own statuses come on top of it. `provider`: the hours of now mean nothing to it (a recording) or it
   * knows all there is to know (what it makes itself), and it tells every change, the first one before its first bar.
   */
  readonly statusBy?: "provider";
}

/**
 * One complete state of one bar, as `MarketBar` documents its fields: a tick is the whole forming bar anew, never an
 * increment. Which of them were sent before, and their revisions, is the business of `BarMemory`; it takes bars for the
 * same when each number is, so numbers that a source computes anew with each answer are to be rounded.
 */
export type ProviderBar = Pick<
  MarketBar,
  "openTime" | "open" | "high" | "low" | "close" | "adjustedClose" | "volume" | "final" | "observedAt"
>;

/** Bars, oldest first, that belong together: all of them are published before anything that comes later. */
export interface BarsEvent {
  readonly kind: "bars";
  readonly bars: readonly ProviderBar[];
  /** Whether they are read from the past (a page of it, or all of it anew after a split) and are no tick of now. */
  readonly isHistory: boolean;
}

/** How it stands with the symbol, where the provider knows more than whether ticks come; fields as in `MarketStatus`. */
export interface StatusEvent
  extends Pick<
    MarketStatus,
    "sinceAt" | "lastTickAt" | "nextOpenAt" | "delaySeconds" | "reason" | "observedAt"
  > {
  readonly kind: "status";
  readonly state: "open" | "closed" | "delayed" | "stale" | "halted";
}

export type ProviderEvent = BarsEvent | StatusEvent;

export interface FollowOptions {
  /**
   * openTime of the newest closed bar that an earlier life has sent: history must reach back to that bar, it included,
   * or the service would leave a gap for the time it was away. More does no harm, what was sent already is left out.
   * undefined: all the history there is to be.
   */
  readonly since: number | undefined;
  /** openTime of the oldest bar an earlier life has sent: how far back a split has to restate, where the source can. */
  readonly oldest?: number | undefined;
  readonly signal: AbortSignal;
}

/** Where bars come from. Clock, chance and network are handed to its maker. */
export interface Provider {
  readonly name: "replay" | "synthetic" | "yahoo" | "binance";

  /**
   * History first, then live, without a gap between them; ends when the signal aborts (it need not throw for it) or when
   * a recording is at its end. Rides out what waiting mends (a network, a limit of calls), telling so by a status, and
   * sends what was missed meanwhile. Throws only what no waiting mends: the symbol is then told `stale` with the
   * error's message, and followed anew after a minute.
   */
  follow(symbol: string, options: FollowOptions): AsyncIterable<ProviderEvent>;

  /** Whether there is such a symbol, and what it is. Throws when that cannot be found out now. */
  describe(symbol: string, signal: AbortSignal): Promise<SymbolDescription | undefined>;
}
