import type { CsvTable } from "./csv-table.ts";
import type { CutBlock } from "./cut-block.ts";

/** Event times of the good rows of a block, in the order of the file. */
export interface EventTimes {
  readonly first: number;
  readonly last: number;
  readonly least: number;
  readonly greatest: number;
}

export function timesIn<T>(table: CsvTable<T>, block: CutBlock): EventTimes | undefined {
  let times: EventTimes | undefined;
  for (let i = 0; i < block.rows.length; i++) {
    const row = table.reader.row(block, i, "");
    if (row.fault !== undefined) continue;
    const time = row.eventTime;
    times = {
      first: times?.first ?? time,
      last: time,
      least: Math.min(times?.least ?? time, time),
      greatest: Math.max(times?.greatest ?? time, time),
    };
  }
  return times;
}
