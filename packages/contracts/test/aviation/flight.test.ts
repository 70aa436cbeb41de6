import fc from "fast-check";
import { airlineDay, type Flight, flight } from "../../src/index.ts";
import { typeOf } from "../../tools/compatibility.ts";
import { firstFlight as first } from "./first-flight.ts";

const faultOf = (changes: Partial<Record<keyof Flight, unknown>>) =>
  flight.fault({ ...first, ...changes } as Flight)?.field;

test("a flight has no fault, and neither has one of which only the plan is known", () => {
  expect(flight.fault(first)).toBeUndefined();
  const least: Record<string, unknown> = { ...first };
  for (const field of flight.schema.fields) if (field.default === null) least[field.name] = null;
  expect(flight.fault(least as unknown as Flight)).toBeUndefined();
  expect(Object.values(least).filter((value) => value !== null)).toHaveLength(12);
});

test("the key is airline and day, so that the flights of a count stay in one partition", () => {
  expect(flight.key(first)).toBe("AS|2015-01-01");
  expect(airlineDay("B6", 16_494)).toBe("B6|2015-02-28");
});

test("it happens when it is scheduled to depart, its local time read as UTC", () => {
  expect(flight.eventTime(first)).toBe(Date.UTC(2015, 0, 1, 0, 5));
  expect(flight.eventTime({ ...first, scheduledDepartureLocalMinutes: 1_440 })).toBe(Date.UTC(2015, 0, 2));
});

test("records are kept for a week", () => {
  expect(flight).toMatchObject({
    name: "aviation.flight.v1",
    partitions: 6,
    cleanup: { policy: "delete", retentionMs: 604_800_000 },
  });
});

const minutesOfDay = [0, 1, 1_440];
const noMinutesOfDay = [-1, 1_441, 0.5, Number.NaN, Number.POSITIVE_INFINITY];
const delays = [-1_440, 0, 10_080];
const noDelays = [-1_441, 10_081, 0.5, Number.NaN, Number.NEGATIVE_INFINITY];
const durations = [0, 2_880];
const noDurations = [-1, 2_881, 0.5, Number.NaN];

test.each<[keyof Flight, readonly unknown[], readonly unknown[]]>([
  ["replay", ["x".repeat(64)], ["", "x".repeat(65), "a\nb"]],
  ["lineNumber", [1, 2 ** 52], [0, -1, 1.5, 2 ** 52 + 1, Number.NaN]],
  ["scheduledDate", [0, 47_481], [-1, 47_482, 0.5, Number.NaN]],
  ["isoWeekday", [1, 7], [0, 8, 1.5, Number.NaN]],
  ["airline", ["AA", "9E", "B6", "ABCDEFGH"], ["", "A", "aa", "A A", "A|B", "ABCDEFGHI", "ÄÄ", "AA\n"]],
  ["flightNumber", ["1", "9855", "12345678"], ["", "123456789", "1\u00002"]],
  ["tailNumber", ["N407AS", "x".repeat(16), null], ["", "x".repeat(17), "N\uFFFD"]],
  ["originAirport", ["ANC", "14747"], ["", "x".repeat(9)]],
  ["destinationAirport", ["SEA", "11298"], ["", "x".repeat(9)]],
  ["scheduledDepartureLocalMinutes", minutesOfDay, noMinutesOfDay],
  ["departureLocalMinutes", [...minutesOfDay, null], noMinutesOfDay],
  ["wheelsOffLocalMinutes", [...minutesOfDay, null], noMinutesOfDay],
  ["wheelsOnLocalMinutes", [...minutesOfDay, null], noMinutesOfDay],
  ["scheduledArrivalLocalMinutes", minutesOfDay, noMinutesOfDay],
  ["arrivalLocalMinutes", [...minutesOfDay, null], noMinutesOfDay],
  ["departureDelayMinutes", [...delays, null], noDelays],
  ["arrivalDelayMinutes", [...delays, null], noDelays],
  ["airSystemDelayMinutes", [...delays, null], noDelays],
  ["securityDelayMinutes", [...delays, null], noDelays],
  ["airlineDelayMinutes", [...delays, null], noDelays],
  ["lateAircraftDelayMinutes", [...delays, null], noDelays],
  ["weatherDelayMinutes", [...delays, null], noDelays],
  ["taxiOutMinutes", [...durations, null], noDurations],
  ["taxiInMinutes", [...durations, null], noDurations],
  ["scheduledTimeMinutes", [...durations, null], noDurations],
  ["elapsedTimeMinutes", [...durations, null], noDurations],
  ["airTimeMinutes", [...durations, null], noDurations],
  ["distanceMiles", [0, 12_500, null], [-1, 12_501, 0.5, Number.NaN]],
  ["cancellationReason", ["A", "D", "weather", null], ["", "x".repeat(9)]],
  ["outliers", ["airline,distanceMiles", null], ["", "x".repeat(513)]],
])(
  "%s may be at the edges of its range, and outside it is a fault of that field",
  (field, within, outside) => {
    for (const value of within) expect([value, faultOf({ [field]: value })]).toEqual([value, undefined]);
    for (const value of outside) expect([value, faultOf({ [field]: value })]).toEqual([value, field]);
  },
);

test("every field but the two flags is checked", () => {
  const unchecked = flight.schema.fields.filter(({ name }) => faultOf({ [name]: Number.NaN }) === undefined);
  const texts = [
    "replay",
    "flightNumber",
    "tailNumber",
    "originAirport",
    "destinationAirport",
    "cancellationReason",
  ];
  const isText = (name: string) => [...texts, "airline", "outliers"].includes(name);
  expect(unchecked.map(({ name }) => name).filter((name) => !isText(name))).toEqual([
    "diverted",
    "cancelled",
  ]);
  for (const name of [...texts, "airline", "outliers"]) expect(faultOf({ [name]: "\u0000" })).toBe(name);
});

test("the first fault is told with what was given and what is expected", () => {
  expect(flight.fault({ ...first, isoWeekday: 0, taxiInMinutes: 9_999 })).toEqual({
    field: "isoWeekday",
    given: 0,
    expected: "1 to 7 days",
  });
  expect(flight.fault({ ...first, airline: "as" })).toEqual({
    field: "airline",
    given: "as",
    expected: "a code of 2 to 8 capitals and digits",
  });
});

test("no bytes that decode make the check throw, and what it lets pass has a key and an instant", () => {
  const type = typeOf(flight.schema);
  const bytes = type.toBuffer(first);
  let passed = 0;
  fc.assert(
    fc.property(fc.nat(bytes.length * 8 - 1), fc.nat(bytes.length * 8 - 1), (one, other) => {
      const flipped = Buffer.from(bytes);
      for (const bit of [one, other]) flipped[bit >> 3] = (flipped[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      let value: Flight;
      try {
        value = type.fromBuffer(flipped);
      } catch {
        return;
      }
      if (flight.fault(value) !== undefined) return;
      passed += 1;
      expect(flight.key(value)).toMatch(/^[A-Z0-9]{2,8}\|\d{4}-\d{2}-\d{2}$/);
      expect(new Date(flight.eventTime(value)).getUTCFullYear()).toBeGreaterThanOrEqual(1970);
    }),
    { numRuns: 2_000 },
  );
  expect(passed).toBeGreaterThan(20);
});
