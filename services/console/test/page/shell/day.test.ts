import fc from "fast-check";
import { dayOf, dayOfInstant, dayWords, isoOf, monthStart, weekdayOf } from "../../../page/shell/day.ts";

test("a day is read from what ISO 8601 writes, and from nothing else", () => {
  expect(dayOf("1970-01-01")).toBe(0);
  expect(dayOf("2015-12-31")).toBe(16_800);
  for (const text of [
    "2015-02-29",
    "2015-2-1",
    "2015-13-01",
    "20150101",
    "2015-01-01T00:00",
    "",
    "yesterday",
  ]) {
    expect(dayOf(text)).toBeUndefined();
  }
  expect(dayOf("2016-02-29")).toBe(16_860);
});

test("what is written is read again", () => {
  fc.assert(
    fc.property(fc.integer({ min: -100_000, max: 100_000 }), (day) => {
      fc.pre(/^\d{4}-/.test(isoOf(day)));
      expect(dayOf(isoOf(day))).toBe(day);
    }),
  );
});

test("the first day of 2015 was a Thursday, the last day of 1969 a Wednesday", () => {
  expect(weekdayOf(16_436)).toBe(4);
  expect(weekdayOf(-1)).toBe(3);
  expect(dayWords(16_436)).toBe("Thu, 1 Jan 2015");
});

test("an instant belongs to the day it is in, before 1970 too", () => {
  expect(dayOfInstant(86_400_000 * 16_436 + 86_399_999)).toBe(16_436);
  expect(dayOfInstant(-1)).toBe(-1);
  expect(monthStart(2015, 0)).toBe(16_436);
  expect(monthStart(2015, 12)).toBe(16_801);
});
