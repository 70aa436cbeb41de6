import { CountTable } from "../../../../page/flights/counts/count-table.ts";
import { weekdayMeans } from "../../../../page/flights/counts/weekday-means.ts";

const thursday = 16_436;

test("a count is the mean of such a day, days without flights included; a share is that of all of them", () => {
  const table = new CountTable();
  table.take("AA", thursday, [10, 0, 0, 1, 10]);
  table.take("AA", thursday + 7, [30, 0, 0, 9, 30]);
  table.take("AA", thursday + 1, [8, 0, 0, 0, 8]);
  const range = [thursday, thursday + 8] as const;
  const means = weekdayMeans(table, "AA", range, "flights", "scheduled");
  // The range has two Thursdays and two Fridays, one of them without flights, and one of each other day.
  expect(means).toEqual([0, 0, 0, 20, 4, 0, 0]);
  // 30 of 40 flights, not the mean of 90 % and 70 %.
  expect(weekdayMeans(table, "AA", range, "on-time", "scheduled")[3]).toBe(75);
});

test("a range without such a day has no mean of it", () => {
  const table = new CountTable();
  table.take("AA", thursday, [10, 0, 0, 1, 10]);
  expect(weekdayMeans(table, "AA", [thursday, thursday + 1], "flights", "scheduled")).toEqual([
    null,
    null,
    null,
    10,
    0,
    null,
    null,
  ]);
});
