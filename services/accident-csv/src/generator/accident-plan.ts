import { fittedTable, largestRemainder, shares } from "@tributary/csv-replay/generating";
import { promisedHoursOfWeek, promisedTotals } from "../accident-totals.ts";
import * as published from "../published-figures.ts";
import { dayOfMonthStart, weekdayOf } from "./calendar.ts";
import { type FileSegment, fileSegments } from "./file-segments.ts";

const { years, states } = published;
const hoursOfWeek = 168;

/** How many rows of what kind a segment has. */
export interface PlannedSegment extends FileSegment {
  readonly index: number;
  /** Number of its first row in the file. */
  readonly firstRow: number;
  readonly rows: number;
  /** In the order of `states`. */
  readonly ofStates: Int32Array;
  /** Severity 1 to 4. */
  readonly ofSeverities: Int32Array;
  /** Monday 0 h to Sunday 23 h. */
  readonly ofHoursOfWeek: Int32Array;
  readonly ofSource3: number;
  /** Times with a fraction of nine zeros, and of six. */
  readonly nineZeros: number;
  readonly sixZeros: number;
}

/** Shares of all rows; measured in a uniform sample of the file. */
const fractions = { nineZeros: 0.086, sixZeros: 0.007 };
/** Rows of the forward part until the gap, of the whole file. */
const pioneerRows = 728;
/** Nearly all rows of severity 1 are of 2020. */
const least = { of2020: 0.054, else: 0.0006 };
const greatestOfSevere = 204_710 / (204_710 + 1_299_337);

/**
 * The promised totals, spread over the segments of the file so that all of them hold at once: two-way tables fitted to both sums.
 * Takes some tenths of a second, whatever the number of rows.
 */
export function accidentPlan(rows: number): readonly PlannedSegment[] {
  const totals = promisedTotals(rows);
  const ofSourceYears = fittedTable(
    published.accidentsOfSourceYears.flat(),
    largestRemainder(rows, published.accidentsOfSourceYears.map(sum)),
    totals.year,
  );
  const counts = countsOf(rows, ofSourceYears);
  const ofStates = statesOf(counts, totals.state, totals.year);
  const ofSeverities = fittedTable(severityWeights(counts), counts, totals.severity);
  const ofHours = fittedTable(hourWeights(counts), counts, promisedHoursOfWeek(rows));
  const ofSource3 = source3Of(counts, ofSourceYears);
  const { nineZeros, sixZeros } = fractionsOf(rows, counts);
  let firstRow = 0;
  return fileSegments.map((segment, index) => {
    const ofSegment = (table: Int32Array, columns: number) =>
      table.subarray(index * columns, (index + 1) * columns);
    const count = counts[index] as number;
    firstRow += count;
    return {
      ...segment,
      index,
      firstRow: firstRow - count,
      rows: count,
      ofStates: ofSegment(ofStates, states.length),
      ofSeverities: ofSegment(ofSeverities, published.accidentsOfSeverities.length),
      ofHoursOfWeek: ofSegment(ofHours, hoursOfWeek),
      ofSource3: ofSource3[index] as number,
      nineZeros: nineZeros[index] as number,
      sixZeros: sixZeros[index] as number,
    };
  });
}

/** Rows of each segment. */
function countsOf(rows: number, ofSourceYears: Int32Array): Int32Array {
  const counts = new Int32Array(fileSegments.length);
  const ofPioneer = Math.floor((pioneerRows * rows) / published.accidents2023 / 2);
  years.forEach((year, y) => {
    const of = (source: number) => ofSourceYears[source * years.length + y] as number;
    for (const isSource1 of [true, false]) {
      const isIn = (segment: FileSegment) =>
        segment.year === year && (segment.part === "source1") === isSource1 ? 1 : 0;
      let left = isSource1 ? of(0) : of(1) + of(2);
      fileSegments.forEach((segment, at) => {
        if (isIn(segment) === 0 || segment.onlyState === undefined) return;
        counts[at] = ofPioneer;
        left -= ofPioneer;
      });
      const weights = fileSegments.map((segment) => segment.weight * isIn(segment));
      shares(left, weights).forEach((part, at) => {
        if (part > 0) counts[at] = part;
      });
    }
  });
  return counts;
}

