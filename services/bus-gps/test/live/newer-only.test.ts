import { newerOnly } from "../../src/live/newer-only.ts";

test("a vehicle's first fix is new, the same again is not, a later one is", () => {
  const isNewer = newerOnly();
  expect([isNewer("a", 10), isNewer("a", 10), isNewer("a", 11)]).toEqual([true, false, true]);
});

test("two servers that answer in turns with different ages do not repeat each other", () => {
  const isNewer = newerOnly();
  expect([10, 5, 10, 5, 12].map((time) => isNewer("a", time))).toEqual([true, false, false, false, true]);
});

test("of more vehicles than it may keep it forgets the one not heard of for longest", () => {
  const isNewer = newerOnly(2);
  isNewer("a", 1);
  isNewer("b", 1);
  isNewer("a", 1);
  isNewer("c", 1);
  expect(isNewer("a", 1)).toBe(false);
  expect(isNewer("b", 1)).toBe(true);
});
