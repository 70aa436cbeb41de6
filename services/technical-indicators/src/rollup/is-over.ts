import type { BarInterval, MarketBar } from "@tributary/contracts";
import type { Exchange } from "@tributary/exchange-hours";

/**
 * How far the base bars seen reach: to the end of the newest one if it is closed, else to where it opens. It is the only
 * clock of roll-ups. Milliseconds since 1970.
 */
export function seenUntil(
  exchange: Exchange,
  base: BarInterval,
  newest: Pick<MarketBar, "openTime" | "final">,
): number {
  return newest.final ? exchange.periodOf(base, newest.openTime).endsAt : newest.openTime;
}

/**
 * Whether a bar is closed (`final`): when base bars have been seen up to where trade of its period is over. That is, a
 * base bar has begun after it, or a closed one has reached the closing of the last session in it: of the day, of the
 * month's or the year's last day of trade. Before that, no passing of time closes a bar; where the last minutes of a
 * session have no trade, the day closes with the first bar of the next. A bar once closed stays so: `seen` only rises.
 * What is traded after hours still corrects a closed day, and is a new revision of it.
 *
 * Of a level's bars only the newest can be open: with each new base bar look at that one, before the next one of the
 * level is begun.
 *
 * @param openTime of the bar
 * @param seen what `seenUntil` answers of the newest base bar
 */
export function isOver(exchange: Exchange, interval: BarInterval, openTime: number, seen: number): boolean {
  return seen >= exchange.periodOf(interval, openTime).closesAt;
}
