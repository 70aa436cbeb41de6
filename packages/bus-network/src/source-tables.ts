import { readFileSync } from "node:fs";
import { csvParseRows } from "d3-dsv";
import type { Position } from "./path.ts";

/** The three data files as they are, indexed. Their traps: data/SOURCES.md. */
export interface SourceTables {
  readonly stops: ReadonlyMap<string, Stop>;
  /** line → run → stop ids in driving order. */
  readonly calls: ReadonlyMap<string, ReadonlyMap<string, readonly string[]>>;
  /** line → its drawings, all inbound. */
  readonly shapes: ReadonlyMap<string, readonly (readonly Position[])[]>;
}

export interface Stop {
  readonly stopId: string;
  /** As listed: capitals and marks. */
  readonly name: string;
  readonly latitude: number;
  readonly longitude: number;
}

/** Reads the package's own data folder: 3.7 MB, about 0.15 s. */
export function readTables(): SourceTables {
  return { stops: readStops(), calls: readCalls(), shapes: readShapes() };
}

function readStops(): Map<string, Stop> {
  const stops = new Map<string, Stop>();
  for (const [id = "", , name = "", latitude, longitude] of rows("bus-stops.csv")) {
    // Some ids carry the line end of the sheet they were typed into.
    const stopId = id.trim();
    stops.set(stopId, { stopId, name, latitude: Number(latitude), longitude: Number(longitude) });
  }
  return stops;
}

function readCalls(): Map<string, Map<string, string[]>> {
  const calls = new Map<string, Map<string, string[]>>();
  for (const [line = "", run = "", , stopId = ""] of rows("bus-calls.csv")) {
    const runs = calls.get(line) ?? new Map<string, string[]>();
    calls.set(line, runs);
    const stops = runs.get(run);
    if (stops === undefined) runs.set(run, [stopId.trim()]);
    else stops.push(stopId.trim());
  }
  return calls;
}

interface Feature {
  readonly properties: { readonly line: string };
  readonly geometry: { readonly coordinates: readonly Position[] };
}

function readShapes(): Map<string, (readonly Position[])[]> {
  const { features } = JSON.parse(text("bus-routes.geojson")) as { features: readonly Feature[] };
  const shapes = new Map<string, (readonly Position[])[]>();
  for (const { properties, geometry } of features) {
    const drawn = shapes.get(properties.line);
    if (drawn === undefined) shapes.set(properties.line, [geometry.coordinates]);
    else drawn.push(geometry.coordinates);
  }
  return shapes;
}

function rows(file: string): readonly (readonly string[])[] {
  return csvParseRows(text(file)).slice(1);
}

function text(file: string): string {
  return readFileSync(new URL(`../data/${file}`, import.meta.url), "utf8");
}
