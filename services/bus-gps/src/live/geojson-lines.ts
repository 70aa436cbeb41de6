import { basename, extname } from "node:path";
import { type Path, type Position, pathOf, pointAt } from "@tributary/bus-network";
import type { VehiclePosition } from "@tributary/contracts";

/** One bus of a drawn line: a vertex each second, round and round, as the original demo had it. */
export interface DrawnBus {
  readonly vehicleId: string;
  readonly line: string;
  readonly path: Path;
}

/** Faster than this is a drawing, not a speed. */
const fastest = 60;

/**
 * The buses of one GeoJSON file, one for each LineString in it; the file's name is the line's.
 * @throws SyntaxError when the text is no JSON
 */
export function drawnBuses(file: string, text: string, operator: string): readonly DrawnBus[] {
  const line = basename(file, extname(file));
  return lineStrings(JSON.parse(text)).map((points, index) => {
    const vehicleId = `${operator}:${line}-${String(index + 1).padStart(4, "0")}`;
    return { vehicleId, line, path: pathOf(points) };
  });
}

/** Where the bus is at a full second, and how fast it must be going to be at the next vertex a second later. */
export function drawnBusAt({ vehicleId, line, path }: DrawnBus, second: number): VehiclePosition {
  // A closed ring names its first vertex twice; the way back to it needs no second of its own.
  const vertices = isRing(path) ? path.points.length - 1 : path.points.length;
  const vertex = second % vertices;
  const meters = path.meters[vertex] as number;
  const { latitude, longitude, bearingDegrees } = pointAt(path, meters);
  const speed = vertex + 1 < path.points.length ? (path.meters[vertex + 1] as number) - meters : 0;
  return {
    vehicleId,
    line,
    direction: null,
    destination: null,
    latitude,
    longitude,
    bearingDegrees,
    speedMetersPerSecond: speed > fastest ? null : speed,
    observedAt: second * 1000,
    nextStopId: null,
    delaySeconds: null,
    occupancy: null,
    sequence: second,
  };
}

function isRing({ points }: Path): boolean {
  const [first, last] = [points[0], points[points.length - 1]];
  return first?.[0] === last?.[0] && first?.[1] === last?.[1];
}

/** All LineStrings of a geometry, a feature or a collection that have two different positions. */
function lineStrings(json: unknown): readonly (readonly Position[])[] {
  if (typeof json !== "object" || json === null) return [];
  const { type, features, geometry, coordinates } = json as Record<string, unknown>;
  if (type === "FeatureCollection" && Array.isArray(features)) return features.flatMap(lineStrings);
  if (type === "Feature") return lineStrings(geometry);
  if (type !== "LineString" || !Array.isArray(coordinates)) return [];
  const points = coordinates
    .filter(isPosition)
    .map(([longitude, latitude]): Position => [longitude, latitude]);
  return new Set(points.map(String)).size > 1 ? [points] : [];
}

function isPosition(value: unknown): value is Position {
  return Array.isArray(value) && Number.isFinite(value[0]) && Number.isFinite(value[1]);
}
