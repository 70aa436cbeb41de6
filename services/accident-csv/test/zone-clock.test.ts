import fc from "fast-check";
import { Temporal } from "temporal-polyfill";
import { ZoneClock } from "../src/zone-clock.ts";

const zones = [
  "America/New_York",
  "America/Chicago",
  "America/Denver",
  "America/Los_Angeles",
  "America/Phoenix",
  "America/Anchorage",
  "Pacific/Honolulu",
  "America/Indiana/Indianapolis",
];
const clocks = new Map(zones.map((zone) => [zone, new ZoneClock(zone)]));
const hour = 3_600_000;

function read(zone: string, local: string) {
  const at = Temporal.PlainDateTime.from(local).toZonedDateTime("UTC").epochMilliseconds;
  const stretch = (clocks.get(zone) as ZoneClock).stretch(at);
  return { kind: stretch.kind, first: at - stretch.offsetMs, second: at - stretch.laterOffsetMs };
}

// By 15 U.S.C. 260a: from the second Sunday of March to the first of November, at 2 o'clock.
test.each([
  ["2022-03-13T01:59:59.999", "plain", "2022-03-13T06:59:59.999Z", undefined],
  ["2022-03-13T02:00", "skipped", "2022-03-13T07:00Z", undefined],
  ["2022-03-13T02:59:59.999", "skipped", "2022-03-13T07:59:59.999Z", undefined],
  ["2022-03-13T03:00", "plain", "2022-03-13T07:00Z", undefined],
  ["2022-11-06T00:59:59.999", "plain", "2022-11-06T04:59:59.999Z", undefined],
  ["2022-11-06T01:00", "doubled", "2022-11-06T05:00Z", "2022-11-06T06:00Z"],
  ["2022-11-06T01:59:59.999", "doubled", "2022-11-06T05:59:59.999Z", "2022-11-06T06:59:59.999Z"],
  ["2022-11-06T02:00", "plain", "2022-11-06T07:00Z", undefined],
])("in New York %s is %s, %s", (local, kind, first, second) => {
  const found = read("America/New_York", local);
  expect(found).toEqual({ kind, first: Date.parse(first), second: Date.parse(second ?? first) });
});

test("Arizona and Hawaii do not change their clocks", () => {
  for (const zone of ["America/Phoenix", "Pacific/Honolulu"]) {
    for (const local of ["2022-03-13T02:30", "2022-11-06T01:30"])
      expect(read(zone, local).kind).toBe("plain");
  }
  expect(read("America/Phoenix", "2022-07-01T00:00").first).toBe(Date.parse("2022-07-01T07:00Z"));
});

test("any local time of any zone is what Temporal makes of it, and so is the second of a doubled one", () => {
  const local = fc.integer({ min: Date.UTC(1970, 0, 2), max: Date.UTC(2099, 11, 1) });
  // Half of them within two hours of a change of the clocks, where rules differ.
  const nearChange = fc
    .record({
      year: fc.integer({ min: 2007, max: 2098 }),
      month: fc.constantFrom(2, 10),
      week: fc.integer({ min: 0, max: 1 }),
      ms: fc.integer({ min: -hour, max: 4 * hour }),
    })
    .map(({ year, month, week, ms }) => {
      const first = new Date(Date.UTC(year, month, 1));
      return first.getTime() + (((7 - first.getUTCDay()) % 7) + 7 * week) * 24 * hour + ms;
    });
  fc.assert(
    fc.property(fc.constantFrom(...zones), fc.oneof(local, nearChange), (zone, at) => {
      const plain = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO("UTC").toPlainDateTime();
      const found = read(zone, plain.toString());
      const earlier = plain.toZonedDateTime(zone, { disambiguation: "earlier" }).epochMilliseconds;
      const later = plain.toZonedDateTime(zone, { disambiguation: "later" }).epochMilliseconds;
      const compatible = plain.toZonedDateTime(zone).epochMilliseconds;
      const isSkipped = earlier !== later && compatible === later;
      const kind = earlier === later ? "plain" : isSkipped ? "skipped" : "doubled";
      expect(found).toEqual({ kind, first: compatible, second: later });
    }),
    { numRuns: 1_000 },
  );
});

test("what is no zone is refused", () => {
  expect(() => new ZoneClock("US/Nowhere")).toThrow(RangeError);
});
