import { worldPoint } from "../../map/world-point.ts";
import type { Accident } from "./accident.ts";
import type { AccidentStore } from "./accident-store.ts";

interface Rows {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly unknown[])[];
}

const COLUMNS = [
  "accidentId",
  "replay",
  "state",
  "city",
  "severityLevel",
  "startedAt",
  "latitude",
  "longitude",
] as const;

/**
 * Takes an event of the accidents' stream: `reset` is the whole window, `delta` what came or changed, `remove` the ids
 * that left it. Columns are found by name, so new ones may join.
 * @returns how many rows changed; undefined for an event unknown here
 * @throws Error in words for the page when the frame is not what the contract says
 */
export function takeFrame(store: AccidentStore, event: string, data: string): number | undefined {
  if (event === "reset" || event === "delta") {
    const accidents = readRows(JSON.parse(data) as Rows);
    if (event === "reset") store.reset(accidents);
    else store.add(accidents);
    return accidents.length;
  }
  if (event !== "remove") return undefined;
  const { keys } = JSON.parse(data) as { readonly keys: readonly string[] };
  return store.remove(keys);
}

function readRows({ columns, rows }: Rows): Accident[] {
  const missing = COLUMNS.filter((name) => !columns.includes(name));
  if (missing.length > 0) throw new Error(`the frames of accidents lack ${missing.join(", ")}`);
  const [id, replay, state, city, severity, startedAt, north, east] = COLUMNS.map((name) =>
    columns.indexOf(name),
  ) as [number, number, number, number, number, number, number, number];
  return rows.map((row) => {
    const latitude = Number(row[north]);
    const longitude = Number(row[east]);
    return {
      accidentId: String(row[id]),
      replay: String(row[replay]),
      state: String(row[state]),
      city: typeof row[city] === "string" ? row[city] : null,
      severityLevel: Number(row[severity]),
      startedAt: Number(row[startedAt]),
      latitude,
      longitude,
      ...worldPoint(longitude, latitude),
    };
  });
}
