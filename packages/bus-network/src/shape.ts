import CheapRuler from "cheap-ruler";
import { type Path, type Position, pathOf } from "./path.ts";

/** Looked up once: in a loop of millions it shows, under Jest above all. */
const { sqrt } = Math;

/** A line as drawn, with its points also on a plane in metres, for the many projections onto it. */
export interface Shape {
  readonly path: Path;
  readonly east: Float64Array;
  readonly north: Float64Array;
  readonly ruler: CheapRuler;
}

export function shapeOf(points: readonly Position[]): Shape {
  const path = pathOf(points);
  const ruler = new CheapRuler((points[0] as Position)[1], "meters");
  return {
    path,
    ruler,
    east: Float64Array.from(path.points, ([longitude]) => longitude * ruler.kx),
    north: Float64Array.from(path.points, ([, latitude]) => latitude * ruler.ky),
  };
}

/** Of each leg the point nearest to the place: its distance from the shape's start, and from the place. */
export interface Nearest {
  readonly meters: Float64Array;
  readonly away: Float64Array;
}

export function nearestOfEachLeg(shape: Shape, place: Position): Nearest {
  const { east, north, path, ruler } = shape;
  const legs = east.length - 1;
  const [meters, away] = [new Float64Array(legs), new Float64Array(legs)];
  const x = place[0] * ruler.kx;
  const y = place[1] * ruler.ky;
  for (let leg = 0; leg < legs; leg++) {
    const fromX = x - (east[leg] as number);
    const fromY = y - (north[leg] as number);
    const dx = (east[leg + 1] as number) - (east[leg] as number);
    const dy = (north[leg + 1] as number) - (north[leg] as number);
    const along = (fromX * dx + fromY * dy) / (dx * dx + dy * dy);
    const share = along < 0 ? 0 : along > 1 ? 1 : along;
    const start = path.meters[leg] as number;
    meters[leg] = start + share * ((path.meters[leg + 1] as number) - start);
    away[leg] = sqrt((fromX - share * dx) ** 2 + (fromY - share * dy) ** 2);
  }
  return { meters, away };
}
