import { dayOf } from "../../shell/day.ts";
import { type CountTable, sumNames } from "./count-table.ts";

interface Rows {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly unknown[])[];
}

/**
 * Takes an event of the counts' stream into the table: `reset` is the whole of it, `delta` what changed, `remove` the
 * keys `AA|2015-02-28|<replay>` of what is taken back; a reader that comes back also hears those of other replays.
 * Columns are found by name, so new ones may join.
 * @returns how many rows changed; undefined for an event unknown here
 * @throws Error in words for the page when the frame is not what the contract says
 */
export function takeFrame(
  table: CountTable,
  replay: string,
  event: string,
  data: string,
): number | undefined {
  if (event === "reset" || event === "delta") {
    const frame = JSON.parse(data) as Rows;
    if (event === "reset") table.clear();
    return takeRows(table, frame);
  }
  if (event !== "remove") return undefined;
  const { keys } = JSON.parse(data) as { readonly keys: readonly string[] };
  const own = keys.filter((key) => key.endsWith(`|${replay}`));
  for (const key of own) {
    const [airline = "", date = ""] = key.split("|");
    const day = dayOf(date);
    if (day !== undefined) table.drop(airline, day);
  }
  return own.length;
}

function takeRows(table: CountTable, { columns, rows }: Rows): number {
  const missing = ["airline", "date", ...sumNames].filter((name) => !columns.includes(name));
  if (missing.length > 0) throw new Error(`the frames of counts lack ${missing.join(", ")}`);
  const airlineAt = columns.indexOf("airline");
  const dateAt = columns.indexOf("date");
  const places = sumNames.map((name) => columns.indexOf(name));
  const values = sumNames.map(() => 0);
  for (const row of rows) {
    const day = dayOf(String(row[dateAt]));
    if (day === undefined) throw new Error(`a count's date is ${JSON.stringify(row[dateAt])}`);
    for (let index = 0; index < places.length; index++) values[index] = Number(row[places[index] as number]);
    table.take(String(row[airlineAt]), day, values);
  }
  return rows.length;
}
