import { dayStart, dayText } from "../../src/index.ts";

test.each([
  [0, "1970-01-01"],
  [16_436, "2015-01-01"],
  [16_494, "2015-02-28"],
  [16_495, "2015-03-01"],
  [16_860, "2016-02-29"],
  [47_481, "2099-12-31"],
  [-1, "1969-12-31"],
])("day %i is %s", (day, text) => {
  expect(dayText(day)).toBe(text);
  expect(dayText(day)).toBe(text); // remembered
  expect(dayStart(day)).toBe(Date.parse(`${text}T00:00Z`));
});

test("more days than are remembered are told all the same", () => {
  for (let day = 0; day <= 11_000; day += 1) dayText(day);
  expect(dayText(11_001)).toBe("2000-02-14");
});
