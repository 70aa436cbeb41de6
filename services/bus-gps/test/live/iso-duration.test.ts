import { isoDurationSeconds } from "../../src/live/iso-duration.ts";

test.each([
  ["PT1M30S", 90],
  ["-PT45S", -45],
  ["PT0S", 0],
  ["PT2H", 7200],
  ["P1DT1H", 90_000],
  ["PT1.5S", 1.5],
])("%s is %d s", (text, seconds) => {
  expect(isoDurationSeconds(text)).toBe(seconds);
});

test.each(["", "P", "PT", "90", "PT90", "P1Y", "late"])("%j is no duration of days or less", (text) => {
  expect(isoDurationSeconds(text)).toBeNull();
});
