import { type Call, type Network, type Path, pathOf, pointAt, type Run } from "@tributary/bus-network";
import { fastestDrive } from "./drive.ts";

/** How a line is driven, over and over: there, across, back, across. */
export interface LinePlan {
  readonly line: string;
  /** One for a circular line, else two. */
  readonly ways: readonly Way[];
  /** 1 in the middle of London, 0 in the suburbs. */
  readonly centrality: number;
}

/** One direction of a line with what its timetable is made of. */
export interface Way {
  readonly run: Run;
  readonly legs: readonly Leg[];
  /** Sums over the legs: without traffic, and what midday's traffic and passengers add. */
  readonly freeSeconds: number;
  readonly addedSeconds: number;
  /** From the last stop to the first of the next way; undefined where they are the same place. */
  readonly crossing: Crossing | undefined;
}

/** From one stop to the next. Seconds are those of a weekday's midday. */
export interface Leg {
  readonly meters: number;
  /** Standstill to standstill without traffic. */
  readonly freeSeconds: number;
  /** What traffic adds. */
  readonly trafficSeconds: number;
  /** Standing at the stop the leg begins with. */
  readonly dwellSeconds: number;
}

export interface Crossing {
  readonly path: Path;
  readonly seconds: number;
}

const charingCross: Place = { longitude: -0.1278, latitude: 51.5074 };
const crossingSpeed = 7;

interface Place {
  readonly longitude: number;
  readonly latitude: number;
}

/** The main run of each direction makes the plan; undefined for a line the network does not know. */
export function linePlan(network: Network, line: string): LinePlan | undefined {
  const runs = network.runs(line);
  const out = runs.find(({ direction }) => direction === "outbound");
  const back = runs.find(({ direction }) => direction === "inbound");
  const driven = [out, back].filter((run) => run !== undefined);
  if (driven.length === 0) return undefined;
  const ways = driven.map((run, index): Way => {
    const next = driven[(index + 1) % driven.length] as Run;
    const legs = legsOf(run);
    const freeSeconds = legs.reduce((sum, leg) => sum + leg.freeSeconds, 0);
    const addedSeconds = legs.reduce((sum, leg) => sum + leg.trafficSeconds + leg.dwellSeconds, 0);
    return { run, legs, freeSeconds, addedSeconds, crossing: crossing(run, next) };
  });
  const all = driven.flatMap(({ calls }) => calls.map(centrality));
  return { line, ways, centrality: all.reduce((sum, each) => sum + each, 0) / all.length };
}

function legsOf(run: Run): readonly Leg[] {
  return run.calls.slice(1).map((to, index) => {
    const from = run.calls[index] as Call;
    const meters = to.meters - from.meters;
    const middle = centrality(pointAt(run.path, (from.meters + to.meters) / 2));
    return {
      meters,
      // 30 mph roads outside, 20 mph in the middle.
      freeSeconds: fastestDrive(meters, 13 - 4 * middle),
      trafficSeconds: meters * (0.045 + 0.1 * middle),
      dwellSeconds: 14 + 8 * middle,
    };
  });
}

function crossing(run: Run, next: Run): Crossing | undefined {
  const from = run.path.points[run.path.points.length - 1] as Path["points"][number];
  const to = next.path.points[0] as Path["points"][number];
  if (from[0] === to[0] && from[1] === to[1]) return undefined;
  const path = pathOf([from, to]);
  return { path, seconds: fastestDrive(path.length, crossingSpeed) };
}

/** 1 within 2 km of Charing Cross, falling to 0 at 10 km. */
function centrality({ longitude, latitude }: Place): number {
  const east = (longitude - charingCross.longitude) * 69.4;
  const north = (latitude - charingCross.latitude) * 111.3;
  return Math.min(1, Math.max(0, (10 - Math.hypot(east, north)) / 8));
}
