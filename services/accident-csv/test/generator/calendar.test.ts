import {
  dayOfMonthStart,
  daysOfMonth,
  summerTime,
  timeText,
  weekdayOf,
} from "../../src/generator/calendar.ts";

const day = (year: number, month: number, dayOfMonth: number) =>
  dayOfMonthStart(year, month) + dayOfMonth - 1;

test("seconds since 2016 are told as the file tells them", () => {
  expect(timeText(0)).toBe("2016-01-01 00:00:00");
  expect(timeText(day(2016, 2, 29) * 86_400 + 86_399)).toBe("2016-02-29 23:59:59");
  expect(timeText(day(2024, 3, 31) * 86_400)).toBe("2024-03-31 00:00:00");
});

test("weekdays and lengths of months are those of the calendar", () => {
  expect([day(2016, 2, 8), day(2022, 12, 25), day(2023, 3, 31)].map(weekdayOf)).toEqual([0, 6, 4]);
  expect([daysOfMonth(2016, 2), daysOfMonth(2017, 2), daysOfMonth(2022, 12)]).toEqual([29, 28, 31]);
});

test("summer time lasts from the second Sunday of March to the first of November", () => {
  expect(summerTime(2016)).toEqual([day(2016, 3, 13), day(2016, 11, 6)]);
  expect(summerTime(2020)).toEqual([day(2020, 3, 8), day(2020, 11, 1)]);
  expect(summerTime(2022)).toEqual([day(2022, 3, 13), day(2022, 11, 6)]);
});
