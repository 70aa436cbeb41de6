import { fittedTable, largestRemainder } from "@tributary/csv-replay/generating";
import * as published from "./published-figures.ts";

const hours = Array.from({ length: 24 }, (_, hour) => `${hour} h`);

/** What accidents are counted by. Hours, weekdays and years are those of the local start as it is written. */
export const totalNames = ["severity", "state", "hour", "weekday", "year"] as const;
export type TotalName = (typeof totalNames)[number];
/** The words of each count, in the order in which counts stand. */
export const totalWords: Readonly<Record<TotalName, readonly string[]>> = {
  severity: ["1", "2", "3", "4"],
  state: published.states,
  hour: hours,
  weekday: published.weekdays,
  year: published.years.map(String),
};

export type AccidentTotals = Readonly<Record<TotalName, ArrayLike<number>>>;

/** Of the whole file of March 2023. */
export const publishedTotals: AccidentTotals = {
  severity: published.accidentsOfSeverities,
  state: published.accidentsOfStates,
  hour: published.accidentsOfHours,
  weekday: published.accidentsOfWeekdays,
  year: published.accidentsOfYears,
};

/** What a generated file of so many rows has: the published totals in proportion, by largest remainders. */
export function promisedTotals(rows: number): AccidentTotals {
  return {
    severity: largestRemainder(rows, publishedTotals.severity),
    state: largestRemainder(rows, publishedTotals.state),
    hour: largestRemainder(rows, publishedTotals.hour),
    weekday: largestRemainder(rows, publishedTotals.weekday),
    year: largestRemainder(rows, publishedTotals.year),
  };
}

/** How often each hour of the week occurs among so many rows, Monday 0 h first: promised hours and weekdays together. */
export function promisedHoursOfWeek(rows: number): Int32Array {
  const { weekday, hour } = promisedTotals(rows);
  return fittedTable(published.accidentsOfHoursOfWeek, weekday, hour);
}
