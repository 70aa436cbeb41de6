import { dayOfMonthStart } from "../../src/generator/calendar.ts";
import { Daylight } from "../../src/generator/daylight.ts";

const miami = [25.77, -80.2, "US/Eastern"] as const;
const seattle = [47.6, -122.3, "US/Pacific"] as const;
const daylight = new Daylight(2021, dayOfMonthStart(2021, 1));

function at(
  month: number,
  clock: string,
  [latitude, longitude, zone]: readonly [number, number, string],
): string {
  const [hour = 0, minute = 0] = clock.split(":").map(Number);
  const second = (dayOfMonthStart(2021, month) + 20) * 86_400 + hour * 3_600 + minute * 60;
  return daylight.text(second, latitude, longitude, zone);
}

test("noon is day and midnight is night", () => {
  expect(at(6, "13:00", miami)).toBe("Day,Day,Day,Day");
  expect(at(12, "0:00", seattle)).toBe("Night,Night,Night,Night");
});

// Almanac: Miami, 21 December, sunrise 7:03, sunset 17:35; Seattle, 21 June, sunrise 5:11, sunset 21:11.
test("the sun rises and sets within a quarter of an hour of the almanac", () => {
  expect(at(12, "6:48", miami).startsWith("Night,Day")).toBe(true);
  expect(at(12, "7:18", miami)).toBe("Day,Day,Day,Day");
  expect(at(12, "17:20", miami)).toBe("Day,Day,Day,Day");
  expect(at(12, "17:50", miami).startsWith("Night,Day")).toBe(true);
  expect(at(6, "4:56", seattle).startsWith("Night,Day")).toBe(true);
  expect(at(6, "5:26", seattle)).toBe("Day,Day,Day,Day");
  expect(at(6, "20:56", seattle)).toBe("Day,Day,Day,Day");
  expect(at(6, "21:26", seattle).startsWith("Night,Day")).toBe(true);
});
