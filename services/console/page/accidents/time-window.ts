const HOUR_MS = 3_600_000;

/** Lengths of event time one may look at; the second is shown when the address names none. */
export const windows = ["6h", "24h", "3d", "7d"] as const;
export type TimeWindow = (typeof windows)[number];
export const usualWindow: TimeWindow = "24h";

const LENGTHS: Readonly<Record<TimeWindow, number>> = {
  "6h": 6 * HOUR_MS,
  "24h": 24 * HOUR_MS,
  "3d": 72 * HOUR_MS,
  "7d": 168 * HOUR_MS,
};

/** ms */
export function lengthOf(window: TimeWindow): number {
  return LENGTHS[window];
}

/** `24 h` */
export function windowText(window: TimeWindow): string {
  return `${window.slice(0, -1)}\u202f${window.at(-1)}`;
}
