/** Length of a bar, as contracts spells it: minutes and hours on UTC's grid, days, months and years of an exchange. */
export type Interval = "1m" | "5m" | "1h" | "1d" | "1M" | "1y";

/** Milliseconds of those that lie on UTC's grid. */
export const gridMs = { "1m": 60_000, "5m": 300_000, "1h": 3_600_000 } as const;
