import { exchange } from "@tributary/exchange-hours";
import type { SymbolDescription } from "../provider.ts";
import { OhlcvError, type OhlcvTable } from "./ohlcv-csv.ts";
import type { RecordedBar } from "./recorded-bar.ts";

export interface Recording {
  readonly description: SymbolDescription;
  /** Oldest first, one a time, at least one. */
  readonly bars: readonly RecordedBar[];
}

export type RecordingOptions = Omit<SymbolDescription, "interval" | "statusBy">;

const minuteMs = 60_000;
const dayMs = 24 * 60 * minuteMs;

/**
 * Makes a recording of a table. Days are those of the exchange; instants need an offset to UTC and lie a minute apart.
 * Rows may come in any order; of two of one time the later is taken (yfinance ends with the running day twice at times). A
 * price beyond the day's extremes widens them: adjusted prices are rounded each for itself.
 * @throws OhlcvError where these are bars of another length, or times that cannot be read
 */
export function recordingOf(table: OhlcvTable, options: RecordingOptions): Recording {
  const interval = table.timeColumn === "Date" ? "1d" : "1m";
  const openTimeOf = interval === "1d" ? dayOpening(options.exchange) : instantOf;
  const byTime = new Map<number, RecordedBar>();
  for (const { time, open, high, low, close, adjustedClose, volume } of table.rows) {
    const openTime = openTimeOf(time);
    byTime.set(openTime, {
      openTime,
      open,
      high: Math.max(high, open, close),
      low: Math.min(low, open, close),
      close,
      adjustedClose,
      volume,
    });
  }
  const bars = [...byTime.values()].sort((one, other) => one.openTime - other.openTime);
  if (bars.length === 0) throw new OhlcvError("there is no row with prices");
  refuseOtherLengths(bars, interval);
  return { description: { ...options, interval, statusBy: "provider" }, bars };
}

/** Reads `2024-01-02`, whatever follows: `Ticker.history` writes midnight in the exchange's zone behind it. */
function dayOpening(code: string): (time: string) => number {
  const hours = exchange(code);
  return (time) => {
    const [, day] = /^(\d{4}-\d{2}-\d{2})(?:[ T]|$)/.exec(time) ?? [];
    // Noon in Greenwich is the same day from New York to Moscow.
    const noon = day === undefined ? Number.NaN : Date.parse(`${day}T12:00Z`);
    // A 30 February would be read as one of March.
    if (Number.isNaN(noon) || !new Date(noon).toISOString().startsWith(`${day}T`))
      throw new OhlcvError(`${JSON.stringify(time)} is not a day such as 2024-01-02`);
    return hours.dayStart(noon);
  };
}

function instantOf(time: string): number {
  const hasOffset = /(?:Z|[+-]\d{2}:?\d{2})$/.test(time);
  const instant = hasOffset ? Date.parse(time.replace(" ", "T")) : Number.NaN;
  if (Number.isNaN(instant) || instant % minuteMs !== 0)
    throw new OhlcvError(
      `${JSON.stringify(time)} is not a full minute with its offset, such as 2024-01-02 09:30:00-05:00`,
    );
  return instant;
}

/** By the steps that are most usual: nights and weekends make longer ones, in weekly bars all are. */
function refuseOtherLengths(bars: readonly RecordedBar[], interval: "1m" | "1d"): void {
  const steps = bars.slice(1).map(({ openTime }, index) => openTime - (bars[index]?.openTime ?? 0));
  const median = steps.sort((one, other) => one - other)[Math.floor(steps.length / 2)];
  if (median === undefined) return;
  const words = `rows lie ${median / minuteMs} minutes apart`;
  if (interval === "1m" && median !== minuteMs)
    throw new OhlcvError(
      `${words}, bars of one minute or one day are needed: download with interval="1m" or "1d"`,
    );
  if (interval === "1d" && median > 4 * dayMs)
    throw new OhlcvError(`${words}, bars of one day are needed: download with interval="1d"`);
}
