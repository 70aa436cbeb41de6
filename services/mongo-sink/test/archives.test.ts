import { type Flight, flight, type VehiclePosition } from "@tributary/contracts";
import { archives } from "../src/archives.ts";
import { anAccident } from "./an-accident.ts";

const archiveOf = (collection: string) => {
  const found = archives.find((each) => each.collection === collection);
  if (found === undefined) throw new Error(`no archive for ${collection}`);
  return found;
};

test("topics and collections are one to one", () => {
  expect(new Set(archives.map(({ topic }) => topic.name)).size).toBe(archives.length);
  expect(new Set(archives.map(({ collection }) => collection)).size).toBe(archives.length);
});

test("an accident without what is not known, with dates and a place, each told once", () => {
  const { id, document } = archiveOf("accidents");
  const value = anAccident({
    accidentId: "A-9",
    endedAt: Date.UTC(2016, 1, 8, 11),
    crossing: true,
    city: "Dublin",
  });
  expect(id(value)).toBe("A-9");
  expect(document(value)).toEqual({
    replay: "20261122T120304Z.5f2a9c1e.1.0",
    lineNumber: 2,
    severityLevel: 2,
    startedAt: new Date("2016-02-08T05:37:08Z"),
    endedAt: new Date("2016-02-08T11:00:00Z"),
    timeZone: "America/New_York",
    startedLocal: "2016-02-08T00:37:08",
    city: "Dublin",
    ...{ amenity: false, bump: false, crossing: true, giveWay: false, junction: false, noExit: false },
    ...{ railway: false, roundabout: false, station: false, stop: false, trafficCalming: false },
    ...{ trafficSignal: false, turningLoop: false },
    meta: { state: "OH", source: "Source1" },
    location: { type: "Point", coordinates: [-83.09286, 40.10891] },
  });
  expect(document(anAccident({ source: null })).meta).toEqual({ state: "OH" });
});

test("a flight is known by what does not change from replay to replay", () => {
  const { id, document } = archiveOf("flights");
  const value = {
    replay: "20261122T120304Z.5f2a9c1e.1.0",
    lineNumber: 7,
    airline: "AS",
    flightNumber: "98",
    scheduledDate: Date.UTC(2015, 0, 1) / 86_400_000,
    originAirport: "ANC",
    destinationAirport: "SEA",
    scheduledDepartureLocalMinutes: 5,
    tailNumber: null,
  } as Flight;
  expect(id(value)).toBe("AS|98|2015-01-01|ANC|SEA|5");
  expect(id({ ...value, replay: "20261123T120304Z.5f2a9c1e.2.0", lineNumber: 9 })).toBe(id(value));
  expect(document(value)).toMatchObject({
    scheduledDate: new Date("2015-01-01T00:00:00Z"),
    scheduledDepartureLocal: new Date("2015-01-01T00:05:00Z"),
    meta: { airline: "AS" },
  });
  expect(document(value)).not.toHaveProperty("tailNumber");
  expect(flight.schema.fields.filter(({ name }) => name === "scheduledDepartureLocal")).toEqual([]);
});

test("a position is of its vehicle and instant, and of its line", () => {
  const { id, document } = archiveOf("vehicle-positions");
  const value = {
    vehicleId: "tfl:LTZ1001",
    line: "24",
    latitude: 51.5,
    longitude: -0.12,
    observedAt: Date.UTC(2026, 10, 22, 12),
    direction: null,
  } as VehiclePosition;
  expect(id(value)).toBe("tfl:LTZ1001|2026-11-22T12:00:00.000Z");
  expect(document(value)).toEqual({
    vehicleId: "tfl:LTZ1001",
    observedAt: new Date("2026-11-22T12:00:00Z"),
    meta: { line: "24" },
    location: { type: "Point", coordinates: [-0.12, 51.5] },
  });
  expect(document({ ...value, line: null }).meta).toEqual({});
});
