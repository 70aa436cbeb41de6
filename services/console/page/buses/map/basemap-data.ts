import polyline from "@mapbox/polyline";
import landUrl from "../../generated/land.json?url";
import mainStreetsUrl from "../../generated/main-streets.json?url";
import streetsUrl from "../../generated/streets.json?url";
import { worldPoint } from "../motion/route-path.ts";

/** One line in world coordinates, x and y in turn, with the box around it. */
export interface WorldLine {
  readonly points: Float64Array;
  readonly west: number;
  readonly north: number;
  readonly east: number;
  readonly south: number;
}

export interface Land {
  readonly rings: readonly WorldLine[];
  readonly tubes: readonly WorldLine[];
  readonly names: readonly { readonly name: string; readonly x: number; readonly y: number }[];
  readonly attribution: readonly string[];
}

interface LandFile {
  readonly rings: readonly string[];
  readonly tubes: readonly string[];
  readonly names: readonly { readonly name: string; readonly longitude: number; readonly latitude: number }[];
  readonly attribution: readonly string[];
}

export async function loadLand(): Promise<Land> {
  const { rings, tubes, names, attribution } = await get<LandFile>(landUrl);
  return {
    rings: rings.map((text) => worldLine(text, 5)),
    tubes: tubes.map((text) => worldLine(text, 5)),
    names: names.map(({ name, longitude, latitude }) => ({ name, ...worldPoint(longitude, latitude) })),
    attribution,
  };
}

/** Every street with a bus, drawn coarsely: for the city as a whole. */
export async function loadMainStreets(): Promise<readonly WorldLine[]> {
  return (await get<{ lines: string[] }>(mainStreetsUrl)).lines.map((text) => worldLine(text, 4));
}

/** Every street with a bus, to three metres. */
export async function loadStreets(): Promise<readonly WorldLine[]> {
  return (await get<{ lines: string[] }>(streetsUrl)).lines.map((text) => worldLine(text, 5));
}

async function get<T>(url: string): Promise<T> {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`${url} answered ${response.status}`);
  return (await response.json()) as T;
}

function worldLine(text: string, digits: number): WorldLine {
  const places = polyline.decode(text, digits);
  const points = new Float64Array(places.length * 2);
  const line = { points, west: 1, north: 1, east: 0, south: 0 };
  places.forEach(([latitude, longitude], index) => {
    const { x, y } = worldPoint(longitude, latitude);
    points[index * 2] = x;
    points[index * 2 + 1] = y;
    line.west = Math.min(line.west, x);
    line.east = Math.max(line.east, x);
    line.north = Math.min(line.north, y);
    line.south = Math.max(line.south, y);
  });
  return line;
}
