import { text, whole } from "../field-check.ts";
import { firstFault } from "../first-fault.ts";
import type { Topic } from "../topic.ts";
import { type AirlineDayCount, airlineDayCountSchema } from "./airline-day-count.generated.ts";
import { dayStart } from "./day.ts";
import { airlineCode, airlineDay } from "./flight.ts";

const flights = whole({ from: 0, to: 2 ** 40 }, "flights");
const minutes = whole({ from: -(2 ** 50), to: 2 ** 50 }, "minutes");
const dayOf = (iso: string) => Date.parse(iso) / 86_400_000;

/**
 * The table of flights per day and airline. The replay is part of the key, for a file that is replayed again is another
 * count and not twice the flights; so a record with the key's partition may stand elsewhere than its flights.
 */
export const airlineDayCount: Topic<AirlineDayCount> = {
  name: "aviation.airline-day-count.v1",
  schema: airlineDayCountSchema,
  key: ({ replay, airline, scheduledDate }) => airlineDayCountKey(replay, airline, scheduledDate),
  eventTime: ({ scheduledDate }) => dayStart(scheduledDate),
  partitions: 6,
  cleanup: { policy: "compact" },
  fault: firstFault<AirlineDayCount>({
    replay: text(64),
    airline: airlineCode,
    scheduledDate: whole({ from: dayOf("1970-01-01"), below: dayOf("2100-01-01") }, "days"),
    flightCount: flights,
    cancelledCount: flights,
    divertedCount: flights,
    departedLateCount: flights,
    arrivedLateCount: flights,
    departedCount: flights,
    arrivedCount: flights,
    departureDelayTotalMinutes: minutes,
    arrivalDelayTotalMinutes: minutes,
  }),
};

/** `AA|2015-02-28|20261122T120304Z.5f2a9c1e.1.0`, also of a count that is to be taken back. */
export function airlineDayCountKey(replay: string, airline: string, day: number): string {
  return `${airlineDay(airline, day)}|${replay}`;
}
