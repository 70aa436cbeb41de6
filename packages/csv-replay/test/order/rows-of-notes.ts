import fc from "fast-check";

/** A row of a file of notes: an event time, or none for a bad row; now and then of two lines. */
export interface Line {
  readonly at: number | undefined;
  readonly isLong: boolean;
}

export const lines = fc.array(
  fc.record({
    at: fc.oneof({ weight: 6, arbitrary: fc.integer({ min: 0, max: 30 }) }, fc.constant(undefined)),
    isLong: fc.boolean(),
  }),
  { minLength: 1, maxLength: 40 },
);

/** Ids are numbers from 0, bad rows included. */
export function textOf(rows: readonly Line[]): string {
  const row = ({ at, isLong }: Line, id: number) =>
    `${id},${at === undefined ? "never" : at},${isLong ? '"two\nlines, ü"' : "one"}\n`;
  return `id,at,text\n${rows.map(row).join("")}`;
}

/** The line each row begins on. */
export function lineNumbers(rows: readonly Line[]): number[] {
  let line = 2;
  return rows.map(({ isLong }) => {
    const begin = line;
    line += isLong ? 2 : 1;
    return begin;
  });
}

/** Event times, with that of the good row before it for a bad one. */
export function timesOf(rows: readonly Line[]): number[] {
  let time = Number.NEGATIVE_INFINITY;
  return rows.map(({ at }) => {
    time = at ?? time;
    return time;
  });
}

/** Indexes by (time, line), worked out by an ordinary stable sort. */
export function sortedIndexes(rows: readonly Line[]): number[] {
  const times = timesOf(rows);
  return rows.map((_, i) => i).sort((a, b) => compare(times[a] ?? 0, times[b] ?? 0) || a - b);
}

function compare(a: number, b: number): number {
  return a === b ? 0 : a < b ? -1 : 1;
}
