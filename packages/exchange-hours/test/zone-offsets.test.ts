import { Temporal } from "temporal-polyfill";
import { ZoneOffsets } from "../src/zone-offsets.ts";

test.each(["America/New_York", "Europe/London"])(
  "a time on %s's clock is when Temporal has it, but for times skipped or doubled",
  (zone) => {
    const offsets = new ZoneOffsets(zone);
    let wrong = 0;
    let asked = 0;
    for (
      let change = changeAfter("2020-01-01T00:00Z", zone);
      change.year < 2030;
      change = changeAfter(change.toInstant().toString(), zone)
    ) {
      const start = change.toPlainDate().subtract({ days: 1 }).toPlainDateTime();
      for (let hours = 0; hours < 72; hours++) {
        const local = start.add({ hours });
        const [first, second] = (["earlier", "later"] as const).map(
          (disambiguation) => local.toZonedDateTime(zone, { disambiguation }).epochMilliseconds,
        );
        if (first !== second) continue;
        asked++;
        if (offsets.instantOf(Date.parse(`${local}Z`)) !== first) wrong++;
      }
    }
    expect(asked).toBe(20 * 71);
    expect(wrong).toBe(0);
  },
);

function changeAfter(instant: string, zone: string): Temporal.ZonedDateTime {
  return Temporal.Instant.from(instant)
    .toZonedDateTimeISO(zone)
    .getTimeZoneTransition("next") as Temporal.ZonedDateTime;
}

test("a zone that is none is refused", () => {
  expect(() => new ZoneOffsets("America/Gotham")).toThrow(RangeError);
});
