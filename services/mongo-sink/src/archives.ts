import {
  type Accident,
  accident,
  dayText,
  type Flight,
  flight,
  type VehiclePosition,
  vehiclePosition,
} from "@tributary/contracts";
import type { Archive } from "./archive.ts";
import { avroDocument } from "./avro-document.ts";

const weekSeconds = 7 * 86_400;

const accidentPlace = ["accidentId", "state", "source", "startLatitude", "startLongitude"] as const;
const accidentFields = avroDocument<Accident>(accident.schema, accidentPlace);

const accidents: Archive<Accident> = {
  topic: accident,
  collection: "accidents",
  id: ({ accidentId }) => accidentId,
  document: (value) =>
    accidentFields(value, {
      meta: value.source === null ? { state: value.state } : { state: value.state, source: value.source },
      location: point(value.startLongitude, value.startLatitude),
    }),
  toldElsewhere: accidentPlace,
  timeField: "startedAt",
  granularity: "hours", // some 60 a day and series: a month of one fills a bucket
  indexes: [
    { key: { "meta.state": 1, startedAt: -1 } },
    { key: { severityLevel: 1, startedAt: -1 } },
    { key: { location: "2dsphere" } },
  ],
  filters: {
    state: {
      field: "meta.state",
      words: "states by two capitals, such as OH,PA",
      read: matching(/^[A-Z]{2}$/),
    },
    severity: {
      field: "severityLevel",
      words: "levels 1 to 4, such as 3,4",
      read: (text) => (/^[1-4]$/.test(text) ? Number(text) : undefined),
    },
    replay: {
      field: "replay",
      words: "names of replays, such as 20261122T120304Z.5f2a9c1e.1.0",
      read: anyText,
    },
  },
};

const flightPlace = ["airline"] as const;
const flightFields = avroDocument<Flight>(flight.schema, flightPlace);

const flights: Archive<Flight> = {
  topic: flight,
  collection: "flights",
  // Not by replay and line: the same flight of the same file is told again by every replay.
  id: (value) =>
    [
      value.airline,
      value.flightNumber,
      dayText(value.scheduledDate),
      value.originAirport,
      value.destinationAirport,
      value.scheduledDepartureLocalMinutes,
    ].join("|"),
  document: (value) =>
    flightFields(value, {
      meta: { airline: value.airline },
      scheduledDepartureLocal: new Date(flight.eventTime(value)), // local, read as if it were UTC
    }),
  toldElsewhere: flightPlace,
  timeField: "scheduledDepartureLocal",
  granularity: "minutes", // up to 150 an hour and airline
  indexes: [
    { key: { "meta.airline": 1, scheduledDepartureLocal: -1 } },
    { key: { originAirport: 1, scheduledDepartureLocal: -1 } },
  ],
  filters: {
    airline: { field: "meta.airline", words: "IATA codes, such as AA,WN", read: matching(/^[A-Z0-9]{2}$/) },
    origin: { field: "originAirport", words: "airports, such as JFK,LAX", read: anyText },
  },
};

const positionPlace = ["line", "latitude", "longitude"] as const;
const positionFields = avroDocument<VehiclePosition>(vehiclePosition.schema, positionPlace);

const vehiclePositions: Archive<VehiclePosition> = {
  topic: vehiclePosition,
  collection: "vehicle-positions",
  id: ({ vehicleId, observedAt }) => `${vehicleId}|${new Date(observedAt).toISOString()}`,
  document: (value) =>
    positionFields(value, {
      meta: value.line === null ? {} : { line: value.line },
      location: point(value.longitude, value.latitude),
    }),
  toldElsewhere: positionPlace,
  timeField: "observedAt",
  granularity: "seconds",
  indexes: [{ key: { vehicleId: 1, observedAt: -1 } }, { key: { location: "2dsphere" } }],
  filters: {
    line: { field: "meta.line", words: "lines, such as 11,N29", read: anyText },
    vehicle: { field: "vehicleId", words: "vehicles by their ids", read: anyText },
  },
  expireAfterSeconds: weekSeconds,
};

function anyText(text: string): string {
  return text;
}

function matching(pattern: RegExp) {
  return (text: string) => (pattern.test(text) ? text : undefined);
}

function point(longitude: number, latitude: number) {
  return { type: "Point", coordinates: [longitude, latitude] };
}

// biome-ignore lint/suspicious/noExplicitAny: archives of different topics stand in one list.
export const archives: readonly Archive<any>[] = [accidents, flights, vehiclePositions];
