import { type Path, type PointOnPath, pointAt } from "@tributary/bus-network";
import { chance } from "./chance.ts";
import { progress } from "./drive.ts";
import { type Journey, journeyAt, journeyOf } from "./journey.ts";
import type { Way } from "./line-plan.ts";
import { type Occupancy, occupancy } from "./occupancy.ts";
import { crossingStart, type Shift, type Trip } from "./shift.ts";
import { type Duty, dutyAt, type Vehicle } from "./vehicle.ts";

/** The truth about a bus at one instant. */
export interface VehicleState extends PointOnPath {
  /** Metres per second. */
  readonly speed: number;
  readonly direction: string;
  readonly destination: string;
  readonly nextStopId: string;
  readonly delaySeconds: number;
  readonly occupancy: Occupancy;
  /** Which journey: its departure by the timetable, epoch milliseconds. */
  readonly departure: number;
  /** Along the journey's run: never less than before within a journey. */
  readonly meters: number;
}

/** Where a vehicle is at any instant (epoch milliseconds), or undefined when it is not out. */
export type Motion = (time: number) => VehicleState | undefined;

/**
 * The motion of a vehicle: a function of its orders and the instant alone. It remembers the duty and the
 * journey asked for last, which spares work and changes no answer.
 */
export function motionOf(vehicle: Vehicle): Motion {
  let duty: Duty | undefined;
  let journey: Journey | undefined;
  return (time) => {
    if (duty === undefined || time < duty.from || time >= duty.until) duty = dutyAt(vehicle, time);
    const { shift } = duty;
    if (shift === undefined) return undefined;
    const index = tripAt(shift, time);
    const trip = shift.trips[index] as Trip;
    if (journey?.trip !== trip) journey = journeyOf(trip, [vehicle.key, shift.day, index]);
    const next = shift.trips[index + 1];
    if (next !== undefined && time >= crossingStart(trip, next)) return crossing(vehicle, trip, next, time);
    return underWay(vehicle, journey, time);
  };
}

/** `motionOf`, for a single question. */
export function vehicleAt(vehicle: Vehicle, time: number): VehicleState | undefined {
  return motionOf(vehicle)(time);
}

function underWay(vehicle: Vehicle, journey: Journey, time: number): VehicleState {
  const { trip } = journey;
  const { way, departure } = trip;
  const moment = journeyAt(journey, (time - departure) / 1000);
  const share = moment.meters / way.run.path.length;
  const luck = chance(vehicle.key, departure / 1000);
  return {
    ...pointAt(way.run.path, moment.meters),
    ...signs(way, moment.nextCall),
    speed: moment.speed,
    delaySeconds: moment.delaySeconds,
    occupancy: occupancy(trip.traffic, vehicle.plan.centrality, share, luck),
    departure,
    meters: moment.meters,
  };
}

/** Empty, from the last stop of one journey to the first of the next, and waiting there. */
function crossing(vehicle: Vehicle, trip: Trip, next: Trip, time: number): VehicleState {
  const over = trip.way.crossing;
  const elapsed = (time - crossingStart(trip, next)) / 1000;
  const driven =
    over === undefined ? { meters: 0, speed: 0 } : progress(over.path.length, over.seconds, elapsed);
  const waiting = over === undefined || elapsed >= over.seconds;
  const path: Path = waiting ? next.way.run.path : over.path;
  return {
    ...pointAt(path, waiting ? 0 : driven.meters),
    ...signs(next.way, 0),
    speed: driven.speed,
    delaySeconds: 0,
    occupancy: occupancy(0, vehicle.plan.centrality, 0, 0),
    departure: next.departure,
    meters: 0,
  };
}

function signs({ run }: Way, call: number) {
  const { direction, destination, calls } = run;
  return { direction, destination, nextStopId: calls[call]?.stopId ?? "" };
}

function tripAt({ trips }: Shift, time: number): number {
  const after = trips.findIndex(({ departure }) => departure > time);
  return after < 0 ? trips.length - 1 : Math.max(0, after - 1);
}
