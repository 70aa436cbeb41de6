import { type WorldPoint, worldPoint } from "../../map/world-point.ts";

/** Length of the equator, metres (WGS84): the width of the Mercator square. */
const EQUATOR_METERS = 40_075_016.686;

/** The way a run takes, ready for arithmetic along it. */
export interface RoutePath {
  /** World coordinates of each vertex. */
  readonly x: Float64Array;
  readonly y: Float64Array;
  /** Metres from the start to each vertex; increasing. */
  readonly meters: Float64Array;
  readonly length: number;
  /** Metres of one world unit at the path's middle; over a bus route the error is below 0.5 %. */
  readonly scale: number;
}

export interface PlaceOnPath extends WorldPoint {
  /** Degrees clockwise from north. */
  readonly bearing: number;
  /** Index of the vertex before; hand it in again to make the next look-up cheap. */
  readonly segment: number;
}

export interface Projection {
  readonly meters: number;
  /** Metres from the point to the path. */
  readonly distance: number;
}

/** Metres of one world unit where the point lies. */
export function metersPerUnit({ y }: WorldPoint): number {
  return EQUATOR_METERS / Math.cosh(Math.PI * (1 - 2 * y));
}

/** @returns undefined when fewer than two different points are given */
export function routePath(
  shape: readonly (readonly [longitude: number, latitude: number])[],
): RoutePath | undefined {
  const points = shape
    .map(([longitude, latitude]) => worldPoint(longitude, latitude))
    .filter(({ x, y }, index, all) => index === 0 || x !== all[index - 1]?.x || y !== all[index - 1]?.y);
  const middle = points[points.length >> 1];
  if (middle === undefined || points.length < 2) return undefined;
  const scale = metersPerUnit(middle);
  const meters = new Float64Array(points.length);
  points.forEach((point, index) => {
    const before = points[index - 1];
    if (before === undefined) return;
    meters[index] = at(meters, index - 1) + Math.hypot(point.x - before.x, point.y - before.y) * scale;
  });
  return {
    x: Float64Array.from(points, ({ x }) => x),
    y: Float64Array.from(points, ({ y }) => y),
    meters,
    length: at(meters, points.length - 1),
    scale,
  };
}

/** The place so many metres along; beyond the ends it is the end. */
export function placeAt(path: RoutePath, along: number, hint = 0): PlaceOnPath {
  const last = path.meters.length - 2;
  let segment = Math.max(0, Math.min(last, hint));
  while (segment > 0 && at(path.meters, segment) > along) segment--;
  while (segment < last && at(path.meters, segment + 1) < along) segment++;
  const start = at(path.meters, segment);
  const share = Math.max(0, Math.min(1, (along - start) / (at(path.meters, segment + 1) - start)));
  const dx = at(path.x, segment + 1) - at(path.x, segment);
  const dy = at(path.y, segment + 1) - at(path.y, segment);
  return {
    x: at(path.x, segment) + dx * share,
    y: at(path.y, segment) + dy * share,
    bearing: bearingOf(dx, dy),
    segment,
  };
}

/** Degrees clockwise from north of a step in world units (whose y grows southwards). */
export function bearingOf(dx: number, dy: number): number {
  return ((Math.atan2(dx, -dy) * 180) / Math.PI + 360) % 360;
}

/** Smallest turn from one bearing to the other, −180 to 180 degrees. */
export function turn(from: number, to: number): number {
  return ((((to - from) % 360) + 540) % 360) - 180;
}

/** A path that runs against the reported heading counts as this much further away, metres. */
const AGAINST_HEADING_METERS = 60;

/**
 * The nearest place of the path between two distances along it. Where the path passes twice (out and back through
 * one street), the pass that agrees with the bearing wins.
 */
export function project(
  path: RoutePath,
  point: WorldPoint,
  bearing: number | null = null,
  from = 0,
  to = path.length,
): Projection {
  let best: Projection = { meters: from, distance: Number.POSITIVE_INFINITY };
  let least = Number.POSITIVE_INFINITY;
  for (let segment = 0; segment < path.meters.length - 1; segment++) {
    const start = at(path.meters, segment);
    const end = at(path.meters, segment + 1);
    if (end < from || start > to) continue;
    const dx = at(path.x, segment + 1) - at(path.x, segment);
    const dy = at(path.y, segment + 1) - at(path.y, segment);
    const px = point.x - at(path.x, segment);
    const py = point.y - at(path.y, segment);
    const share = Math.max(0, Math.min(1, (px * dx + py * dy) / (dx * dx + dy * dy)));
    const meters = Math.max(from, Math.min(to, start + share * (end - start)));
    const within = (meters - start) / (end - start);
    const distance = Math.hypot(px - within * dx, py - within * dy) * path.scale;
    const against = bearing !== null && Math.abs(turn(bearing, bearingOf(dx, dy))) > 90;
    const cost = distance + (against ? AGAINST_HEADING_METERS : 0);
    if (cost < least) {
      least = cost;
      best = { meters, distance };
    }
  }
  return best;
}

function at(values: Float64Array, index: number): number {
  return values[index] as number;
}
