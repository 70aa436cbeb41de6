import type { SeededRandom } from "@tributary/csv-replay/generating";
import { clockText } from "./clock-text.ts";
import { fate } from "./day-flights.ts";
import { delayCauses } from "./delay-causes.ts";
import {
  earliest,
  furtherDelay,
  lateWay,
  pick,
  punctualDeparture,
  punctualWay,
  taxiIn,
  taxiOut,
} from "./delays.ts";
import type { Trip } from "./trip.ts";

const late = 15;
/** Minutes on the ground, about, that a plan has. */
const groundMinutes = 24;
const [leastOut, mostOut] = [4, 160];
const lostOnTheWay = { share: 0.17, mostMinutes: 70 };

/** From DEPARTURE_TIME to the line end, of a flight that came to where it was to. All its times agree with each other. */
export function flownFields(trip: Trip, becomes: number, random: SeededRandom): string {
  const { scheduled, planned, ahead, miles } = trip;
  const arrived =
    becomes === fate.inTime ? undefined : becomes === fate.later ? 16 + furtherDelay(random) : late;
  const departed =
    arrived === undefined ? pick(punctualDeparture, random) : lateDeparture(arrived, planned, random);
  const arrivalDelay = arrived ?? punctualArrival(departed, planned, random);
  const elapsed = planned + arrivalDelay - departed;
  const usualAir = planned - groundMinutes;
  const leastAir = Math.floor(usualAir * 0.6);
  // Time lost is mostly lost waiting on the ground; time gained is not gained in the air alone.
  const inwards = Math.min(pick(taxiIn, random), elapsed - leastAir - leastOut);
  const waiting = Math.min(elapsed - inwards - Math.floor(usualAir * 1.2), mostOut);
  const out = Math.min(Math.max(pick(taxiOut, random), waiting), elapsed - leastAir - inwards);
  const off = scheduled + departed + out;
  const on = scheduled + departed + elapsed - inwards + ahead;
  const causes = arrived === undefined ? ",,,," : delayCauses(arrived, departed, random);
  return (
    `${clockText(scheduled + departed)},${departed},${out},${clockText(off)},${planned},${elapsed},` +
    `${elapsed - out - inwards},${miles},${clockText(on)},${inwards},${clockText(scheduled + planned + ahead)},` +
    `${clockText(on + inwards)},${arrivalDelay},0,0,,${causes}\n`
  );
}

function punctualArrival(departed: number, planned: number, random: SeededRandom): number {
  const arrived = Math.max(departed + shortened(pick(punctualWay, random), planned), earliest);
  return arrived < late ? arrived : late - 1 - random.below(8);
}

function lateDeparture(arrived: number, planned: number, random: SeededRandom): number {
  if (arrived <= lostOnTheWay.mostMinutes && random.share() < lostOnTheWay.share) {
    return pick(punctualDeparture, random);
  }
  return Math.max(arrived - shortened(pick(lateWay, random), planned), -12);
}

/** No flight gains more than a quarter of its time. */
function shortened(way: number, planned: number): number {
  return Math.max(way, -Math.floor(planned / 4));
}
