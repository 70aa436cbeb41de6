import { barIntervals, type MarketSignal } from "@tributary/contracts";
import type { LiveView, ViewEntry } from "@tributary/runtime";
import type { SignalSelection } from "./indicator-query.ts";
import { seriesName } from "./indicator-views.ts";

/** Newest bar first. Signals of one instant are never torn apart, so that a page may begin where the last one ended. */
export function signalList(
  signals: LiveView<MarketSignal>,
  { symbol, interval, before, limit }: SignalSelection,
): readonly ViewEntry<MarketSignal>[] {
  const chosen = (interval === undefined ? barIntervals : [interval])
    .flatMap((each) => signals.group(seriesName(symbol, each)))
    .filter(({ value }) => value.openTime < before)
    .sort((a, b) => b.value.openTime - a.value.openTime || (a.key < b.key ? -1 : 1));
  const last = chosen[limit - 1]?.value.openTime;
  return last === undefined
    ? chosen
    : chosen.filter(({ value }, index) => index < limit || value.openTime === last);
}
