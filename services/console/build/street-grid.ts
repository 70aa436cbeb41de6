export type Position = readonly [longitude: number, latitude: number];

/** Distance under which two ways count as one street, metres: a little over the spread of the routes' drawing. */
const SAME_STREET_METERS = 14;
const STEP_METERS = 7;
/** Shorter stretches are wobble beside a street already drawn. */
const SHORTEST_STEPS = 6;
/** The data bridges what it does not know by straight lines; London's own bends come sooner, metres. */
const LONGEST_CHORD_METERS = 600;
const METERS_PER_DEGREE = 111_320;

/**
 * Draws every street once, though many bus routes run along it: walks each way in steps and keeps only stretches
 * with no earlier way beside them, their ends drawn on to the way they meet. Order matters: the first way along a
 * street is the one kept. Straight gaps of the data are no streets and are left out.
 */
export function streetGrid(ways: readonly (readonly Position[])[]): Position[][] {
  const taken = new Map<string, { readonly by: number; readonly at: Position }>();
  const streets: Position[][] = [];
  ways.flatMap(withoutChords).forEach((way, index) => {
    const steps = inSteps(way);
    let street: Position[] = [];
    let met: Position | undefined;
    for (const step of steps) {
      const beside = nearestTaken(taken, step, index);
      if (beside === undefined) {
        if (street.length === 0 && met !== undefined) street.push(met);
        street.push(step);
      } else if (street.length > 0) {
        streets.push([...street, beside]);
        street = [];
      }
      met = beside;
    }
    streets.push(street);
    for (const step of steps) {
      const key = cell(step, 0, 0);
      if (!taken.has(key)) taken.set(key, { by: index, at: step });
    }
  });
  return streets.filter((street) => street.length > SHORTEST_STEPS);
}

function withoutChords(way: readonly Position[]): Position[][] {
  const parts: Position[][] = [[]];
  way.forEach((point, index) => {
    const before = way[index - 1];
    if (before !== undefined && metersBetween(before, point) > LONGEST_CHORD_METERS) parts.push([]);
    parts.at(-1)?.push(point);
  });
  return parts.filter((part) => part.length > 1);
}

/** Leaves out points that stand less than `tolerance` metres off the line without them (Douglas and Peucker 1973). */
export function simplified(points: readonly Position[], tolerance: number): Position[] {
  const first = points[0];
  const last = points.at(-1);
  if (first === undefined || last === undefined || points.length < 3) return [...points];
  let farthest = 0;
  let distance = 0;
  for (let index = 1; index < points.length - 1; index++) {
    const away = metersOff(points[index] as Position, first, last);
    if (away > distance) [farthest, distance] = [index, away];
  }
  if (distance <= tolerance) return [first, last];
  const head = simplified(points.slice(0, farthest + 1), tolerance);
  return [...head.slice(0, -1), ...simplified(points.slice(farthest), tolerance)];
}

function nearestTaken(
  taken: ReadonlyMap<string, { readonly by: number; readonly at: Position }>,
  position: Position,
  index: number,
): Position | undefined {
  let nearest: Position | undefined;
  let least = SAME_STREET_METERS * 1.5;
  for (let dx = -1; dx <= 1; dx++) {
    for (let dy = -1; dy <= 1; dy++) {
      const other = taken.get(cell(position, dx, dy));
      if (other === undefined || other.by === index) continue;
      const distance = metersBetween(position, other.at);
      if (distance < least) [nearest, least] = [other.at, distance];
    }
  }
  return nearest;
}

function cell([longitude, latitude]: Position, dx: number, dy: number): string {
  const [x, y] = meters([longitude, latitude]);
  return `${Math.floor(x / SAME_STREET_METERS) + dx} ${Math.floor(y / SAME_STREET_METERS) + dy}`;
}

/** The way with points no further apart than a step; its own points stay. */
function inSteps(way: readonly Position[]): Position[] {
  const steps: Position[] = [];
  way.forEach((to, index) => {
    const from = way[index - 1];
    if (from !== undefined) {
      const pieces = Math.ceil(metersBetween(from, to) / STEP_METERS);
      for (let piece = 1; piece < pieces; piece++) {
        const share = piece / pieces;
        steps.push([from[0] + (to[0] - from[0]) * share, from[1] + (to[1] - from[1]) * share]);
      }
    }
    steps.push(to);
  });
  return steps;
}

/** Flat metres around London (51.5° N): good to half a percent over the city. */
function meters([longitude, latitude]: Position): [number, number] {
  return [longitude * METERS_PER_DEGREE * Math.cos((51.5 * Math.PI) / 180), latitude * METERS_PER_DEGREE];
}

function metersBetween(a: Position, b: Position): number {
  const [ax, ay] = meters(a);
  const [bx, by] = meters(b);
  return Math.hypot(bx - ax, by - ay);
}

function metersOff(point: Position, from: Position, to: Position): number {
  const [px, py] = meters(point);
  const [ax, ay] = meters(from);
  const [bx, by] = meters(to);
  const [dx, dy] = [bx - ax, by - ay];
  const length = dx * dx + dy * dy;
  const share = length === 0 ? 0 : Math.max(0, Math.min(1, ((px - ax) * dx + (py - ay) * dy) / length));
  return Math.hypot(px - ax - share * dx, py - ay - share * dy);
}
