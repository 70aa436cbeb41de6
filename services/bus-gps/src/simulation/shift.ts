import type { LinePlan, Way } from "./line-plan.ts";
import { isWeekend, serviceDayOf, serviceDayStart } from "./service-day.ts";
import { traffic } from "./traffic.ts";

/** When a vehicle is out, in seconds of its service day; past 86,400 it is the next morning. */
export interface Window {
  readonly from: number;
  /** No journey begins after it. */
  readonly until: number;
  readonly weekdaysOnly: boolean;
}

/** A vehicle's journeys of one window of one day, as the timetable has them. */
export interface Shift {
  readonly day: number;
  readonly trips: readonly Trip[];
  /** When it leaves the last stop for the garage, epoch milliseconds. */
  readonly end: number;
}

export interface Trip {
  readonly way: Way;
  /** Epoch milliseconds. */
  readonly departure: number;
  /** First stop to last, as the timetable has it. */
  readonly seconds: number;
  /** `traffic` the timetable reckons with. */
  readonly traffic: number;
}

/** Longest a journey may leave or take beyond the timetable; the pause at the terminus is never shorter. */
export const lateStartSeconds = 90;
export const lateShare = 0.1;
const restSeconds = 30;
const pauseSeconds = lateStartSeconds + restSeconds + 120;

/** Seconds from the first stop to the last by the timetable. */
export function scheduledSeconds(way: Way, delay: number): number {
  return way.freeSeconds + delay * way.addedSeconds;
}

/** From one departure to that of the way that follows: the journey, the pause, the drive across. */
export function turnSeconds(way: Way, seconds: number): number {
  return seconds * (1 + lateShare) + pauseSeconds + (way.crossing?.seconds ?? 0);
}

/** When the vehicle sets out for the first stop of its next journey. */
export function crossingStart(trip: Trip, next: Trip): number {
  return next.departure - 1000 * (restSeconds + (trip.way.crossing?.seconds ?? 0));
}

/**
 * The journeys of one window, each leaving when the one before has had its time: fifteen to twenty sums a day,
 * the same whoever asks and whenever.
 * @param offset seconds after the window opens that this vehicle begins
 * @param first index of the way it begins with
 */
export function shiftOf(plan: LinePlan, window: Window, offset: number, first: number, day: number): Shift {
  const start = serviceDayStart(day);
  const trips: Trip[] = [];
  let [departure, index] = [window.from + offset, first];
  do {
    const way = plan.ways[index % plan.ways.length] as Way;
    const delay = traffic(departure, isWeekend(serviceDayOf(start + departure * 1000)));
    const seconds = scheduledSeconds(way, delay);
    trips.push({ way, departure: start + departure * 1000, seconds, traffic: delay });
    departure += turnSeconds(way, seconds);
    index++;
  } while (departure < window.until);
  const last = trips[trips.length - 1] as Trip;
  const latest = last.seconds * (1 + lateShare) + lateStartSeconds + restSeconds;
  return { day, trips, end: last.departure + latest * 1000 };
}
