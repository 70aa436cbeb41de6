import { clockTime } from "../src/clock-time.ts";

test.each([
  ["0005", 5],
  ["5", 5],
  ["5.0", 5],
  ["0000", 0],
  ["0", 0],
  ["0100", 60],
  ["100", 60],
  ["1259", 779],
  ["2359", 1439],
  ["2359.0", 1439],
  ["2400", 1440],
])("%s is minute %i of the day", (text, minute) => {
  expect(clockTime(text)).toBe(minute);
});

test.each(["2360", "1299", "0060", "60", "2401", "2500", "9999", "-5", "-1", "12:30", "", "12.5", "noon"])(
  "%p is no time of day",
  (text) => {
    expect(clockTime(text)).toBeNaN();
  },
);

test("of the 10,000 numbers of four digits 1,441 are times of day, each another minute", () => {
  const minutes = Array.from({ length: 10_000 }, (_, number) => clockTime(String(number).padStart(4, "0")));
  const times = minutes.filter((minute) => !Number.isNaN(minute));
  expect(times).toEqual(Array.from({ length: 1_441 }, (_, minute) => minute));
});
