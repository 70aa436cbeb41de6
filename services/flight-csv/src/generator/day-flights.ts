import { SeededRandom } from "@tributary/csv-replay/generating";
import { days2015 } from "./calendar-2015.ts";
import { airlines2015 } from "./published-figures.ts";
import type { YearPlan } from "./year-plan.ts";

/** What becomes of a flight, as a number: `cancelled` plus the reason's, 0 to 3, or one of the others. */
export const fate = { cancelled: 0, diverted: 4, lateByExactly15: 5, later: 6, inTime: 7 } as const;
const fateCount = 8;
/** How a cancelled flight, or a diverted one, differs from others of its fate. */
export const detail = {
  noTail: 0,
  noScheduledTime: 1,
  departed: 2,
  tookOff: 3,
  cancelledPlainly: 4,
  neverArrived: 5,
  arrived: 6,
  none: 7,
} as const;

/** The flights of a day in the order of their scheduled departures. */
export interface DayFlights {
  readonly count: number;
  /** Scheduled departure, minutes of the day. */
  readonly minute: Uint16Array;
  readonly airline: Uint8Array;
  readonly fate: Uint8Array;
  readonly detail: Uint8Array;
}

/** Scheduled departures of each hour, 0 to 23, relative to each other. */
const hours = [6, 2, 1, 1, 1, 28, 60, 60, 62, 60, 62, 62, 62, 62, 59, 62, 60, 66, 60, 58, 46, 28, 17, 7];
const hourSlots = hours.flatMap((weight, hour) => Array<number>(weight).fill(hour));
/** Most departures are planned for a multiple of five minutes. */
const roundMinutes = 0.62;

/**
 * Sets times and fates of a day's flights. Fates are drawn from an urn per airline, without putting back, so that there
 * are exactly as many of each as planned; that takes some 3 ms a day, and the rows themselves can then be made in any order.
 */
export function dayFlights(plan: YearPlan, day: number, seed: number): DayFlights {
  const random = new SeededRandom(seed, day, 1);
  const { count, minute, airline } = schedule(plan.flights, day, random);
  const fates = new Uint8Array(count);
  const details = new Uint8Array(count);
  const urns = airlines2015.map((_, index) => urnsOf(plan, index * days2015 + day));
  for (let row = 0; row < count; row += 1) {
    const urn = urns[airline[row] as number] as Urns;
    const drawn = draw(urn.fates, 0, fateCount, random);
    fates[row] = drawn;
    if (drawn < fate.diverted) details[row] = draw(urn.details, 0, detail.neverArrived, random);
    else if (drawn === fate.diverted)
      details[row] = draw(urn.details, detail.neverArrived, detail.none, random);
    else details[row] = detail.none;
  }
  return { count, minute, airline, fate: fates, detail: details };
}

function schedule(flights: Int32Array, day: number, random: SeededRandom) {
  const ofAirlines = airlines2015.map((_, index) => flights[index * days2015 + day] as number);
  const count = ofAirlines.reduce((sum, ofAirline) => sum + ofAirline, 0);
  // Sorted by the minute, then by chance, for the airlines are not to stand in blocks.
  const keys = new Float64Array(count);
  let at = 0;
  ofAirlines.forEach((ofAirline, index) => {
    for (let one = 0; one < ofAirline; one += 1, at += 1) {
      keys[at] = (departureMinute(random) * 65_536 + random.below(65_536)) * airlines2015.length + index;
    }
  });
  keys.sort();
  const minute = new Uint16Array(count);
  const airline = new Uint8Array(count);
  keys.forEach((key, row) => {
    airline[row] = key % airlines2015.length;
    minute[row] = Math.floor(key / airlines2015.length / 65_536);
  });
  return { count, minute, airline };
}

/** Never 0: the file's first is 0001. */
function departureMinute(random: SeededRandom): number {
  const hour = hourSlots[random.below(hourSlots.length)] as number;
  const minute = random.share() < roundMinutes ? random.below(12) * 5 : random.below(60);
  return Math.max(hour * 60 + minute, 1);
}

interface Urns {
  readonly fates: Int32Array;
  /** Those of cancelled flights, then those of diverted ones. */
  readonly details: Int32Array;
}

function urnsOf(plan: YearPlan, cell: number): Urns {
  const of = (table: Int32Array) => table[cell] as number;
  const cancelled = plan.cancelled.map(of);
  const out = [...cancelled, of(plan.diverted), of(plan.lateByExactly15), of(plan.later)];
  const special = [of(plan.noTail), of(plan.noScheduledTime), of(plan.departed), of(plan.tookOff)];
  return {
    fates: Int32Array.of(...out, of(plan.flights) - sum(out)),
    details: Int32Array.of(
      ...special,
      sum(cancelled) - sum(special),
      of(plan.neverArrived),
      of(plan.diverted) - of(plan.neverArrived),
    ),
  };
}

const sum = (counts: readonly number[]) => counts.reduce((total, count) => total + count, 0);

/** Takes one ball out of the part of an urn. */
function draw(counts: Int32Array, from: number, end: number, random: SeededRandom): number {
  let left = 0;
  for (let kind = from; kind < end; kind += 1) left += counts[kind] as number;
  let ball = random.below(left);
  for (let kind = from; kind < end; kind += 1) {
    ball -= counts[kind] as number;
    if (ball >= 0) continue;
    counts[kind] = (counts[kind] as number) - 1;
    return kind;
  }
  throw new Error("an urn is empty before the day is full");
}
