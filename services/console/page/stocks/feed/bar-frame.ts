import { type Bar, barColumns } from "./bar.ts";
import { type Rows, recordsOf } from "./rows.ts";

/** The answer of `GET /bars`: newest first, and from where a stream goes on. */
export interface BarPage extends Rows {
  readonly eventId: string;
}

/**
 * Bars of rows; columns are found by name, so new ones may join.
 * @throws Error in words for the page when columns are missing
 */
export function barsOf(rows: Rows): Bar[] {
  return recordsOf<Bar>(rows, barColumns, "bars");
}

/** The opening time in a bar's key `AAPL|1d|1577941200000`, where it is of that symbol and interval. */
export function openTimeOf(key: string, symbol: string, interval: string): number | undefined {
  const prefix = `${symbol}|${interval}|`;
  return key.startsWith(prefix) ? Number(key.slice(prefix.length)) : undefined;
}
