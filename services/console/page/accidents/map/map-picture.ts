import type { MapView } from "../../map/map-view.ts";
import type { Accident } from "../feed/accident.ts";
import type { Selection } from "../selection.ts";
import { type Hex, hexAt } from "./hex-grid.ts";

/** From this zoom every accident is a dot of its own. */
export const DOTS_ZOOM = 9;
/** So many in a cell are a cell; fewer are dots. */
export const CELL_LEAST = 6;
/** From a cell's middle to its points at the zooms it is made for, CSS pixels; it grows by 1.41 before the next. */
const CELL_PIXELS = 15;
/** What lies so far beyond the edge still counts, so that a cell on it is whole, CSS pixels. */
const RIM = 48;

/** An accident as it is drawn, in CSS pixels of the map. */
export interface Dot {
  readonly accident: Accident;
  readonly x: number;
  readonly y: number;
}

/** Many accidents as they are drawn, in CSS pixels of the map. */
export interface Cell {
  readonly x: number;
  readonly y: number;
  readonly count: number;
  /** Of severity 1 to 4. */
  readonly severities: readonly number[];
}

export interface MapPicture {
  readonly dots: readonly Dot[];
  readonly cells: readonly Cell[];
  /** From a cell's middle to its points, CSS pixels. */
  readonly radius: number;
  /** Accidents of the selection that are in view. */
  readonly inView: number;
}

/**
 * What to draw of the accidents: dots, and cells where they are too many. Cells are of the world, not of the screen, so
 * that they stay when the map is moved.
 */
export function pictureOf(
  accidents: Iterable<Accident>,
  selection: Selection | undefined,
  view: MapView,
): MapPicture {
  const { scale, originX, originY, width, height } = view;
  const made = 256 * 2 ** (Math.floor(view.zoom * 2) / 2);
  const radius = (CELL_PIXELS * scale) / made;
  const isDots = view.zoom >= DOTS_ZOOM;
  const dots: Dot[] = [];
  const groups = new Map<number, { hex: Hex; dots: Dot[] }>();
  let inView = 0;
  if (selection === undefined) return { dots, cells: [], radius, inView };
  for (const accident of accidents) {
    const x = accident.x * scale - originX;
    const y = accident.y * scale - originY;
    if (x < -RIM || y < -RIM || x > width + RIM || y > height + RIM) continue;
    if (!selection.includes(accident)) continue;
    if (x >= 0 && y >= 0 && x <= width && y <= height) inView++;
    const dot = { accident, x, y };
    if (isDots) {
      dots.push(dot);
      continue;
    }
    const hex = hexAt(accident.x, accident.y, CELL_PIXELS / made);
    const group = groups.get(hex.key);
    if (group === undefined) groups.set(hex.key, { hex, dots: [dot] });
    else group.dots.push(dot);
  }
  const cells: Cell[] = [];
  for (const { hex, dots: within } of groups.values()) {
    if (within.length < CELL_LEAST) {
      dots.push(...within);
      continue;
    }
    const severities = [0, 0, 0, 0];
    for (const { accident } of within) {
      const place = accident.severityLevel - 1;
      severities[place] = (severities[place] ?? 0) + 1;
    }
    const x = hex.x * scale - originX;
    const y = hex.y * scale - originY;
    cells.push({ x, y, count: within.length, severities });
  }
  return { dots, cells, radius, inView };
}
