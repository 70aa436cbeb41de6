import { isWeekend, serviceDayOf, serviceDayStart } from "../../src/simulation/service-day.ts";

const day = (date: string) => Date.parse(`${date}T00:00Z`) / 86_400_000;
const start = (date: string) => new Date(serviceDayStart(day(date))).toISOString();

test("in winter a service day begins at midnight GMT, in summer an hour before", () => {
  expect(start("2026-01-15")).toBe("2026-01-15T00:00:00.000Z");
  expect(start("2026-07-15")).toBe("2026-07-14T23:00:00.000Z");
});

test("on the days the clocks change it begins twelve hours before noon", () => {
  // Sundays: forward on 29 March 2026, back on 25 October 2026.
  expect(start("2026-03-29")).toBe("2026-03-28T23:00:00.000Z");
  expect(start("2026-10-25")).toBe("2026-10-25T00:00:00.000Z");
});

test("an instant belongs to the day whose midnight was last", () => {
  expect(serviceDayOf(Date.parse("2026-07-14T22:59:59Z"))).toBe(day("2026-07-14"));
  expect(serviceDayOf(Date.parse("2026-07-14T23:00:00Z"))).toBe(day("2026-07-15"));
  expect(serviceDayOf(Date.parse("2026-01-15T00:00:00Z"))).toBe(day("2026-01-15"));
});

test("Saturday and Sunday are the weekend", () => {
  const week = ["21", "22", "23", "24", "25", "26", "27"].map((date) => isWeekend(day(`2026-09-${date}`)));
  expect(week).toEqual([false, false, false, false, false, true, true]);
});
