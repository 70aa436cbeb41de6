import type { SeededRandom } from "@tributary/csv-replay/generating";
import { clockText } from "./clock-text.ts";
import { detail } from "./day-flights.ts";
import { furtherDelay, pick, punctualDeparture, taxiIn, taxiOut } from "./delays.ts";
import type { Trip } from "./trip.ts";

const reasons = ["A", "B", "C", "D"];
const noCauses = ",,,,";
/** Share of the flights that left the gate and did not arrive which left it late. */
const leftLate = 0.35;

/** From DEPARTURE_TIME to the line end, of a flight that did not fly, or turned back. `reason`: 0 A to 3 D. */
export function cancelledFields(trip: Trip, reason: number, special: number, random: SeededRandom): string {
  const { scheduled, planned, ahead, miles } = trip;
  const isOff = special === detail.tookOff;
  const left = isOff || special === detail.departed ? leftGate(trip, isOff, random) : ",,,";
  const plan = special === detail.noScheduledTime ? "" : planned;
  const arrival = clockText(scheduled + planned + ahead);
  return `${left},${plan},,,${miles},,,${arrival},,,0,1,${reasons[reason]},${noCauses}\n`;
}

/** The same of one that landed elsewhere; most of these come to where they were to later, hours late. */
export function divertedFields(trip: Trip, special: number, random: SeededRandom): string {
  const { scheduled, planned, ahead, miles } = trip;
  const left = leftGate(trip, true, random);
  const arrival = clockText(scheduled + planned + ahead);
  let end = ",";
  let arrived = "";
  if (special === detail.arrived) {
    const inwards = pick(taxiIn, random);
    const on = scheduled + planned + ahead + 90 + furtherDelay(random);
    end = `${clockText(on)},${inwards}`;
    arrived = clockText(on + inwards);
  }
  return `${left},${planned},,,${miles},${end},${arrival},${arrived},,1,0,,${noCauses}\n`;
}

/** DEPARTURE_TIME to WHEELS_OFF. */
function leftGate({ scheduled }: Trip, isOff: boolean, random: SeededRandom): string {
  const further = random.share() < leftLate ? furtherDelay(random) : 0;
  const departed = pick(punctualDeparture, random) + further;
  const gate = `${clockText(scheduled + departed)},${departed}`;
  if (!isOff) return `${gate},,`;
  const out = pick(taxiOut, random);
  return `${gate},${out},${clockText(scheduled + departed + out)}`;
}
