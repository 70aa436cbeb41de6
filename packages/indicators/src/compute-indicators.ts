import { type IndicatorBar, IndicatorSet } from "./indicator-set.ts";
import { defaultSettings, type IndicatorSettings } from "./indicator-settings.ts";
import type { IndicatorValues } from "./indicator-values.ts";

/**
 * The indicators at each of the bars, oldest first; the last may be forming, as peek and update answer the same. Those
 * that remember all the past (EMA, MACD, RSI, PVT) are of the bars given here, so that a window of a longer history gives
 * other numbers of these than the history does; see `IndicatorSet.restore` to begin in the middle.
 * @throws RangeError on settings that no indicator can have, and on a bar that has no numbers.
 */
export function computeIndicators(
  bars: Iterable<IndicatorBar>,
  settings: IndicatorSettings = defaultSettings,
): IndicatorValues[] {
  const set = new IndicatorSet(settings);
  return Array.from(bars, (bar) => set.update(bar));
}
