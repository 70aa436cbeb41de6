import { type EventTimes, timesIn } from "./block-times.ts";
import type { CsvTable } from "./csv-table.ts";
import { RowCutter } from "./row-cutter.ts";

/** Event times of the first rows and of the last ones, as far as they are reached without reading all. */
export async function spanOf<T>(
  table: CsvTable<T>,
  signal: AbortSignal,
): Promise<{ readonly first: EventTimes | undefined; readonly last: EventTimes | undefined }> {
  return { first: await firstTimes(table, signal), last: await lastTimes(table) };
}

async function firstTimes<T>(table: CsvTable<T>, signal: AbortSignal): Promise<EventTimes | undefined> {
  for await (const block of table.blocks(table.header.rowsFrom, signal)) {
    const times = timesIn(table, block);
    if (times !== undefined) return times;
  }
  return undefined;
}

async function lastTimes<T>(table: CsvTable<T>): Promise<EventTimes | undefined> {
  const { probes } = table.input;
  if (probes === undefined) return undefined;
  const step = Math.max(0, probes.steps - probes.fineness);
  const { bytes, isEnd } = await probes.at(step);
  if (!isEnd) return undefined;
  // The first line may have lost its beginning, or be the header.
  const from = probes.isAligned ? 0 : bytes.indexOf(table.header.lineEnd) + 1;
  const cutter = new RowCutter({ offset: 0, line: 0 }, table.header.lineEnd);
  let times: EventTimes | undefined;
  for (const block of cutter.cut(bytes.subarray(from), true)) times = timesIn(table, block) ?? times;
  return times;
}
