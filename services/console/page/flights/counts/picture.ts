import { isoOf } from "../../shell/day.ts";
import type { CountTable } from "./count-table.ts";
import { type Denominator, isAdditive, type Measure, measured } from "./measure.ts";

export const views = ["lines", "stacked", "share"] as const;
/** How the airlines stand to each other: side by side, one on the other, or as parts of their sum. */
export type View = (typeof views)[number];

export interface PictureOptions {
  readonly airlines: readonly string[];
  readonly measure: Measure;
  readonly of: Denominator;
  readonly view: View;
  /** First and last day seen, days since 1970; all there is where undefined. */
  readonly range: readonly [from: number, to: number] | undefined;
}

/** What the chart and its table show. Arrays are filled anew for each picture; who keeps one, copies it. */
export interface Picture {
  readonly airlines: readonly string[];
  readonly view: View;
  readonly days: readonly number[];
  /** By airline, then by day: the measure, or its share of the sum in percent. Null where there is no share of nothing. */
  readonly values: readonly (readonly (number | null)[])[];
  /** Where each airline's line is: its value, or the sum of its own and of those before it. */
  readonly heights: readonly (readonly (number | null)[])[];
  /** The highest of them within the range. */
  readonly highest: number;
  /** True where numbers are percent. */
  readonly isPercent: boolean;
}

/** The view that makes sense: shares on time do not add up. */
export function viewFor(measure: Measure, view: View): View {
  return isAdditive(measure) ? view : "lines";
}

/**
 * The counts of a table as lines. A day without flights between the replay's first and last day is 0; days not reached
 * are not there. All days are computed, not only those in range: a line goes on beyond the edge of the chart.
 */
export function pictureOf(table: CountTable, options: PictureOptions): Picture {
  const { airlines, measure, of, range } = options;
  const view = viewFor(measure, options.view);
  const { first, last } = table;
  const days: number[] = [];
  if (first !== undefined && last !== undefined) for (let day = first; day <= last; day++) days.push(day);
  const values = airlines.map((airline) =>
    days.map((day) => measured(measure, table.sum(airline, day, day), of)),
  );
  if (view === "share") asShares(values, days.length);
  const heights = view === "lines" ? values : stacked(values, days.length);
  return {
    airlines,
    view,
    days,
    values,
    heights,
    highest: highestOf(heights, days, range),
    isPercent: view === "share" || measure === "on-time",
  };
}

/** The day's place in the picture, or undefined. */
export function indexOfDay({ days }: Picture, day: number): number | undefined {
  const index = day - (days[0] ?? Number.NaN);
  return index >= 0 && index < days.length ? index : undefined;
}

/** Rows as a table tells them, for tests and the table twin: date, then a number an airline. */
export function rowsOf({ days, values }: Picture, range: PictureOptions["range"]) {
  const [from, to] = range ?? [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY];
  return days.flatMap((day, index) =>
    day < from || day > to ? [] : [{ date: isoOf(day), values: values.map((line) => line[index] ?? null) }],
  );
}

function asShares(values: (number | null)[][], length: number): void {
  for (let index = 0; index < length; index++) {
    let sum = 0;
    for (const line of values) sum += line[index] ?? 0;
    for (const line of values) line[index] = sum === 0 ? null : (100 * (line[index] ?? 0)) / sum;
  }
}

function stacked(values: readonly (readonly (number | null)[])[], length: number): (number | null)[][] {
  const heights: (number | null)[][] = [];
  let below: readonly (number | null)[] = new Array(length).fill(0);
  for (const line of values) {
    const own = line.map((value, index) => (value === null ? null : value + (below[index] ?? 0)));
    heights.push(own);
    below = own;
  }
  return heights;
}

function highestOf(
  heights: readonly (readonly (number | null)[])[],
  days: readonly number[],
  range: PictureOptions["range"],
): number {
  const [from, to] = range ?? [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY];
  let highest = 0;
  for (const line of heights) {
    for (let index = 0; index < days.length; index++) {
      const day = days[index] as number;
      if (day >= from && day <= to) highest = Math.max(highest, line[index] ?? 0);
    }
  }
  return highest;
}
