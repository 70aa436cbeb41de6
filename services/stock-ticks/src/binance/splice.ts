import type { Kline } from "./kline.ts";

/** What a kline is to the newest one that was handed on. */
export type Splice = "repeat" | "next" | "gap";

/**
 * Joins the stream to what was handed on before, history or stream, by open time alone. Only a newer state of the same
 * bar, or the bar right after a closed one, is next. Anything later means that something is missing, be it no more than
 * the last state of a bar; REST knows it. Anything else is a repeat: two connections overlap, or frames come out of order.
 */
export function spliced(held: Kline | undefined, kline: Kline, intervalMs: number): Splice {
  if (held === undefined) return "gap";
  if (kline.openTime < held.openTime) return "repeat";
  if (kline.openTime === held.openTime) return isNewerState(held, kline) ? "next" : "repeat";
  return held.isClosed && kline.openTime === held.openTime + intervalMs ? "next" : "gap";
}

/** The same of history, which is taken at its word where it leaves out bars: the exchange stood still. */
export function isNewTo(held: Kline | undefined, kline: Kline): boolean {
  if (held === undefined || kline.openTime > held.openTime) return true;
  return kline.openTime === held.openTime && isNewerState(held, kline);
}

/** By trades, not by time: REST and stream have clocks of their own. */
function isNewerState(held: Kline, kline: Kline): boolean {
  if (held.isClosed) return kline.isClosed && kline.tradeCount > held.tradeCount;
  return kline.tradeCount > held.tradeCount || (kline.isClosed && kline.tradeCount === held.tradeCount);
}
