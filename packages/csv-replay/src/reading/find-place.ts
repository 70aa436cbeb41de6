import type { Probes } from "./csv-input.ts";
import type { CsvTable } from "./csv-table.ts";
import { placeIn } from "./cut-block.ts";
import { fileFault } from "./file-fault.ts";
import type { Place } from "./place.ts";
import { RowCutter } from "./row-cutter.ts";

const samples = 48;

/** A row seen from a step of the probes. */
interface Sighting {
  readonly step: number;
  readonly behind: Place;
  readonly eventTime: number;
}

/**
 * Place of the first row at or after an event time; the end if there is none. Where samples all over the input ascend, it is
 * searched by halves, and rows that stand far out of order may be missed; else all is read from the beginning.
 */
export async function findPlace<T>(
  table: CsvTable<T>,
  eventTime: number,
  signal: AbortSignal,
): Promise<Place> {
  const from = (await searched(table, eventTime, signal)) ?? table.header.rowsFrom;
  let end = from;
  for await (const block of table.blocks(from, signal)) {
    for (let i = 0; i < block.rows.length; i++) {
      const row = table.reader.row(block, i, "");
      if (row.fault === undefined && row.eventTime >= eventTime) return placeIn(block, i);
    }
    end = placeIn(block, block.rows.length);
  }
  return end;
}

/** A place before the row looked for, and near to it; undefined where only reading from the beginning helps. */
async function searched<T>(
  table: CsvTable<T>,
  eventTime: number,
  signal: AbortSignal,
): Promise<Place | undefined> {
  const { probes } = table.input;
  if (probes === undefined || probes.steps < samples * probes.fineness) return undefined;
  const sightings: Sighting[] = [];
  for (let i = 0; i < samples; i++) {
    signal.throwIfAborted();
    const sighting = await sight(table, probes, Math.floor((probes.steps * i) / samples));
    if (sighting === undefined || sighting.eventTime < (sightings.at(-1)?.eventTime ?? sighting.eventTime))
      return undefined;
    sightings.push(sighting);
  }
  const after = sightings.findIndex((sighting) => sighting.eventTime >= eventTime);
  let before = sightings.at(after === -1 ? -1 : after - 1);
  if (before === undefined || after === 0) return undefined;
  let beyond = after === -1 ? probes.steps : (sightings[after]?.step ?? probes.steps);
  while (beyond - before.step > probes.fineness) {
    signal.throwIfAborted();
    const middle = Math.floor((before.step + beyond) / 2);
    const sighting = await sight(table, probes, middle);
    if (sighting !== undefined && sighting.eventTime < eventTime) before = sighting;
    else beyond = middle;
  }
  return probes.place(before.step, before.behind, table.header.lineEnd, signal);
}

/** The first row from a step on that can be read: within a quoted field there may be lines that only look like rows. */
async function sight<T>(table: CsvTable<T>, probes: Probes, step: number): Promise<Sighting | undefined> {
  const { bytes, isEnd } = await probes.at(step).catch((error: unknown) => {
    throw fileFault(table.input.name, error);
  });
  const skipped = probes.isAligned ? 0 : bytes.indexOf(table.header.lineEnd) + 1;
  const cutter = new RowCutter({ offset: skipped, line: 0 }, table.header.lineEnd);
  for (const block of cutter.cut(bytes.subarray(skipped), isEnd))
    for (let i = 0; i < block.rows.length; i++) {
      const row = table.reader.row(block, i, "");
      if (row.fault === undefined) return { step, behind: placeIn(block, i), eventTime: row.eventTime };
    }
  return undefined;
}
