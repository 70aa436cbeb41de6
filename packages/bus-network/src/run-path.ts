import { type Path, type Position, pathOf, pointAt } from "./path.ts";
import type { Shape } from "./shape.ts";
import { type Passing, passings } from "./stop-projection.ts";

/** A stop this near lies on the line; SOURCES.md: beyond it the 2018 line is not the way of the 2019 run. */
const onLineMeters = 100;
/** A stretch of line this much longer than the crow flies is a detour drawn for another variant. */
const detourFactor = 4;
const detourMeters = 500;

/** A run's stops laid on one drawing of its line. */
export interface Fit {
  readonly shape: Shape;
  readonly passings: readonly Passing[];
  /** Share of the stops that lie on the line, 0 to 1. */
  readonly share: number;
  /** Metres away, mean over all stops, none counted beyond 500. */
  readonly away: number;
}

/** How well the line, driven in the order of its points, serves the stops in their order; undefined: not at all. */
export function fitTo(shape: Shape, stops: readonly Position[]): Fit | undefined {
  const passed = passings(shape, stops);
  if (passed === undefined) return undefined;
  return {
    shape,
    passings: passed,
    share: passed.filter(({ away }) => away <= onLineMeters).length / stops.length,
    away: passed.reduce((sum, { away }) => sum + Math.min(away, 500), 0) / stops.length,
  };
}

/** The path a run is driven on, and where on it each stop is halted for, in metres. */
export interface RunPath {
  readonly path: Path;
  readonly halts: readonly number[];
}

/**
 * The way from the first stop to the last. Between two stops that lie on the line it is the line; elsewhere,
 * and without a fit, it goes straight from stop to stop.
 */
export function runPath(stops: readonly Position[], fit?: Fit): RunPath {
  const anchors = stops.map((stop, index) => anchor(stop, fit, index));
  const points: Position[] = [anchors[0] as Position];
  const corners = [0];
  for (let index = 1; index < stops.length; index++) {
    points.push(...between(index, anchors, fit), anchors[index] as Position);
    corners.push(points.length - 1);
  }
  const { kept, places } = withoutRepeats(points);
  const path = pathOf(kept);
  return { path, halts: corners.map((corner) => path.meters[places[corner] as number] as number) };
}

/** On the line beside the stop; the stop itself where the line is far, has not begun, has ended or stands still. */
function anchor(stop: Position, fit: Fit | undefined, index: number): Position {
  const passing = fit?.passings[index];
  if (fit === undefined || passing === undefined || passing.away > onLineMeters) return stop;
  if (passing.meters === fit.passings[index - 1]?.meters) return stop;
  if (passing.meters <= 0 || passing.meters >= fit.shape.path.length) return stop;
  const { longitude, latitude } = pointAt(fit.shape.path, passing.meters);
  return [longitude, latitude];
}

/** The line's own points between two halts; none where it does not serve both, or goes another way. */
function between(index: number, anchors: readonly Position[], fit: Fit | undefined): readonly Position[] {
  const [from, to] = [fit?.passings[index - 1], fit?.passings[index]];
  if (fit === undefined || from === undefined || to === undefined) return [];
  if (from.away > onLineMeters || to.away > onLineMeters || from.meters === to.meters) return [];
  const [start, end] = [anchors[index - 1] as Position, anchors[index] as Position];
  const { ruler, path } = fit.shape;
  if (to.meters - from.meters > detourFactor * ruler.distance(start, end) + detourMeters) return [];
  return path.points.filter((_, at) => {
    const meters = path.meters[at] as number;
    return meters >= from.meters && meters <= to.meters;
  });
}

/** Drops points equal to the one before, and says where each point went. */
function withoutRepeats(points: readonly Position[]): { kept: Position[]; places: number[] } {
  const kept: Position[] = [];
  const places = points.map((point) => {
    const last = kept[kept.length - 1];
    if (last === undefined || last[0] !== point[0] || last[1] !== point[1]) kept.push(point);
    return kept.length - 1;
  });
  return { kept, places };
}
