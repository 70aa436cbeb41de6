import { fittedTable, shares } from "@tributary/csv-replay/generating";
import { badnessOfDays } from "./badness.ts";
import { days2015, firstDayOfMonth, monthOfDay, weekdayOfDay } from "./calendar-2015.ts";
import { flightsOfAirlineDays } from "./flight-counts.ts";
import * as published from "./published-figures.ts";

const { airlines2015, flights2015 } = published;
const months = 12;

/** How many flights of what kind there are: a number for each airline and day, `airline * 365 + day`. */
export interface YearPlan {
  readonly flights: Int32Array;
  /** By carrier, weather, national air system and security. */
  readonly cancelled: readonly [Int32Array, Int32Array, Int32Array, Int32Array];
  readonly diverted: Int32Array;
  readonly lateByExactly15: Int32Array;
  readonly later: Int32Array;
  /** Of the cancelled. */
  readonly noTail: Int32Array;
  readonly noScheduledTime: Int32Array;
  /** Of the cancelled: left the gate and did not take off. */
  readonly departed: Int32Array;
  readonly tookOff: Int32Array;
  /** Of the diverted. */
  readonly neverArrived: Int32Array;
}

/** Share of flights that arrive 15 min late or more, in the order of `airlines2015` and of months: roughly those of 2015. */
const lateOfAirlines = [0.19, 0.14, 0.18, 0.19, 0.2, 0.2, 0.23, 0.22, 0.19, 0.13, 0.29, 0.24, 0.11, 0.18];
const lateOfMonths = [20.5, 22, 19.2, 17.3, 18.3, 23.2, 20.8, 18.5, 13.1, 12.3, 15.1, 20.3];
const lateOfWeekdays = [1.06, 0.99, 0.98, 1.06, 1.01, 0.86, 0.98];
/** By how much bad weather makes a day's cancellations more than its delays; by cause. */
const sensitivity = [0.7, 2.2, 1.4, 0];
/** How much of a winter's cancellations is due to the weather, and of a summer's; rows as the causes, for IPF to start from. */
const winter = [1, 3.4, 0.8, 1];
const summer = [1.4, 1.2, 0.8, 1];

/** The published sums, scaled to a number of flights and spread over airlines and days; the seed makes days good and bad. */
export function yearPlan(flightCount: number, seed: number): YearPlan {
  const scaled = (count: number) => Math.round((count * flightCount) / flights2015);
  const flights = flightsOfAirlineDays(flightCount);
  const badness = badnessOfDays(seed);
  const room = Int32Array.from(flights);
  const cancelled = cancelledOfDays(flights, room, badness, scaled(published.cancelled));
  const spread = (total: number, weights: ArrayLike<number>, limits: Int32Array) => {
    const parts = shares(total, weights, limits);
    parts.forEach((part, at) => {
      limits[at] = (limits[at] as number) - part;
    });
    return parts;
  };
  const diverted = spread(scaled(published.diverted), weighted(flights, badness, 1.2), room);
  const lateWeights = weighted(flights, badness, 1).map(
    (weight, at) =>
      weight *
      (lateOfAirlines[Math.floor(at / days2015)] as number) *
      (lateOfMonths[monthOfDay[at % days2015] as number] as number) *
      (lateOfWeekdays[weekdayOfDay[at % days2015] as number] as number),
  );
  const late = spread(scaled(published.arrivedLate), lateWeights, room);
  const lateByExactly15 = shares(scaled(published.arrivedLateByExactly15), late, late);
  const allCancelled = flights.map((_, at) =>
    cancelled.reduce((sum, ofCause) => sum + (ofCause[at] as number), 0),
  );
  const left = Int32Array.from(allCancelled);
  return {
    flights,
    cancelled,
    diverted,
    lateByExactly15,
    later: late.map((count, at) => count - (lateByExactly15[at] as number)),
    noTail: spread(scaled(published.cancelledWithoutTail), allCancelled, left),
    tookOff: spread(scaled(published.cancelledAfterTakeOff), allCancelled, left),
    departed: spread(
      scaled(published.cancelledAfterDeparture) - scaled(published.cancelledAfterTakeOff),
      allCancelled,
      left,
    ),
    noScheduledTime: spread(scaled(published.withoutScheduledTime), allCancelled, left),
    neverArrived: shares(scaled(published.divertedForGood), diverted, diverted),
  };
}

