import type { Vehicle } from "./vehicle.ts";

/** What the feed says, in its own order. `clock` is the server's, ms. */
export type Frame =
  | { readonly kind: "reset" | "delta"; readonly clock: number; readonly vehicles: readonly Vehicle[] }
  | { readonly kind: "remove"; readonly clock: number; readonly keys: readonly string[] }
  | { readonly kind: "reconnect"; readonly clock: number };

interface Table {
  readonly clock: number;
  readonly columns: readonly string[];
  readonly rows: readonly (readonly unknown[])[];
}

const REQUIRED = ["vehicleId", "latitude", "longitude", "observedAt", "appendedAt"];
const OPTIONAL = [
  "line",
  "direction",
  "destination",
  "bearingDegrees",
  "speedMetersPerSecond",
  "nextStopId",
  "delaySeconds",
  "occupancy",
];

/**
 * Reads one event. Columns are found by name, so new ones may join; undefined for an event unknown here.
 * @throws Error in words for the page when the frame is not what the contract says
 */
export function readFrame(event: string, data: string): Frame | undefined {
  if (event === "reset" || event === "delta") {
    const table = JSON.parse(data) as Table;
    return { kind: event, clock: table.clock, vehicles: readRows(table) };
  }
  if (event === "remove") return { kind: event, ...(JSON.parse(data) as { clock: number; keys: string[] }) };
  if (event === "reconnect") return { kind: event, ...(JSON.parse(data) as { clock: number }) };
  return undefined;
}

function readRows({ columns, rows }: Table): Vehicle[] {
  const missing = REQUIRED.filter((name) => !columns.includes(name));
  if (missing.length > 0) throw new Error(`the feed's frames lack ${missing.join(", ")}`);
  const places = [...REQUIRED, ...OPTIONAL].map((name) => [name, columns.indexOf(name)] as const);
  return rows.map((row) => {
    const vehicle: Record<string, unknown> = {};
    for (const [name, place] of places) vehicle[name] = row[place] ?? null;
    return vehicle as unknown as Vehicle;
  });
}
