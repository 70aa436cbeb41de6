import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import polyline from "@mapbox/polyline";
import { attribution, loadNetwork } from "@tributary/bus-network";
import { feature } from "topojson-client";
import { stateNames } from "../page/accidents/state-names.ts";
import { ringsOf, stateOutlines } from "./state-outlines.ts";
import { type Position, simplified, streetGrid } from "./street-grid.ts";

type Topology = Parameters<typeof feature>[0];

/** Writes the pages' basemap assets: London's land (boroughs, tube, names), its streets in two degrees of detail, the states of the US. */
const target = new URL("../page/generated/", import.meta.url);
mkdirSync(target, { recursive: true });

const boroughs = read<Topology>("londonBoroughs");
const tubes = read<Topology>("londonTubeLines");
const centroids = read<{ name: string; cx: number; cy: number }[]>("londonCentroids");
write("land", {
  rings: features(boroughs, "boroughs").flatMap(({ geometry }) =>
    ringsOf(geometry).map((ring) => encode(ring)),
  ),
  tubes: features(tubes, "line").flatMap(({ geometry }) =>
    lines(geometry).map((line) => encode(simplified(line, 5))),
  ),
  names: centroids.map(({ name, cx, cy }) => ({ name, longitude: round(cx), latitude: round(cy) })),
  attribution: [
    attribution,
    "Boroughs: contains National Statistics and OS data © Crown copyright and database right (OGL v3)",
    "Tube lines © OpenStreetMap contributors (ODbL)",
  ],
});

const network = loadNetwork();
const ways = network.lines.flatMap((line) => network.runs(line).map(({ path }) => path.points));
const streets = streetGrid(ways);
write("streets", { lines: streets.map((street) => encode(simplified(street, 3))) });
write("main-streets", {
  lines: streets.map((street) => encode(simplified(street, 25), 4)),
});

const atlas = JSON.parse(
  readFileSync(createRequire(import.meta.url).resolve("us-atlas/states-10m.json"), "utf8"),
);
write("states", {
  states: stateOutlines(atlas, stateNames).map(({ code, rings, name: [longitude, latitude] }) => ({
    code,
    rings: rings.map((ring) => encode(ring, 4)),
    name: { longitude: round(longitude), latitude: round(latitude) },
  })),
  attribution: ["States: US Census Bureau, cartographic boundary files (public domain), by us-atlas"],
});

function features(topology: Topology, name: string): GeoJSON.Feature[] {
  const object = topology.objects[name];
  if (object?.type !== "GeometryCollection") throw new Error(`the topology has no collection "${name}"`);
  return feature(topology, object).features;
}

function read<T>(name: string): T {
  return JSON.parse(readFileSync(new URL(`../data/${name}.json`, import.meta.url), "utf8")) as T;
}

function write(name: string, content: unknown): void {
  writeFileSync(new URL(`${name}.json`, target), JSON.stringify(content));
}

/** Google's polyline format, 1e-5 degrees (about a metre) unless told otherwise. */
function encode(points: readonly Position[], digits = 5): string {
  return polyline.encode(
    points.map(([longitude, latitude]) => [latitude, longitude]),
    digits,
  );
}

function lines(geometry: GeoJSON.Geometry): Position[][] {
  if (geometry.type === "LineString") return [geometry.coordinates as unknown as Position[]];
  if (geometry.type === "MultiLineString") return geometry.coordinates as unknown as Position[][];
  throw new Error(`a tube line is a line, not a ${geometry.type}`);
}

function round(degrees: number): number {
  return Math.round(degrees * 1e5) / 1e5;
}