function weighted(flights: Int32Array, badness: Float64Array, power: number): Float64Array {
  const ofDays = badness.map((bad) => bad ** power);
  return Float64Array.from(flights, (count, at) => count * (ofDays[at % days2015] as number));
}

/** By cause; takes what it gives out of `room`. Sums of airlines, months and causes as published. */
function cancelledOfDays(
  flights: Int32Array,
  room: Int32Array,
  badness: Float64Array,
  total: number,
): YearPlan["cancelled"] {
  const ofCells = cancelledOfAirlineMonths(flights, total);
  const ofCauses = shares(total, published.cancelledOfReasons);
  const causeWeights = Array.from(ofCells, (count, at) => {
    const month = at % months;
    return (month <= 2 || month === 11 ? winter : summer).map(
      (weight, cause) => count * weight * (published.cancelledOfReasons[cause] as number),
    );
  }).flat();
  const causes = fittedTable(causeWeights, ofCells, ofCauses);
  const tables = sensitivity.map(() => new Int32Array(flights.length));
  ofCells.forEach((_, cell) => {
    const [airline, month] = [Math.floor(cell / months), cell % months];
    const first = airline * days2015 + (firstDayOfMonth[month] as number);
    const end = airline * days2015 + (firstDayOfMonth[month + 1] as number);
    tables.forEach((table, cause) => {
      const limits = room.subarray(first, end);
      const weights = Array.from(
        flights.subarray(first, end),
        (count, day) =>
          count * (badness[(first + day) % days2015] as number) ** (sensitivity[cause] as number),
      );
      shares(causes[cell * sensitivity.length + cause] as number, weights, limits).forEach((part, day) => {
        table[first + day] = part;
        limits[day] = (limits[day] as number) - part;
      });
    });
  });
  return tables as unknown as YearPlan["cancelled"];
}

/** Cancelled flights of each airline and month, never more than it had flights. */
function cancelledOfAirlineMonths(flights: Int32Array, total: number): Int32Array {
  const had = new Int32Array(airlines2015.length * months);
  flights.forEach((count, at) => {
    const cell = Math.floor(at / days2015) * months + (monthOfDay[at % days2015] as number);
    had[cell] = (had[cell] as number) + count;
  });
  const rate = (of: readonly number[], all: readonly number[], at: number) =>
    (of[at] as number) / (all[at] as number);
  // Of few flights a cell may have none; it takes part with a hair's weight, so that the sums can be fitted, and gives up what it got.
  const weights = Array.from(had, (count, at) => {
    const [airline, month] = [Math.floor(at / months), at % months];
    if (airlines2015[airline] === "US" && month > 5) return 0;
    return (
      Math.max(count, 1e-3) *
      rate(published.cancelledOfAirlines, published.flightsOfAirlines, airline) *
      rate(published.cancelledOfMonths, published.flightsOfMonths, month)
    );
  });
  const table = fittedTable(
    weights,
    shares(total, published.cancelledOfAirlines),
    shares(total, published.cancelledOfMonths),
  );
  return moved(table, had);
}

/** The same table where it keeps the limits; else what is too much goes to those that have room. */
function moved(table: Int32Array, limits: Int32Array): Int32Array {
  const kept = table.map((count, at) => Math.min(count, limits[at] as number));
  const lost = table.reduce((sum, count) => sum + count, 0) - kept.reduce((sum, count) => sum + count, 0);
  const room = limits.map((limit, at) => limit - (kept[at] as number));
  const more = shares(lost, room, room);
  return kept.map((count, at) => count + (more[at] as number));
}
