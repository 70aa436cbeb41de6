/** A part of the map, in degrees. West and south are included, and so are east and north. */
export interface Box {
  readonly west: number;
  readonly south: number;
  readonly east: number;
  readonly north: number;
}

const example = "west,south,east,north in degrees, such as -0.2,51.4,0.0,51.6";

/** Reads `west,south,east,north`, or says what it must be. No box reaches over the antimeridian. */
export function readBox(text: string): Box | string {
  const parts = text.split(",").map((part) => (part.trim() === "" ? Number.NaN : Number(part)));
  const [west, south, east, north] = parts;
  if (west === undefined || south === undefined || east === undefined || north === undefined) return example;
  if (parts.length !== 4 || !parts.every(Number.isFinite)) return example;
  if (Math.abs(west) > 180 || Math.abs(east) > 180 || Math.abs(south) > 90 || Math.abs(north) > 90) {
    return "within -180,-90,180,90";
  }
  if (west > east || south > north) return "a box with west below east and south below north";
  return { west, south, east, north };
}

export function isInside(box: Box, longitude: number, latitude: number): boolean {
  return longitude >= box.west && longitude <= box.east && latitude >= box.south && latitude <= box.north;
}
