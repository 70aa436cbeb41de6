import { type BarInterval, barIntervals } from "@tributary/contracts";

/** `base` and what its bars are rolled up to, lowest first; each is made of the one before it. */
export function levelsFrom(base: BarInterval): readonly BarInterval[] {
  return from[base];
}

const from = Object.fromEntries(
  barIntervals.map((base, index) => [base, barIntervals.slice(index)]),
) as unknown as Record<BarInterval, readonly BarInterval[]>;
