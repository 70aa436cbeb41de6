import { createHash } from "node:crypto";
import type { RowGenerator } from "@tributary/csv-replay";
import { SeededRandom } from "@tributary/csv-replay/generating";
import { flightColumns } from "../flight-columns.ts";
import { days2015 } from "./calendar-2015.ts";
import { dayFlights } from "./day-flights.ts";
import { FlightLines } from "./flight-line.ts";
import { flights2015 } from "./published-figures.ts";
import { yearPlan } from "./year-plan.ts";

/** To be raised with every change that makes other rows of the same seed: a replay under way must not go on in them. */
const version = 1;
const rowsOfBlock = 1_500;

export interface GeneratedYear {
  /** Flights of the year; 5,819,079 are as many as 2015 had. */
  readonly rows: number;
  /** A whole number from 0 to 2^31. */
  readonly seed: number;
}

/**
 * A year of flights that looks like 2015 and has its sums, in the order of the file: by day and scheduled departure. The plan says how
 * many flights of what kind each day has, so any row can be made after its day's times are set, some milliseconds.
 */
export function flightGenerator({ rows, seed }: GeneratedYear): RowGenerator {
  const plan = yearPlan(rows, seed);
  const firstRows = firstRowOfDays(plan.flights);
  let latest: { readonly day: number; readonly lines: FlightLines } | undefined;
  const linesOf = (day: number): FlightLines => {
    if (latest?.day !== day) latest = { day, lines: new FlightLines(dayFlights(plan, day, seed), day) };
    return latest.lines;
  };
  const identity = `flights 2015, version ${version}, rows ${rows}, seed ${seed}`;
  return {
    name: `generated flights 2015, ${rows.toLocaleString("en")} rows, seed ${seed}`,
    fingerprint: createHash("sha256").update(identity).digest("hex").slice(0, 16),
    rows,
    header: flightColumns.join(","),
    *blocks(fromRow) {
      const random = new SeededRandom();
      let row = fromRow;
      for (let day = dayOfRow(firstRows, row); day < days2015; day += 1) {
        const end = firstRows[day + 1] as number;
        while (row < end) {
          const lines = linesOf(day);
          const first = firstRows[day] as number;
          const blockEnd = Math.min(row + rowsOfBlock, end);
          let text = "";
          for (; row < blockEnd; row += 1) {
            random.seed(seed, day, row - first);
            text += lines.line(row - first, random);
          }
          yield Buffer.from(text, "latin1");
        }
      }
    },
  };
}

export { flights2015 };

/** Number of the first row of each day of the year, and the number of all. */
function firstRowOfDays(flights: Int32Array): Int32Array {
  const firsts = new Int32Array(days2015 + 1);
  flights.forEach((count, at) => {
    firsts[(at % days2015) + 1] = (firsts[(at % days2015) + 1] as number) + count;
  });
  for (let day = 1; day <= days2015; day += 1) {
    firsts[day] = (firsts[day] as number) + (firsts[day - 1] as number);
  }
  return firsts;
}

function dayOfRow(firstRows: Int32Array, row: number): number {
  const next = firstRows.findIndex((first) => first > row);
  return next === -1 ? days2015 : next - 1;
}
