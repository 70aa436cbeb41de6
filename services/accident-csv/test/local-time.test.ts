import fc from "fast-check";
import { Temporal } from "temporal-polyfill";
import { isoOfLocal, localTime } from "../src/local-time.ts";

test.each([
  ["2016-02-08 00:37:08", Date.UTC(2016, 1, 8, 0, 37, 8), "2016-02-08T00:37:08"],
  ["2020-12-31 23:59:59.000000000", Date.UTC(2020, 11, 31, 23, 59, 59), "2020-12-31T23:59:59"],
  ["2020-12-31 23:59:59.000000", Date.UTC(2020, 11, 31, 23, 59, 59), "2020-12-31T23:59:59"],
  ["2022-02-16 19:17:05.123456", Date.UTC(2022, 1, 16, 19, 17, 5, 123), "2022-02-16T19:17:05.123456"],
  ["2022-02-16 19:17:05.999999999", Date.UTC(2022, 1, 16, 19, 17, 5, 999), "2022-02-16T19:17:05.999999999"],
  ["2022-02-16 19:17:05.000000001", Date.UTC(2022, 1, 16, 19, 17, 5), "2022-02-16T19:17:05.000000001"],
  ["2022-02-16 19:17:05.5", Date.UTC(2022, 1, 16, 19, 17, 5, 500), "2022-02-16T19:17:05.5"],
  ["2016-02-29T12:00:00", Date.UTC(2016, 1, 29, 12), "2016-02-29T12:00:00"],
  ["2016-02-08 00:37", Date.UTC(2016, 1, 8, 0, 37), "2016-02-08T00:37:00"],
])("%s is read with its fraction, cut off at the millisecond", (text, at, iso) => {
  expect(localTime(text)).toBe(at);
  expect(isoOfLocal(text)).toBe(iso);
});

test("each day from 1900 to 2100 is the calendar's, and no other is one", () => {
  const wrong: string[] = [];
  for (let year = 1900; year <= 2100; year += 1) {
    for (let month = 1; month <= 12; month += 1) {
      for (let day = 1; day <= 31; day += 1) {
        const text = `${year}-${String(month).padStart(2, "0")}-${String(day).padStart(2, "0")} 00:00:00`;
        const at = new Date(Date.UTC(year, month - 1, day));
        const expected = at.getUTCDate() === day ? at.getTime() : Number.NaN;
        if (!Object.is(localTime(text), expected)) wrong.push(text);
      }
    }
  }
  expect(wrong).toEqual([]);
});

test("any time is as many milliseconds from the epoch as the calendar of Temporal has it", () => {
  const parts = fc.record({
    days: fc.integer({ min: 0, max: 47_000 }),
    nanoseconds: fc.bigInt({ min: 0n, max: 86_399_999_999_999n }),
    digits: fc.constantFrom(0, 6, 9),
  });
  fc.assert(
    fc.property(parts, ({ days, nanoseconds, digits }) => {
      const epoch = Temporal.PlainDateTime.from("1970-01-01T00:00");
      const at = epoch.add({
        days,
        seconds: Number(nanoseconds / 1_000_000_000n),
        nanoseconds: Number(nanoseconds % 1_000_000_000n),
      });
      const text = at.toString({ fractionalSecondDigits: digits as 0 | 6 | 9 }).replace("T", " ");
      expect(localTime(text)).toBe(
        at.toZonedDateTime("UTC").epochMilliseconds - (digits === 0 ? at.millisecond : 0),
      );
      expect(Temporal.PlainDateTime.from(isoOfLocal(text)).equals(Temporal.PlainDateTime.from(text))).toBe(
        true,
      );
    }),
  );
});

test.each([
  "",
  "2016-02-30 00:00:00",
  "2015-02-29 00:00:00",
  "2016-13-01 00:00:00",
  "2016-00-01 00:00:00",
  "2016-01-00 00:00:00",
  "2016-01-01 24:00:00",
  "2016-01-01 00:60:00",
  "2016-01-01 00:00:60",
  "2016-01-01",
  "2016-01-01 0:37:08",
  "2016-01-01 00:37:8",
  "2016-01-01 00:37:08.",
  "2016-01-01 00:37:08.1234567890",
  "2016-01-01 00:37:08.12x",
  "2016-01-01 00:37:08Z",
  "2016-01-01 00:37:08-05:00",
  "2016-01-01_00:37:08",
  "2O16-01-01 00:37:08",
  "08/02/2016 00:37",
  "3",
  "37:08.0",
])("%j is no time", (text) => {
  expect(localTime(text)).toBeNaN();
});
