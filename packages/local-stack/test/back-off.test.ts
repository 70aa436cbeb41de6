import { BackOff } from "../src/back-off.ts";

test("waits double from half a second up to 15 s while a process keeps falling", () => {
  const backOff = new BackOff();
  const waits = Array.from({ length: 7 }, () => backOff.afterFall(100));
  expect(waits).toEqual([500, 1_000, 2_000, 4_000, 8_000, 15_000, 15_000]);
});

test("a process that lived for half a minute starts anew with the shortest wait", () => {
  const backOff = new BackOff();
  for (let fall = 0; fall < 5; fall++) backOff.afterFall(100);
  expect(backOff.afterFall(30_000)).toBe(500);
});
