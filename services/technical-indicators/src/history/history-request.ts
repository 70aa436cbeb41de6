import type { LogPlace } from "@tributary/runtime";
import type { PackedBars } from "./packed-bars.ts";

/** What there is of one symbol and interval; times are openTimes. */
export interface SeriesExtent {
  /** Its number among the names. */
  readonly series: number;
  readonly barCount: number;
  readonly first: number;
  readonly last: number;
}

/** Changes that are kept in one transaction. */
export interface HistoryBatch {
  readonly names: { readonly from: number; readonly texts: readonly string[] };
  readonly bars: PackedBars;
  readonly removed: readonly { readonly series: number; readonly openTime: number }[];
  /** Up to here all of the log is kept with this batch; undefined while more batches are needed for that. */
  readonly position: readonly number[] | undefined;
}

/** Bars of a series with from ≤ openTime < before, newest first. */
export interface HistoryRange {
  readonly series: number;
  readonly from: number;
  readonly before: number;
  readonly limit: number;
}

/** What a file holds when it is opened. */
export interface HistoryContent {
  readonly file: string;
  /** Where a file was put that could not be read, and why. */
  readonly setAside: { readonly to: string; readonly reason: string } | undefined;
  readonly place: LogPlace | undefined;
  readonly names: readonly string[];
  readonly extents: readonly SeriesExtent[];
}

/** What the thread of the history can be asked for, and what it answers. */
export interface HistoryCalls {
  open: { ask: { readonly path: string }; answer: HistoryContent };
  setAside: { ask: { readonly reason: string }; answer: HistoryContent };
  begin: { ask: { readonly epoch: string }; answer: undefined };
  write: { ask: HistoryBatch; answer: readonly SeriesExtent[] };
  bars: { ask: HistoryRange; answer: PackedBars };
  /** Rows as JSON with commas between them, in UTF-8. */
  rows: { ask: HistoryRange; answer: { readonly count: number; readonly rows: Uint8Array<ArrayBuffer> } };
  close: { ask: undefined; answer: undefined };
}
