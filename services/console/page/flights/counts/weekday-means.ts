import { weekdayOf } from "../../shell/day.ts";
import type { CountTable } from "./count-table.ts";
import { type Denominator, type Measure, measured } from "./measure.ts";

/**
 * Of an airline and a range of days, both ends included: the measure by weekday, Monday first. A count is the mean of
 * such a day, days without flights included; a share is that of all flights of such days. Null where the range has no
 * such day.
 */
export function weekdayMeans(
  table: CountTable,
  airline: string,
  [from, to]: readonly [number, number],
  measure: Measure,
  of: Denominator,
): readonly (number | null)[] {
  return Array.from({ length: 7 }, (_, index) => {
    const first = from + ((index + 8 - weekdayOf(from)) % 7);
    if (first > to) return null;
    const value = measured(measure, table.sum(airline, first, to, 7), of);
    const days = Math.floor((to - first) / 7) + 1;
    return value === null || measure === "on-time" ? value : value / days;
  });
}
