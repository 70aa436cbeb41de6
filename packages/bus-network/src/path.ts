import CheapRuler from "cheap-ruler";

export type Position = readonly [longitude: number, latitude: number];

/** A way along the ground with its distances. */
export interface Path {
  /** WGS84 degrees; at least two, no two in a row the same. */
  readonly points: readonly Position[];
  /** Distance of each point from the start, metres; strictly increasing. */
  readonly meters: readonly number[];
  /** Metres. */
  readonly length: number;
}

export interface PointOnPath {
  readonly latitude: number;
  readonly longitude: number;
  /** Of the stretch that leads on from here; clockwise from true north, 0 to below 360. */
  readonly bearingDegrees: number;
}

/**
 * The path through the given points. Distances are cheap-ruler's: an equirectangular plane with WGS84's
 * curvature at the middle latitude of the path; within a city it is off by less than 0.5 %.
 * @throws RangeError when fewer than two different points are given.
 */
export function pathOf(given: readonly Position[]): Path {
  const points = given.filter((point, index) => {
    const before = given[index - 1];
    return before === undefined || point[0] !== before[0] || point[1] !== before[1];
  });
  if (points.length < 2) throw new RangeError("a path needs two different points");
  const latitudes = points.map(([, latitude]) => latitude);
  const ruler = new CheapRuler((Math.min(...latitudes) + Math.max(...latitudes)) / 2, "meters");
  const meters = [0];
  for (let index = 1; index < points.length; index++) {
    const [from, to] = [points[index - 1] as Position, points[index] as Position];
    meters.push((meters[index - 1] as number) + ruler.distance(from, to));
  }
  return { points, meters, length: meters[meters.length - 1] as number };
}

/** Where one is after so many metres, and which way one looks. Before the start and past the end: the end itself. */
export function pointAt(path: Path, meters: number): PointOnPath {
  const leg = legAt(path.meters, meters);
  const [from, to] = [path.points[leg] as Position, path.points[leg + 1] as Position];
  const [start, end] = [path.meters[leg] as number, path.meters[leg + 1] as number];
  const share = Math.min(1, Math.max(0, (meters - start) / (end - start)));
  const bearing = new CheapRuler(from[1], "meters").bearing(from, to);
  return {
    longitude: from[0] + (to[0] - from[0]) * share,
    latitude: from[1] + (to[1] - from[1]) * share,
    bearingDegrees: bearing < 0 ? (bearing + 360) % 360 : bearing,
  };
}

/** Index of the last point at or before `meters` that has a point after it; binary, a bus asks every second. */
function legAt(meters: readonly number[], wanted: number): number {
  let [low, high] = [0, meters.length - 2];
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((meters[middle] as number) <= wanted) low = middle;
    else high = middle - 1;
  }
  return low;
}
