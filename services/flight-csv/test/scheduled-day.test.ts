import { RowFault } from "@tributary/csv-replay";
import { scheduledDay } from "../src/scheduled-day.ts";

function refusal(year: string, month: string, day: string): RowFault {
  try {
    scheduledDay(year, month, day);
  } catch (error) {
    if (error instanceof RowFault) return error;
  }
  throw new Error("not refused");
}

test.each([
  ["1970", "1", "1", 0],
  ["2015", "1", "1", 16_436],
  ["2015", "01", "01", 16_436],
  ["2015.0", "2.0", "28.0", 16_494],
  ["2015", "12", "31", 16_800],
  ["2016", "2", "29", 16_860],
  ["2000", "2", "29", 11_016],
  ["2099", "12", "31", 47_481],
])("%s-%s-%s is a day", (year, month, day, days) => {
  expect(scheduledDay(year, month, day)).toBe(days);
});

test("29 February 2015 is refused, and the reason says that there was none", () => {
  expect(refusal("2015", "2", "29")).toMatchObject({
    column: "DAY",
    reason: "no_such_day",
    message: "there is no 29 February 2015",
  });
});

test.each([
  ["2015", "2", "30", "there is no 30 February 2015"],
  ["2015", "4", "31", "there is no 31 April 2015"],
  ["2015", "13", "1", 'MONTH is "13", not 1 to 12'],
  ["2015", "0", "1", 'MONTH is "0", not 1 to 12'],
  ["2015", "1", "32", 'DAY is "32", not 1 to 31'],
  ["2015", "1", "1.5", 'DAY is "1.5", not 1 to 31'],
  ["15", "1", "1", 'YEAR is "15", not 1970 to 2099'],
  ["2015", "January", "1", 'MONTH is "January", not 1 to 12'],
  ["", "1", "1", "YEAR is blank, and no flight is without it"],
])("%s-%s-%s is refused: %s", (year, month, day, message) => {
  expect(refusal(year, month, day).message).toBe(message);
});
