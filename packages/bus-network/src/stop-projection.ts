import type { Position } from "./path.ts";
import { type Nearest, nearestOfEachLeg, type Shape } from "./shape.ts";

/** Where a path passes a stop. */
export interface Passing {
  /** Metres from the start of the path. */
  readonly meters: number;
  /** Metres between the path and the stop. */
  readonly away: number;
}

/** Beyond this a stop says nothing more about a path: one stop in another borough must not bend all others. */
const hopelessMeters = 500;
const impossible = Number.POSITIVE_INFINITY;
/** Two stops across a street may be projected in the wrong order on one straight stretch; so much is forgiven. */
const swapMeters = 30;

/**
 * Where the shape passes each of the stops, in driving order and never backwards, so that the sum of the
 * distances is the smallest possible; undefined when the line does not pass them in this order. (A nearest point for each stop alone fails where a line crosses or
 * doubles itself.) Dynamic programming over stops × legs, after Viterbi; 40 stops on 100 legs take 0.1 ms.
 */
export function passings(shape: Shape, stops: readonly Position[]): readonly Passing[] | undefined {
  const nearest = stops.map((stop) => nearestOfEachLeg(shape, stop));
  const from: Int32Array[] = [];
  let cost = new Float64Array(shape.east.length - 1);
  for (let stop = 0; stop < nearest.length; stop++) {
    const step = extend(cost, nearest[stop - 1], nearest[stop] as Nearest);
    cost = step.cost;
    from.push(step.from);
  }
  return trace(cost, from, nearest);
}

/** One more stop: of each leg the cheapest way to have the stop there, and the leg of the stop before. */
function extend(before: Float64Array, previous: Nearest | undefined, here: Nearest) {
  const cost = new Float64Array(before.length);
  const from = new Int32Array(before.length);
  let cheapest = -1;
  for (let leg = 0; leg < before.length; leg++) {
    const own = before[leg] as number;
    let source = cheapest;
    let sofar = cheapest < 0 ? impossible : (before[cheapest] as number);
    const forwards =
      previous === undefined || (here.meters[leg] as number) >= (previous.meters[leg] as number) - swapMeters;
    if (forwards && own < sofar) [source, sofar] = [leg, own];
    from[leg] = source;
    const away = here.away[leg] as number;
    cost[leg] = sofar + (away < hopelessMeters ? away : hopelessMeters);
    if (cheapest < 0 || own < (before[cheapest] as number)) cheapest = leg;
  }
  return { cost, from };
}

function trace(
  cost: Float64Array,
  from: readonly Int32Array[],
  nearest: readonly Nearest[],
): readonly Passing[] | undefined {
  if (!cost.some(Number.isFinite)) return undefined;
  let leg = cost.indexOf(Math.min(...cost));
  const found: Passing[] = [];
  for (let stop = nearest.length - 1; stop >= 0; stop--) {
    const { meters, away } = nearest[stop] as Nearest;
    found.push({ meters: meters[leg] as number, away: away[leg] as number });
    leg = from[stop]?.[leg] as number;
  }
  let reached = 0;
  return found.reverse().map(({ meters, away }) => {
    reached = Math.max(reached, meters);
    return { meters: reached, away };
  });
}
