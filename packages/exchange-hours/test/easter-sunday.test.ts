import { dayText } from "../src/day.ts";
import { easterSunday } from "../src/easter-sunday.ts";

test("Easter is when the churches say, the earliest and the latest there can be among them", () => {
  const days = [1818, 1943, 1954, 1981, 2000, 2008, 2011, 2024, 2025, 2026, 2038, 2049, 2076];
  expect(days.map((year) => dayText(easterSunday(year)))).toEqual([
    ...["1818-03-22", "1943-04-25", "1954-04-18", "1981-04-19", "2000-04-23", "2008-03-23", "2011-04-24"],
    ...["2024-03-31", "2025-04-20", "2026-04-05", "2038-04-25", "2049-04-18", "2076-04-19"],
  ]);
});
