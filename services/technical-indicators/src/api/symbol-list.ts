import { barIntervals, type MarketIndicator, type MarketStatus } from "@tributary/contracts";
import type { LiveView } from "@tributary/runtime";
import type { BarHistory } from "../history/bar-history.ts";
import type { Extent } from "../history/bar-range.ts";
import { seriesName, statusColumns } from "./indicator-views.ts";

type Interval = Omit<Extent, "symbol">;

/** A symbol as `/symbols` tells it. */
export interface ListedSymbol {
  readonly symbol: string;
  readonly exchange: string | null;
  readonly currency: string | null;
  /** The shortest there is: the one its source tells, of which the others are made. Null while there are no bars. */
  readonly baseInterval: string | null;
  /** Shortest first. */
  readonly intervals: readonly Interval[];
  readonly status: Readonly<Record<string, unknown>> | null;
}

/** Every symbol of which there are bars or a status, in alphabetical order. */
export function symbolList(
  bars: LiveView<MarketIndicator>,
  status: LiveView<MarketStatus>,
  history: BarHistory,
): readonly ListedSymbol[] {
  const extents = Map.groupBy(history.extents, ({ symbol }) => symbol);
  const symbols = new Set(extents.keys());
  for (const { value } of status.entries()) symbols.add(value.symbol);
  return [...symbols].sort().map((symbol) => {
    const intervals = (extents.get(symbol) ?? [])
      .map(({ interval, barCount, firstOpenTime, lastOpenTime }) => ({
        interval,
        barCount,
        firstOpenTime,
        lastOpenTime,
      }))
      .sort((a, b) => order(a.interval) - order(b.interval));
    const baseInterval = intervals[0]?.interval ?? null;
    const newest = bars.group(seriesName(symbol, baseInterval ?? "")).at(-1)?.value;
    const told = status.get(symbol);
    return {
      symbol,
      exchange: newest?.exchange ?? told?.value.exchange ?? null,
      currency: newest?.currency ?? null,
      baseInterval,
      intervals,
      status:
        told === undefined
          ? null
          : Object.fromEntries(Object.entries(statusColumns).map(([name, fill]) => [name, fill(told)])),
    };
  });
}

const order = (interval: string) => (barIntervals as readonly string[]).indexOf(interval);
