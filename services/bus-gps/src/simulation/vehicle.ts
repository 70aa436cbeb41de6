import type { LinePlan } from "./line-plan.ts";
import { isWeekend, serviceDayOf, serviceDayStart } from "./service-day.ts";
import { type Shift, shiftOf, type Window } from "./shift.ts";

/** A bus and its standing orders. */
export interface Vehicle {
  readonly vehicleId: string;
  /** Its own key of `chance`, made of the fleet's seed and its id. */
  readonly key: number;
  readonly plan: LinePlan;
  readonly windows: readonly Window[];
  /** Seconds after a window opens that it begins. */
  readonly offset: number;
  /** Index of the way it begins with. */
  readonly first: number;
}

/** A stretch of time in which a vehicle is on one shift, or on none. */
export interface Duty {
  readonly from: number;
  readonly until: number;
  readonly shift: Shift | undefined;
}

/** What the vehicle's orders say for the instant (epoch milliseconds), and how long that holds. */
export function dutyAt(vehicle: Vehicle, time: number): Duty {
  const today = serviceDayOf(time);
  let opening = Number.POSITIVE_INFINITY;
  // A window may reach into the next morning, no further; the next one to open is three days off at most.
  for (let day = today - 1; day <= today + 3; day++) {
    for (const window of vehicle.windows) {
      if (window.weekdaysOnly && isWeekend(day)) continue;
      const from = serviceDayStart(day) + (window.from + vehicle.offset) * 1000;
      if (from > time) {
        opening = Math.min(opening, from);
        continue;
      }
      const shift = shiftOf(vehicle.plan, window, vehicle.offset, vehicle.first, day);
      if (time < shift.end) return { from, until: shift.end, shift };
    }
  }
  return { from: time, until: opening, shift: undefined };
}
