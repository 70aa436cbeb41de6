import { newerOnly } from "../../src/live/newer-only.ts";

test("a vehicle's first fix is new, the same again is not, a later one is", () => {
  const isNewer = newerOnly(() => 100);
  expect([isNewer("a", 10), isNewer("a", 10), isNewer("a", 11)]).toEqual([true, false, true]);
});

test("two servers that answer in turns with different ages do not repeat each other", () => {
  const isNewer = newerOnly(() => 100);
  expect([10, 5, 10, 5, 12].map((time) => isNewer("a", time))).toEqual([true, false, false, false, true]);
});

test("a fix dated far ahead does not silence its vehicle", () => {
  const isNewer = newerOnly(() => 100);
  const nextYear = 31_536_000_000;
  expect([nextYear, nextYear, 101, 101, 102].map((time) => isNewer("a", time))).toEqual([
    true,
    false,
    true,
    false,
    true,
  ]);
});

test("a vehicle whose clock is a little ahead never goes back", () => {
  const isNewer = newerOnly(() => 100);
  expect([60_100, 60_099, 60_101].map((time) => isNewer("a", time))).toEqual([true, false, true]);
});

test("of more vehicles than it may keep it forgets the one not heard of for longest", () => {
  const isNewer = newerOnly(() => 100, 2);
  isNewer("a", 1);
  isNewer("b", 1);
  isNewer("a", 1);
  isNewer("c", 1);
  expect(isNewer("a", 1)).toBe(false);
  expect(isNewer("b", 1)).toBe(true);
});
