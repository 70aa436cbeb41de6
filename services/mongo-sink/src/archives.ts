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

const accidentFields = avroDocument<Accident>(accident.schema, [
  "accidentId",
  "state",
  "source",
  "startLatitude",
  "startLongitude",
]);

const accidents: Archive<Accident> = {
  topic: accident,
  collection: "accidents",
  id: ({ accidentId }) => accidentId,
  document: (value) => ({
    ...accidentFields(value),
    meta: value.source === null ? { state: value.state } : { state: value.state, source: value.source },
    location: point(value.startLongitude, value.startLatitude),
  }),
  timeField: "startedAt",
  granularity: "hours", // some 60 a day and series: a month of one fills a bucket
  indexes: [
    { key: { "meta.state": 1, startedAt: -1 } },
    { key: { severityLevel: 1, startedAt: -1 } },
    { key: { location: "2dsphere" } },
  ],
};

const flightFields = avroDocument<Flight>(flight.schema, ["airline"]);

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
  document: (value) => ({
    ...flightFields(value),
    meta: { airline: value.airline },
    scheduledDepartureLocal: new Date(flight.eventTime(value)), // local, read as if it were UTC
  }),
  timeField: "scheduledDepartureLocal",
  granularity: "minutes", // up to 150 an hour and airline
  indexes: [
    { key: { "meta.airline": 1, scheduledDepartureLocal: -1 } },
    { key: { originAirport: 1, scheduledDepartureLocal: -1 } },
  ],
};

const positionFields = avroDocument<VehiclePosition>(vehiclePosition.schema, [
  "line",
  "latitude",
  "longitude",
]);

const vehiclePositions: Archive<VehiclePosition> = {
  topic: vehiclePosition,
  collection: "vehicle-positions",
  id: ({ vehicleId, observedAt }) => `${vehicleId}|${new Date(observedAt).toISOString()}`,
  document: (value) => ({
    ...positionFields(value),
    meta: value.line === null ? {} : { line: value.line },
    location: point(value.longitude, value.latitude),
  }),
  timeField: "observedAt",
  granularity: "seconds",
  indexes: [{ key: { vehicleId: 1, observedAt: -1 } }, { key: { location: "2dsphere" } }],
  expireAfterSeconds: weekSeconds,
};

function point(longitude: number, latitude: number) {
  return { type: "Point", coordinates: [longitude, latitude] };
}

// biome-ignore lint/suspicious/noExplicitAny: archives of different topics stand in one list.
export const archives: readonly Archive<any>[] = [accidents, flights, vehiclePositions];
