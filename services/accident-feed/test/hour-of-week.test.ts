import fc from "fast-check";
import { hourOfWeek } from "../src/hour-of-week.ts";

test.each([
  ["2016-02-08T00:37:08.123456789", 0], // a Monday
  ["2016-02-08T05:46:00", 5],
  ["2016-02-14T23:59:59", 167],
  ["2016-02-29T12:00:00", 12],
  ["1970-01-01T00:00:00", 72], // a Thursday
  ["1969-12-29T01:00:00", 1],
])("%s is hour %i of its week", (local, hour) => {
  expect(hourOfWeek(local)).toBe(hour);
});

test("any local time is in the hour that JavaScript's own dates tell", () => {
  const instant = fc.date({ min: new Date("1900-01-01"), max: new Date("2099-12-31"), noInvalidDate: true });
  fc.assert(
    fc.property(instant, (date) => {
      const day = (date.getUTCDay() + 6) % 7;
      expect(hourOfWeek(date.toISOString().slice(0, 19))).toBe(day * 24 + date.getUTCHours());
    }),
  );
});

test.each([
  "",
  "2016-02-08",
  "2016-02-08 00:37:08",
  "08/02/2016T00:37",
  "2016-13-08T00:37:08",
  "2016-02-08T24:00:00",
  "2016-0x-08T00:37:08",
])("a text of another form is refused: %j", (local) => {
  expect(() => hourOfWeek(local)).toThrow("startedLocal must be such as 2016-02-08T00:37:08");
});
