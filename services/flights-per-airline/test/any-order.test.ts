import {
  type AirlineDayCount,
  airlineDay,
  airlineDayCount,
  airlineDayCountKey,
  type Flight,
} from "@tributary/contracts";
import fc from "fast-check";
import { type AirlineDay, countFlight } from "../src/count-flight.ts";
import { aFlight, dayOf, replays } from "./a-flight.ts";

const delay = fc.option(fc.integer({ min: -40, max: 40 }));
const flights = fc.array(
  fc.record({
    replay: fc.constantFrom(...replays),
    airline: fc.constantFrom("AA", "B6"),
    scheduledDate: fc.constantFrom(dayOf("2015-02-28"), dayOf("2015-03-01")),
    departureDelayMinutes: delay,
    arrivalDelayMinutes: delay,
    cancelled: fc.boolean(),
    diverted: fc.boolean(),
  }),
  { maxLength: 120, size: "max" },
);

/** What the topic holds when all are counted in this order. */
function table(given: readonly Flight[]): ReadonlyMap<string, AirlineDayCount> {
  const days = new Map<string, AirlineDay>();
  const counts = new Map<string, AirlineDayCount>();
  for (const value of given) {
    const key = airlineDay(value.airline, value.scheduledDate);
    const [day, emits] = countFlight(days.get(key), { value });
    days.set(key, Object.freeze(day));
    for (const { value, retracted } of emits) {
      if (retracted !== undefined) counts.delete(retracted);
      else counts.set(airlineDayCount.key(value as AirlineDayCount), value as AirlineDayCount);
    }
  }
  return counts;
}

/** The same by filters and sums over all flights. */
function recount(given: readonly Flight[]): ReadonlyMap<string, AirlineDayCount> {
  const counts = new Map<string, AirlineDayCount>();
  for (const [, ofDay] of Map.groupBy(given, (each) => airlineDay(each.airline, each.scheduledDate))) {
    const kept = replays.filter((replay) => ofDay.some((each) => each.replay === replay)).slice(-4);
    for (const replay of kept) {
      const own = ofDay.filter((each) => each.replay === replay);
      const departures = own.map((each) => each.departureDelayMinutes).filter((each) => each !== null);
      const arrivals = own.map((each) => each.arrivalDelayMinutes).filter((each) => each !== null);
      const { airline, scheduledDate } = own[0] as Flight;
      counts.set(airlineDayCountKey(replay, airline, scheduledDate), {
        replay,
        airline,
        scheduledDate,
        flightCount: own.length,
        cancelledCount: own.filter((each) => each.cancelled).length,
        divertedCount: own.filter((each) => each.diverted).length,
        departedLateCount: departures.filter((minutes) => minutes >= 15).length,
        arrivedLateCount: arrivals.filter((minutes) => minutes >= 15).length,
        departedCount: departures.length,
        arrivedCount: arrivals.length,
        departureDelayTotalMinutes: departures.reduce((sum, minutes) => sum + minutes, 0),
        arrivalDelayTotalMinutes: arrivals.reduce((sum, minutes) => sum + minutes, 0),
      });
    }
  }
  return counts;
}

test("in whatever order flights of several replays come, the table is a recount of the newest four of each day", () => {
  fc.assert(
    fc.property(flights, (facts) => {
      const given = facts.map(aFlight);
      const told = table(given);
      expect(new Map([...told].sort())).toEqual(new Map([...recount(given)].sort()));
      for (const count of told.values()) expect(airlineDayCount.fault(count)).toBeUndefined();
    }),
    { numRuns: 300 },
  );
});
