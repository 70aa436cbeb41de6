import polyline from "@mapbox/polyline";
import type { MapView } from "./map-view.ts";
import { worldPoint } from "./world-point.ts";

/** One line in world coordinates, x and y in turn, with the box around it. */
export interface WorldLine {
  readonly points: Float64Array;
  readonly west: number;
  readonly north: number;
  readonly east: number;
  readonly south: number;
}

/** Reads a line in Google's polyline format of so many digits. */
export function worldLine(text: string, digits: number): WorldLine {
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

/** Whether the view may show some of it: their boxes meet. */
export function isSeen(line: WorldLine, { scale, originX, originY, width, height }: MapView): boolean {
  return (
    line.east * scale >= originX &&
    line.west * scale <= originX + width &&
    line.south * scale >= originY &&
    line.north * scale <= originY + height
  );
}

/** Adds those in view to one path, to be filled or stroked. */
export function traceLines(pen: CanvasRenderingContext2D, lines: Iterable<WorldLine>, view: MapView): void {
  pen.beginPath();
  for (const line of lines) if (isSeen(line, view)) trace(pen, line, view);
}

function trace(
  pen: CanvasRenderingContext2D,
  { points }: WorldLine,
  { scale, originX, originY }: MapView,
): void {
  for (let index = 0; index < points.length; index += 2) {
    const x = (points[index] as number) * scale - originX;
    const y = (points[index + 1] as number) * scale - originY;
    if (index === 0) pen.moveTo(x, y);
    else pen.lineTo(x, y);
  }
}
