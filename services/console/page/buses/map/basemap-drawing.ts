import type { Land, WorldLine } from "./basemap-data.ts";
import type { MapColors } from "./map-colors.ts";
import type { MapView } from "./map-view.ts";

export interface Basemap {
  readonly land: Land | undefined;
  readonly streets: readonly WorldLine[];
}

type Pen = CanvasRenderingContext2D;

/** Lines a stroke takes at once: some milliseconds in software. */
const BATCH = 250;

/** Draws the basemap piece by piece; between pieces the caller may let the page breathe. */
export function* drawBasemap(pen: Pen, view: MapView, { land, streets }: Basemap, colors: MapColors) {
  pen.lineJoin = "round";
  pen.lineCap = "round";
  if (land !== undefined) {
    pen.fillStyle = colors.land;
    pen.beginPath();
    for (const ring of land.rings) if (isSeen(ring, view)) trace(pen, ring, view);
    pen.fill();
    yield;
  }
  const seen = streets.filter((street) => isSeen(street, view));
  pen.strokeStyle = view.zoom < 12.5 ? colors.mainStreet : colors.street;
  pen.lineWidth = Math.max(0.6, Math.min(12, 0.75 * 1.55 ** (view.zoom - 12)));
  for (let first = 0; first < seen.length; first += BATCH) {
    stroke(pen, seen.slice(first, first + BATCH), view);
    yield;
  }
  if (land === undefined) return;
  pen.strokeStyle = colors.tube;
  pen.lineWidth = view.zoom < 12 ? 1 : 1.5;
  stroke(
    pen,
    land.tubes.filter((tube) => isSeen(tube, view)),
    view,
  );
  yield;
  drawNames(pen, land.names, view, colors);
}

function stroke(pen: Pen, lines: readonly WorldLine[], view: MapView): void {
  pen.beginPath();
  for (const line of lines) trace(pen, line, view);
  pen.stroke();
}

function trace(pen: Pen, { points }: WorldLine, { scale, originX, originY }: MapView): void {
  for (let index = 0; index < points.length; index += 2) {
    const x = (points[index] as number) * scale - originX;
    const y = (points[index + 1] as number) * scale - originY;
    if (index === 0) pen.moveTo(x, y);
    else pen.lineTo(x, y);
  }
}

function isSeen(line: WorldLine, { scale, originX, originY, width, height }: MapView): boolean {
  return (
    line.east * scale >= originX &&
    line.west * scale <= originX + width &&
    line.south * scale >= originY &&
    line.north * scale <= originY + height
  );
}

/** Names in small capitals; a name that would touch one already written is left out. */
function drawNames(pen: Pen, names: Land["names"], view: MapView, colors: MapColors): void {
  if (view.zoom < 9.5 || view.zoom > 14.5) return;
  const size = view.zoom < 11 ? 10 : 11;
  pen.font = `500 ${size}px "Inter Variable", sans-serif`;
  pen.letterSpacing = "0.09em";
  pen.textAlign = "center";
  pen.textBaseline = "middle";
  pen.fillStyle = colors.name;
  pen.strokeStyle = colors.land;
  pen.lineWidth = 3;
  const written: { x: number; y: number; half: number }[] = [];
  for (const { name, x: worldX, y: worldY } of names) {
    const x = worldX * view.scale - view.originX;
    const y = worldY * view.scale - view.originY;
    const text = name.toUpperCase();
    const half = pen.measureText(text).width / 2;
    const free = written.every((other) => {
      return Math.abs(other.y - y) > size * 1.6 || Math.abs(other.x - x) > other.half + half + 6;
    });
    if (!free || x < -half || y < -size || x > view.width + half || y > view.height + size) continue;
    pen.strokeText(text, x, y);
    pen.fillText(text, x, y);
    written.push({ x, y, half });
  }
}
