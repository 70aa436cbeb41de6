import { endsOf, levelOf } from "../../../page/shell/levels.ts";

test("tints go from the least to the most, and what lies beyond has the last", () => {
  expect([0, 12, 50, 99, 100].map((value) => levelOf(value, 0, 100))).toEqual([0, 0, 4, 7, 7]);
  expect([levelOf(-5, 0, 100), levelOf(500, 0, 100), levelOf(3, 3, 3)]).toEqual([0, 7, 4]);
});

test("one day in a hundred does not set the scale", () => {
  const year = [...Array.from({ length: 99 }, (_, index) => 100 + index), 9_000];
  expect(endsOf(year)).toEqual([101, 197]);
  expect(endsOf([7])).toEqual([7, 7]);
  expect(endsOf([])).toBeUndefined();
});
