import { momentOf, shownBy, zoneCalled } from "./us-clock.ts";

const utc = (shown: string, zone: string, isSecond = false) => {
  const { at, note } = momentOf(shownBy(shown), zoneCalled(zone), isSecond);
  return `${new Date(at).toISOString()} ${note ?? "plain"}`;
};

test("winter and summer in each zone", () => {
  expect(utc("2020-01-15 12:00:00", "US/Eastern")).toBe("2020-01-15T17:00:00.000Z plain");
  expect(utc("2020-07-15 12:00:00", "US/Central")).toBe("2020-07-15T17:00:00.000Z plain");
  expect(utc("2020-07-15 12:00:00", "US/Mountain")).toBe("2020-07-15T18:00:00.000Z plain");
  expect(utc("2020-01-15 12:00:00", "America/Los_Angeles")).toBe("2020-01-15T20:00:00.000Z plain");
  expect(utc("2020-07-15 12:00:00", "America/Phoenix")).toBe("2020-07-15T19:00:00.000Z plain");
});

test("the hour left out, and those beside it (13 March 2016)", () => {
  expect(utc("2016-03-13 01:59:59", "US/Eastern")).toBe("2016-03-13T06:59:59.000Z plain");
  expect(utc("2016-03-13 02:30:00", "US/Eastern")).toBe("2016-03-13T07:30:00.000Z Skipped");
  expect(utc("2016-03-13 03:00:00", "US/Eastern")).toBe("2016-03-13T07:00:00.000Z plain");
});

test("the hour that comes twice, and those beside it (6 November 2022)", () => {
  expect(utc("2022-11-06 00:59:59", "US/Pacific")).toBe("2022-11-06T07:59:59.000Z plain");
  expect(utc("2022-11-06 01:30:00", "US/Pacific")).toBe("2022-11-06T08:30:00.000Z Doubled");
  expect(utc("2022-11-06 01:30:00", "US/Pacific", true)).toBe("2022-11-06T09:30:00.000Z Doubled");
  expect(utc("2022-11-06 02:00:00", "US/Pacific")).toBe("2022-11-06T10:00:00.000Z plain");
});

test("fractions are cut to milliseconds, and what is no time is none", () => {
  expect(utc("2020-01-15 12:00:00.999999999", "US/Eastern")).toBe("2020-01-15T17:00:00.999Z plain");
  expect(() => shownBy("late")).toThrow("no time: late");
  expect(() => zoneCalled("Europe/London")).toThrow("no zone Europe/London");
});
