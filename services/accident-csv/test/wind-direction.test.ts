import { windDirectionOf } from "../src/wind-direction.ts";

test.each([
  ["CALM", "calm"],
  ["Calm", "calm"],
  ["VAR", "variable"],
  ["Variable", "variable"],
  ["N", "N"],
  ["North", "N"],
  ["South", "S"],
  ["East", "E"],
  ["West", "W"],
  ["NNW", "NNW"],
  ["ssw", "SSW"],
  ["Northish", null],
  ["NNN", null],
  ["360", null],
])("%s is %s", (word, direction) => {
  expect(windDirectionOf(word)).toBe(direction);
});
