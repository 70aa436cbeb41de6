import { PositionHistory } from "../src/position-history.ts";

test("a position is as old as the newest mark it includes", () => {
  const history = new PositionHistory(10_000);
  history.add([0, 0], 100, 1_000);
  history.add([5, 5], 200, 2_000);
  history.add([9, 9], 300, 3_000);
  expect(history.appendedUntil([5, 5])).toBe(200);
  expect(history.appendedUntil([8, 9])).toBe(200);
  expect(history.appendedUntil([9, 9])).toBe(300);
});

test("a position from before the first mark is too old", () => {
  const history = new PositionHistory(10_000);
  history.add([5, 5], 200, 2_000);
  expect(history.appendedUntil([5, 4])).toBeUndefined();
  expect(new PositionHistory().appendedUntil([5, 4])).toBeUndefined();
});

test("marks are forgotten by age, but never the newest", () => {
  const history = new PositionHistory(1_000);
  history.add([1], 100, 1_000);
  history.add([2], 200, 2_500);
  expect(history.appendedUntil([1])).toBeUndefined();
  history.add([3], 300, 9_000);
  expect(history.size).toBe(1);
  expect(history.appendedUntil([3])).toBe(300);
});

test("a log that stands still takes no room", () => {
  const history = new PositionHistory();
  for (let now = 0; now < 100; now += 1) history.add([1], 100, now);
  expect(history.size).toBe(1);
});
