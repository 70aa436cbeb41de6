import { between } from "./chance.ts";
import { progress } from "./drive.ts";
import type { Leg } from "./line-plan.ts";
import { lateShare, lateStartSeconds, type Trip } from "./shift.ts";

/** A trip as it is driven: when it really comes to each stop and leaves it. Seconds since the departure time. */
export interface Journey {
  readonly trip: Trip;
  readonly arrives: Float64Array;
  readonly departs: Float64Array;
  /** What the timetable has for leaving each stop. */
  readonly scheduled: Float64Array;
}

/** Where a journey stands at one moment. */
export interface JourneyMoment {
  /** Metres along the run's path. */
  readonly meters: number;
  /** Metres per second. */
  readonly speed: number;
  /** Index of the call it stands at or drives towards. */
  readonly nextCall: number;
  /** Behind the timetable; negative when early. */
  readonly delaySeconds: number;
}

/**
 * Lays out a journey: every leg and dwell gets a share of the trip's total by chance, and the total is the
 * timetable's within `lateStartSeconds` and `lateShare`. So no journey depends on the one before it, and a
 * bus can be placed at any instant without driving it there.
 * @param keys what makes this journey different from all others
 */
export function journeyOf(trip: Trip, keys: readonly number[]): Journey {
  const { legs, freeSeconds } = trip.way;
  const drives = legs.map((leg, index) => leg.trafficSeconds * between(0.5, 1.7, ...keys, index, 1));
  const dwells = legs.map((leg, index) => leg.dwellSeconds * between(0.35, 1.8, ...keys, index, 2));
  const total = trip.seconds * between(0.96, 1 + lateShare, ...keys, -1, 3);
  const scale = (total - freeSeconds) / (sum(drives) + sum(dwells));
  const arrives = new Float64Array(legs.length + 1);
  const departs = new Float64Array(legs.length + 1);
  const scheduled = new Float64Array(legs.length + 1);
  arrives[0] = lateStartSeconds * between(0, 1, ...keys, -1, 4) ** 3;
  for (let index = 0; index < legs.length; index++) {
    const leg = legs[index] as Leg;
    const delay = trip.traffic * (leg.trafficSeconds + leg.dwellSeconds);
    departs[index] = (arrives[index] as number) + scale * (dwells[index] as number);
    arrives[index + 1] = (departs[index] as number) + leg.freeSeconds + scale * (drives[index] as number);
    scheduled[index + 1] = (scheduled[index] as number) + leg.freeSeconds + delay;
  }
  departs[legs.length] = Number.POSITIVE_INFINITY;
  return { trip, arrives, departs, scheduled };
}

/** @param seconds since the trip's departure time */
export function journeyAt(journey: Journey, seconds: number): JourneyMoment {
  const { trip, arrives, departs, scheduled } = journey;
  const call = lastAtOrBefore(arrives, seconds);
  const at = trip.way.run.calls[call]?.meters ?? 0;
  const leg = trip.way.legs[call];
  const arrived = arrives[call] as number;
  if (leg === undefined) {
    const delaySeconds = arrived - (scheduled[call] as number);
    return { meters: at, speed: 0, nextCall: call, delaySeconds };
  }
  const [left, arrival] = [departs[call] as number, arrives[call + 1] as number];
  const share = Math.max(0, (seconds - arrived) / (arrival - arrived));
  const due =
    (scheduled[call] as number) + share * ((scheduled[call + 1] as number) - (scheduled[call] as number));
  const delaySeconds = Math.max(0, seconds) - due;
  if (seconds < left) return { meters: at, speed: 0, nextCall: call, delaySeconds };
  const driven = progress(leg.meters, arrival - left, seconds - left);
  return { meters: at + driven.meters, speed: driven.speed, nextCall: call + 1, delaySeconds };
}

function lastAtOrBefore(times: Float64Array, wanted: number): number {
  let [low, high] = [0, times.length - 1];
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((times[middle] as number) <= wanted) low = middle;
    else high = middle - 1;
  }
  return low;
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
