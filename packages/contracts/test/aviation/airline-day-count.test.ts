import { type AirlineDayCount, airlineDayCount, airlineDayCountKey } from "../../src/index.ts";

const count: AirlineDayCount = {
  replay: "20261122T120304Z.5f2a9c1e.1.0",
  airline: "AA",
  scheduledDate: 16_494,
  flightCount: 1_500,
  cancelledCount: 40,
  divertedCount: 3,
  departedLateCount: 250,
  arrivedLateCount: 280,
  departedCount: 1_462,
  arrivedCount: 1_457,
  departureDelayTotalMinutes: 13_800,
  arrivalDelayTotalMinutes: -420,
};
const faultOf = (changes: Partial<AirlineDayCount>) => airlineDayCount.fault({ ...count, ...changes })?.field;

test("a count has no fault", () => {
  expect(airlineDayCount.fault(count)).toBeUndefined();
});

test("the key has the replay in it: a file replayed again is another count", () => {
  expect(airlineDayCount.key(count)).toBe("AA|2015-02-28|20261122T120304Z.5f2a9c1e.1.0");
  expect(airlineDayCountKey(count.replay, "AA", 16_494)).toBe(airlineDayCount.key(count));
  expect(airlineDayCount.key({ ...count, replay: "20261122T120304Z.5f2a9c1e.2.0" })).not.toBe(
    airlineDayCount.key(count),
  );
});

test("the newest of each key is kept for good, in as many partitions as flights have", () => {
  expect(airlineDayCount).toMatchObject({
    name: "aviation.airline-day-count.v1",
    partitions: 6,
    cleanup: { policy: "compact" },
  });
});

test("it is of its day's first moment", () => {
  expect(airlineDayCount.eventTime(count)).toBe(Date.UTC(2015, 1, 28));
});

const counts = [
  "flightCount",
  "cancelledCount",
  "divertedCount",
  "departedLateCount",
  "arrivedLateCount",
  "departedCount",
  "arrivedCount",
] as const;

test.each(counts)("%s is a whole number from 0 on", (field) => {
  for (const value of [0, 1, 2 ** 40]) expect(faultOf({ [field]: value })).toBeUndefined();
  for (const value of [-1, 0.5, 2 ** 40 + 1, Number.NaN]) expect(faultOf({ [field]: value })).toBe(field);
});

test.each(["departureDelayTotalMinutes", "arrivalDelayTotalMinutes"] as const)(
  "%s may be negative: most flights are early",
  (field) => {
    for (const value of [-(2 ** 50), -1, 0, 2 ** 50]) expect(faultOf({ [field]: value })).toBeUndefined();
    for (const value of [-(2 ** 50) - 1, 0.5, 2 ** 50 + 1, Number.NaN])
      expect(faultOf({ [field]: value })).toBe(field);
  },
);

test("its key is made of what can stand in a key", () => {
  expect(faultOf({ airline: "A|" })).toBe("airline");
  expect(faultOf({ replay: "" })).toBe("replay");
  expect(faultOf({ scheduledDate: 47_482 })).toBe("scheduledDate");
});