/** Segment after segment; states and years as promised, and near the published ones of each state in each year. */
function statesOf(counts: Int32Array, ofStates: ArrayLike<number>, ofYears: ArrayLike<number>): Int32Array {
  const ofStateYears = fittedTable(published.accidentsOfStateYears, ofStates, ofYears);
  const table = new Int32Array(fileSegments.length * states.length);
  years.forEach((year, y) => {
    const indexes = fileSegments.flatMap((segment, at) => (segment.year === year ? [at] : []));
    const columnSums = states.map((_, state) => ofStateYears[state * years.length + y] as number);
    const weights = indexes.flatMap((at) => {
      const { onlyState } = fileSegments[at] as FileSegment;
      return columnSums.map((ofState, state) =>
        onlyState === undefined || onlyState === states[state] ? ofState : 0,
      );
    });
    const rowSums = indexes.map((at) => counts[at] as number);
    fittedTable(weights, rowSums, columnSums).forEach((count, cell) => {
      const at = indexes[Math.floor(cell / states.length)] as number;
      table[at * states.length + (cell % states.length)] = count;
    });
  });
  return table;
}

function severityWeights(counts: Int32Array): number[] {
  return fileSegments.flatMap(({ part, year }, at) => {
    const y = years.indexOf(year);
    const sources = part === "source1" ? [0] : [1, 2];
    const of = (table: readonly (readonly number[])[]) =>
      sum(sources.map((source) => table[source]?.[y] as number));
    const severe = of(published.severeOfSourceYears) / of(published.accidentsOfSourceYears);
    const one = year === 2020 ? least.of2020 : least.else;
    const rows = Math.max(counts[at] as number, 1e-3);
    return [one, 1 - one - severe, severe * (1 - greatestOfSevere), severe * greatestOfSevere].map(
      (share) => share * rows,
    );
  });
}

function hourWeights(counts: Int32Array): number[] {
  return fileSegments.flatMap(({ year, month, firstDay, lastDay }, at) => {
    const days = new Array<number>(7).fill(0);
    for (let day = firstDay; day <= lastDay; day += 1) {
      const weekday = weekdayOf(dayOfMonthStart(year, month) + day - 1);
      days[weekday] = (days[weekday] as number) + 1;
    }
    const rows = Math.max(counts[at] as number, 1e-3);
    return published.accidentsOfHoursOfWeek.map(
      (count, hour) => rows * count * (days[Math.floor(hour / 24)] as number),
    );
  });
}

function source3Of(counts: Int32Array, ofSourceYears: Int32Array): Int32Array {
  const table = new Int32Array(counts.length);
  years.forEach((year, y) => {
    const limits = counts.map((count, at) => {
      const segment = fileSegments[at] as FileSegment;
      return segment.year === year && segment.part !== "source1" ? count : 0;
    });
    shares(ofSourceYears[2 * years.length + y] as number, limits, limits).forEach((part, at) => {
      if (part > 0) table[at] = part;
    });
  });
  return table;
}

/** Only times of Source1 have a fraction, and only from November 2020 on. */
function fractionsOf(rows: number, counts: Int32Array): { nineZeros: Int32Array; sixZeros: Int32Array } {
  const late = counts.map((count, at) => {
    const { part, year, month } = fileSegments[at] as FileSegment;
    return part === "source1" && year * 12 + month >= 2020 * 12 + 11 ? count : 0;
  });
  const nineZeros = shares(Math.round(rows * fractions.nineZeros), late, late);
  const left = late.map((count, at) => count - (nineZeros[at] as number));
  return { nineZeros, sixZeros: shares(Math.round(rows * fractions.sixZeros), left, left) };
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((before, number) => before + number, 0);
}
