/** Bars with from ≤ openTime < before, newest first; openTimes in ms since the epoch. */
export interface BarRange {
  readonly symbol: string;
  readonly interval: string;
  readonly from: number;
  readonly before: number;
  readonly limit: number;
}

/** What there is of a symbol and interval; openTimes in ms since the epoch. */
export interface Extent {
  readonly symbol: string;
  readonly interval: string;
  readonly barCount: number;
  readonly firstOpenTime: number;
  readonly lastOpenTime: number;
}
