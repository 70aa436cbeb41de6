import type { VehiclePosition } from "@tributary/contracts";
import FlatQueue from "flatqueue";
import { type Motion, motionOf } from "../simulation/motion.ts";
import type { Vehicle } from "../simulation/vehicle.ts";
import { deliveries, type Troubles } from "./delivery.ts";
import { reportOf } from "./report.ts";
import { type Mode, nextReport, type Rhythm, reportTime, rhythmOf } from "./report-rhythm.ts";
import { simulatedTime } from "./simulated-time.ts";

/** A report this late because the process stood still is not made up for: nobody wants the backlog of a pause. */
const forgivenMs = 5000;

export interface FeedOptions extends Troubles {
  readonly mode: Mode;
  /** Simulated seconds per second. */
  readonly speed: number;
}

interface Reporter {
  readonly vehicle: Vehicle;
  readonly motion: Motion;
  readonly rhythm: Rhythm;
  sequence: number;
  inService: boolean;
}

/** The reports of a fleet in the order they arrive; asked for what is due, never waiting itself. */
export interface SimulatedFeed {
  /** All that has arrived by now and was not handed out; `now` in epoch milliseconds. */
  due(now: number): Iterable<VehiclePosition>;
  /** When the next may arrive. */
  nextAt(): number;
  /** Vehicles that were out when they last were to report. */
  inService(): number;
}

/** @param start epoch milliseconds; reports from then on are handed out */
export function simulatedFeed(fleet: readonly Vehicle[], options: FeedOptions, start: number): SimulatedFeed {
  const turns = new FlatQueue<number>();
  const underway = new FlatQueue<VehiclePosition>();
  const reporters = fleet.map((vehicle): Reporter => {
    const rhythm = rhythmOf(vehicle.key, options.mode);
    return { vehicle, motion: motionOf(vehicle), rhythm, sequence: 0, inService: false };
  });
  let asked = start;
  let inService = 0;
  schedule(start);

  function schedule(time: number): void {
    turns.clear();
    for (let index = 0; index < reporters.length; index++) enlist(index, time);
  }

  function enlist(index: number, after: number): void {
    const reporter = reporters[index] as Reporter;
    reporter.sequence = nextReport(reporter.rhythm, after);
    turns.push(index, reportTime(reporter.rhythm, reporter.sequence));
  }

  function report(index: number, at: number): VehiclePosition | undefined {
    const reporter = reporters[index] as Reporter;
    const { vehicle, motion, rhythm, sequence } = reporter;
    const state = motion(simulatedTime(at, options.speed));
    inService += Number(state !== undefined) - Number(reporter.inService);
    reporter.inService = state !== undefined;
    if (state === undefined) return undefined;
    const position = reportOf(vehicle, state, at, sequence, options);
    const [first, second] = deliveries(options, rhythm.key, sequence);
    if (second !== undefined) underway.push(position, at + second);
    if (first === 0) return position;
    if (first !== undefined) underway.push(position, at + first);
    return undefined;
  }

  return {
    *due(now) {
      // The clock was set back: without this nobody would report until it has caught up.
      if (now < asked - 1000) schedule(now);
      asked = now;
      for (let at = turns.peekValue(); at !== undefined && at <= now; at = turns.peekValue()) {
        const index = turns.pop() as number;
        const missed = now - at > Math.min(forgivenMs, (reporters[index] as Reporter).rhythm.periodMs);
        const position = missed ? undefined : report(index, at);
        enlist(index, missed ? now : at);
        if (position !== undefined) yield position;
      }
      for (let at = underway.peekValue(); at !== undefined && at <= now; at = underway.peekValue()) {
        const position = underway.pop() as VehiclePosition;
        if (now - at <= forgivenMs) yield position;
      }
    },
    inService: () => inService,
    nextAt: () =>
      Math.min(
        turns.peekValue() ?? Number.POSITIVE_INFINITY,
        underway.peekValue() ?? Number.POSITIVE_INFINITY,
      ),
  };
}
