import { type BarInterval, barIntervals } from "@tributary/contracts";

/** What bars are rolled up to; `1m` is no sum of anything. */
type RollUpLevel = Exclude<BarInterval, "1m">;

/** Intervals that bars of `base` are rolled up to, lowest first; each is made of the one before it. */
export function levelsAbove(base: BarInterval): readonly RollUpLevel[] {
  return above[base];
}

const above = Object.fromEntries(
  barIntervals.map((base, index) => [base, barIntervals.slice(index + 1)]),
) as Record<BarInterval, RollUpLevel[]>;
