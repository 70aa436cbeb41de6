import avro from "avsc";
import fc from "fast-check";
import { type Flight, flight, narrowed } from "../src/index.ts";
import { firstFlight as aFlight } from "./aviation/first-flight.ts";

const reading = narrowed(flight, [
  "airline",
  "scheduledDate",
  "scheduledDepartureLocalMinutes",
  "arrivalDelayMinutes",
]);
const whole = avro.Type.forSchema(flight.schema as avro.Schema);
const narrow = avro.Type.forSchema(reading.schema as avro.Schema);
const resolver = narrow.createResolver(whole);

const delay = fc.option(fc.integer({ min: -1_440, max: 10_080 }));
const flights: fc.Arbitrary<Flight> = fc
  .record({
    airline: fc.constantFrom("AA", "WN", "B6"),
    scheduledDate: fc.integer({ min: 0, max: 40_000 }),
    scheduledDepartureLocalMinutes: fc.integer({ min: 0, max: 1_440 }),
    departureDelayMinutes: delay,
    arrivalDelayMinutes: delay,
    tailNumber: fc.option(fc.constantFrom("N407AS", "N3DBAA")),
    cancelled: fc.boolean(),
    outliers: fc.option(fc.constant("arrivalDelayMinutes")),
  })
  .map((given) => ({ ...aFlight, ...given }));

test("a narrowed reading of what was written whole has the fields asked for, and the whole's key and event time", () => {
  fc.assert(
    fc.property(flights, (value) => {
      const { airline, scheduledDate, scheduledDepartureLocalMinutes, arrivalDelayMinutes } = value;
      const read = narrow.fromBuffer(whole.toBuffer(value), resolver);
      expect({ ...read }).toEqual({
        airline,
        scheduledDate,
        scheduledDepartureLocalMinutes,
        arrivalDelayMinutes,
      });
      expect(reading.key(read)).toBe(flight.key(value));
      expect(reading.eventTime(read)).toBe(flight.eventTime(value));
      expect(reading.fault(read)).toBeUndefined();
    }),
  );
});

test("a fault in a field that is read is told, one in a field that is passed over is not", () => {
  expect(reading.fault({ ...aFlight, arrivalDelayMinutes: 20_000 })).toEqual({
    field: "arrivalDelayMinutes",
    given: 20_000,
    expected: "-1440 to 10080 minutes",
  });
  const elsewhere = { ...aFlight, departureDelayMinutes: 20_000 };
  expect(reading.fault(elsewhere)).toBeUndefined();
  expect(flight.fault(elsewhere)?.field).toBe("departureDelayMinutes");
});

test("a narrowed topic knows the whole it is of, which is as it was", () => {
  expect(reading.whole).toBe(flight);
  expect(reading.name).toBe(flight.name);
  expect(reading.partitions).toBe(flight.partitions);
  expect(flight.schema.fields).toHaveLength(32);
  expect(reading.schema.fields.map(({ name }) => name)).toEqual([
    "scheduledDate",
    "airline",
    "scheduledDepartureLocalMinutes",
    "arrivalDelayMinutes",
  ]);
});

test("a reading without a field of the key or of the event time does not compile", () => {
  // @ts-expect-error: the key needs the airline
  narrowed(flight, ["scheduledDate", "scheduledDepartureLocalMinutes"]);
  // @ts-expect-error: the event time needs the scheduled departure
  narrowed(flight, ["airline", "scheduledDate"]);
  // @ts-expect-error: no such field
  narrowed(flight, ["airline", "scheduledDate", "scheduledDepartureLocalMinutes", "gate"]);
});
