import type { Flight } from "@tributary/contracts";

/** Days since 1970-01-01. */
export const dayOf = (iso: string): number => Date.parse(`${iso}T00:00:00Z`) / 86_400_000;

/** Names of replays in the order in which they began; the ninth and tenth loop are of one run. */
export const replays = [
  "20261120T080000Z.5f2a9c1e.1.0",
  "20261121T080000Z.0a2a9c1e.1.0",
  "20261122T080000Z.5f2a9c1e.2.0",
  "20261122T080000Z.5f2a9c1e.2.9",
  "20261122T080000Z.5f2a9c1e.2.10",
  "20261122T120304Z.12345678.3.0",
] as const;

/** A flight of AA on 28 February 2015, on time to the minute; the test says what matters to it. */
export function aFlight(given: Partial<Flight> = {}): Flight {
  return {
    replay: replays[0],
    lineNumber: 2,
    scheduledDate: dayOf("2015-02-28"),
    isoWeekday: 6,
    airline: "AA",
    flightNumber: "98",
    tailNumber: "N407AS",
    originAirport: "ANC",
    destinationAirport: "SEA",
    scheduledDepartureLocalMinutes: 300,
    departureLocalMinutes: 300,
    departureDelayMinutes: 0,
    taxiOutMinutes: 21,
    wheelsOffLocalMinutes: 321,
    scheduledTimeMinutes: 205,
    elapsedTimeMinutes: 205,
    airTimeMinutes: 180,
    distanceMiles: 1_448,
    wheelsOnLocalMinutes: 501,
    taxiInMinutes: 4,
    scheduledArrivalLocalMinutes: 505,
    arrivalLocalMinutes: 505,
    arrivalDelayMinutes: 0,
    diverted: false,
    cancelled: false,
    cancellationReason: null,
    airSystemDelayMinutes: null,
    securityDelayMinutes: null,
    airlineDelayMinutes: null,
    lateAircraftDelayMinutes: null,
    weatherDelayMinutes: null,
    outliers: null,
    ...given,
  };
}
