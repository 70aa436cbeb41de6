import { type FieldCheck, nullable, text, whole } from "../field-check.ts";
import { type FieldChecks, firstFault } from "../first-fault.ts";
import type { NarrowableTopic } from "../narrowed.ts";
import { dayStart, dayText } from "./day.ts";
import { type Flight, flightSchema } from "./flight.generated.ts";

const days = 86_400_000;
const dayOf = (iso: string) => Date.parse(iso) / days;
/** Two days are more than any delay of the years 1987 to 2025; what is far from usual only shows in `outliers`. */
const minutes = whole({ from: 0, to: 2_880 }, "minutes");
const delay = whole({ from: -1_440, to: 10_080 }, "minutes");
const localMinutes = whole({ from: 0, to: 1_440 }, "minutes of the day");
const anyFlag: FieldCheck<boolean> = () => undefined;

const checks: FieldChecks<Flight> = {
  replay: text(64),
  lineNumber: whole({ from: 1, to: 2 ** 52 }, "lines"),
  scheduledDate: whole({ from: dayOf("1970-01-01"), below: dayOf("2100-01-01") }, "days"),
  isoWeekday: whole({ from: 1, to: 7 }, "days"),
  airline: airlineCode,
  flightNumber: text(8),
  tailNumber: nullable(text(16)),
  originAirport: text(8),
  destinationAirport: text(8),
  scheduledDepartureLocalMinutes: localMinutes,
  departureLocalMinutes: nullable(localMinutes),
  departureDelayMinutes: nullable(delay),
  taxiOutMinutes: nullable(minutes),
  wheelsOffLocalMinutes: nullable(localMinutes),
  scheduledTimeMinutes: nullable(minutes),
  elapsedTimeMinutes: nullable(minutes),
  airTimeMinutes: nullable(minutes),
  distanceMiles: nullable(whole({ from: 0, to: 12_500 }, "miles")),
  wheelsOnLocalMinutes: nullable(localMinutes),
  taxiInMinutes: nullable(minutes),
  scheduledArrivalLocalMinutes: localMinutes,
  arrivalLocalMinutes: nullable(localMinutes),
  arrivalDelayMinutes: nullable(delay),
  diverted: anyFlag,
  cancelled: anyFlag,
  cancellationReason: nullable(text(8)),
  airSystemDelayMinutes: nullable(delay),
  securityDelayMinutes: nullable(delay),
  airlineDelayMinutes: nullable(delay),
  lateAircraftDelayMinutes: nullable(delay),
  weatherDelayMinutes: nullable(delay),
  outliers: nullable(text(512)),
};

/**
 * Flights in the order in which they were scheduled to depart, as a file is replayed: the position of a record in its
 * file is `replay` and `lineNumber`. Event time is the scheduled departure, its local time read as if it were UTC:
 * the files have no zones, and nothing here compares instants of different airports.
 */
export const flight: NarrowableTopic<Flight, "airline" | "scheduledDate" | "scheduledDepartureLocalMinutes"> =
  {
    name: "aviation.flight.v1",
    schema: flightSchema,
    key: ({ airline, scheduledDate }) => airlineDay(airline, scheduledDate),
    eventTime: ({ scheduledDate, scheduledDepartureLocalMinutes }) =>
      dayStart(scheduledDate) + scheduledDepartureLocalMinutes * 60_000,
    partitions: 6,
    cleanup: { policy: "delete", retentionMs: 7 * days },
    checks,
    fault: firstFault(checks),
  };

/** Key of what happens to one airline on one day: `AA|2015-02-28`. */
export function airlineDay(airline: string, day: number): string {
  return `${airline}|${dayText(day)}`;
}

/** A part of keys and of addresses, so only what IATA (2), ICAO (3) and private codes (up to 8) are made of. */
export function airlineCode(airline: string): string | undefined {
  return /^[A-Z0-9]{2,8}$/.test(airline) ? undefined : "a code of 2 to 8 capitals and digits";
}
