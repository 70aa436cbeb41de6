import type { Topic } from "@tributary/contracts";
import { type Dataset, RowFault } from "../src/dataset.ts";

const columns =
  "YEAR,MONTH,DAY,DAY_OF_WEEK,AIRLINE,FLIGHT_NUMBER,TAIL_NUMBER,ORIGIN_AIRPORT,DESTINATION_AIRPORT,SCHEDULED_DEPARTURE,DEPARTURE_TIME,DEPARTURE_DELAY,TAXI_OUT,WHEELS_OFF,SCHEDULED_TIME,ELAPSED_TIME,AIR_TIME,DISTANCE,WHEELS_ON,TAXI_IN,SCHEDULED_ARRIVAL,ARRIVAL_TIME,ARRIVAL_DELAY,DIVERTED,CANCELLED,CANCELLATION_REASON,AIR_SYSTEM_DELAY,SECURITY_DELAY,AIRLINE_DELAY,LATE_AIRCRAFT_DELAY,WEATHER_DELAY".split(
    ",",
  );
const airlines = ["WN", "DL", "AA", "OO", "EV", "UA", "MQ", "B6", "US", "AS", "NK", "F9", "HA", "VX"];
const two = (value: number) => String(value).padStart(2, "0");

/** A value of 31 fields, of which 24 are numbers or blank. */
export interface BenchRow {
  readonly texts: readonly string[];
  readonly numbers: readonly (number | null)[];
  readonly at: number;
  readonly lineNumber: number;
}

const textColumns = [4, 6, 7, 8, 25];
const numberColumns = columns.map((_, i) => i).filter((i) => !textColumns.includes(i));

export const benchRows: Dataset<BenchRow> = {
  name: "bench",
  topic: { eventTime: ({ at }: BenchRow) => at, fault: () => undefined } as unknown as Topic<BenchRow>,
  layouts: [{ name: "31 columns", columns, read: readRow }],
  shift: (value) => value,
  shiftStepMs: 1,
  order: { by: "file" },
  outliers: () => 0,
};

function readRow(texts: readonly string[], { lineNumber }: { lineNumber: number }): BenchRow {
  const numbers: (number | null)[] = [];
  for (const column of numberColumns) {
    const text = texts[column] as string;
    const value = text === "" ? null : Number(text);
    if (Number.isNaN(value))
      throw new RowFault(columns[column] ?? "", "not_a_number", `"${text}" is not a number`);
    numbers.push(value);
  }
  const at = Date.UTC(Number(texts[0]), Number(texts[1]) - 1, Number(texts[2])) + Number(texts[9]) * 60_000;
  return { texts: textColumns.map((column) => texts[column] as string), numbers, at, lineNumber };
}

/** Rows of some 95 bytes; with `back` two of five lie up to a day before their neighbours. */
export function* benchLines(rows: number, back: boolean): Generator<string> {
  yield `${columns.join(",")}\n`;
  for (let from = 0; from < rows; from += 1_000) {
    let text = "";
    for (let i = from; i < Math.min(from + 1_000, rows); i++) text += benchLine(i, rows, back);
    yield text;
  }
}

function benchLine(i: number, rows: number, back: boolean): string {
  const day = Math.floor((i * 336) / rows) - (back && i % 5 < 2 && i * 336 > rows ? 1 : 0);
  const date = `2015,${Math.floor(day / 28) + 1},${(day % 28) + 1},${(day % 7) + 1}`;
  const hour = Math.floor((i * 336 * 24) / rows) % 24;
  const airline = airlines[i % airlines.length];
  return `${date},${airline},${i % 9_855},N${100 + (i % 900)}AS,ANC,SEA,${two(hour)}${two(i % 60)},2354,-11,21,0015,205,194,169,1448,0404,4,0430,0408,-22,0,0,,,,,,\n`;
}
