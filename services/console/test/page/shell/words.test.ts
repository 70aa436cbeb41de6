import {
  count,
  duration,
  moment,
  occupancy,
  plusMinus,
  punctuality,
  speed,
  timeOfDay,
} from "../../../page/shell/words.ts";

const plain = (text: string) => text.replaceAll("\u202f", " ");

test.each([
  [340, 1, "0.3 s"],
  [12_000, 0, "12 s"],
  [59_400, 0, "59 s"],
  [59_600, 0, "1 min 0 s"],
  [200_000, 0, "3 min 20 s"],
  [3_600_000, 0, "1 h 0 min"],
  [47.9 * 3_600_000, 0, "47 h 54 min"],
  [50 * 3_600_000, 0, "2 d 2 h"],
  [-5, 0, "0 s"],
])("says %d ms with %d digits as %s", (milliseconds, digits, words) => {
  expect(plain(duration(milliseconds, digits))).toBe(words);
});

test("says what is not reported as that, never as zero", () => {
  expect([speed(null), punctuality(null), occupancy(null)]).toEqual(Array(3).fill("not reported"));
  expect(plain(speed(0))).toBe("0 km/h");
});

test("says values with their unit", () => {
  expect(plain(speed(8))).toBe("29 km/h");
  expect(plain(punctuality(130))).toBe("2 min late");
  expect(plain(punctuality(-65))).toBe("1 min early");
  expect(punctuality(59)).toBe("on time");
  expect(occupancy("crushedStandingRoomOnly")).toBe("Crushed standing room only");
  expect(plain(plusMinus(44.6))).toBe("±45 m");
  expect(count(1043)).toBe("1,043");
});

test("an instant of another day is told with its day", () => {
  const now = Date.UTC(2026, 2, 2, 12);
  expect(moment(now - 60_000, now)).toBe(timeOfDay(now - 60_000));
  expect(moment(now - 3 * 86_400_000, now)).toBe(`27 Feb, ${timeOfDay(now - 3 * 86_400_000)}`);
});
