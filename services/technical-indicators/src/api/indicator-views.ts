import type { Values } from "@tributary/config";
import {
  type MarketIndicator,
  type MarketSignal,
  type MarketStatus,
  marketIndicator,
  marketSignal,
  marketStatus,
} from "@tributary/contracts";
import { type ViewDefinition, type ViewEntry, view } from "@tributary/runtime";
import { BarHistory } from "../history/bar-history.ts";
import type { apiConfig } from "./api-config.ts";
import { barColumns } from "./bar-columns.ts";

export type IndicatorViews = ReturnType<typeof indicatorViews>;

/** What the service shows: bars with indicators, signals, and how it stands with each symbol. */
export function indicatorViews(settings: Values<typeof apiConfig>) {
  return { bars: barView(settings), signals: signalView(settings), status: statusView };
}

/** The newest bars of each symbol and interval, all others in the history. */
function barView({
  INDICATOR_WINDOW_BARS: most,
  INDICATOR_HISTORY_FILE: file,
}: Values<typeof apiConfig>): ViewDefinition<MarketIndicator> {
  return view(marketIndicator, {
    window: {
      of: ({ symbol, interval }) => seriesName(symbol, interval),
      order: ({ openTime }) => openTime,
      most,
    },
    archive: new BarHistory({ file, windowBars: most }),
    channels: ({ symbol, interval }) => [`bars:${seriesName(symbol, interval)}`],
    columns: Object.fromEntries(
      Object.entries(barColumns).map(([name, fill]) => [
        name,
        ({ value }: ViewEntry<MarketIndicator>) => fill(value),
      ]),
    ),
  });
}

export const signalColumns = {
  symbol: ({ value }) => value.symbol,
  interval: ({ value }) => value.interval,
  openTime: ({ value }) => value.openTime,
  kind: ({ value }) => value.kind,
  close: ({ value }) => value.close,
  currency: ({ value }) => value.currency,
  level: ({ value }) => value.level,
  reading: ({ value }) => value.reading,
  revision: ({ value }) => value.revision,
  late: ({ value }) => value.late,
  observedAt: ({ value }) => value.observedAt,
} satisfies Record<string, (entry: ViewEntry<MarketSignal>) => string | number | boolean>;

/** Several signals may be of one bar; a repeat is the same signal. */
function signalView({
  INDICATOR_WINDOW_SIGNALS: most,
}: Values<typeof apiConfig>): ViewDefinition<MarketSignal> {
  return view(marketSignal, {
    identity: ({ symbol, interval, openTime, kind }) => `${symbol}|${interval}|${openTime}|${kind}`,
    window: {
      of: ({ symbol, interval }) => seriesName(symbol, interval),
      order: ({ openTime }) => openTime,
      most,
    },
    channels: ({ symbol }) => [`symbol:${symbol}`],
    columns: signalColumns,
  });
}

export const statusColumns = {
  symbol: ({ value }) => value.symbol,
  exchange: ({ value }) => value.exchange,
  state: ({ value }) => value.state,
  sinceAt: ({ value }) => value.sinceAt,
  lastTickAt: ({ value }) => value.lastTickAt,
  nextOpenAt: ({ value }) => value.nextOpenAt,
  delaySeconds: ({ value }) => value.delaySeconds,
  reason: ({ value }) => value.reason,
  source: ({ value }) => value.source,
  observedAt: ({ value }) => value.observedAt,
} satisfies Record<string, (entry: ViewEntry<MarketStatus>) => string | number | null>;

const statusView: ViewDefinition<MarketStatus> = view(marketStatus, {
  channels: ({ symbol }) => [`symbol:${symbol}`],
  columns: statusColumns,
});

/** `AAPL|1d`, the beginning of its bars' keys. */
export function seriesName(symbol: string, interval: string): string {
  return `${symbol}|${interval}`;
}
