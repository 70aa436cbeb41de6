import { LogProgress } from "../src/log-progress.ts";

function begun(position: readonly number[], endAtStart: readonly number[]): LogProgress {
  const progress = new LogProgress();
  progress.begin({ epoch: "log", position, endAtStart });
  return progress;
}

test("a view is restored when what was there at the start has been read, and stays so", () => {
  const progress = begun([0, 3], [10, 5]);
  expect(progress.recordsToRestore).toBe(12);
  progress.moveTo(0, 10);
  expect([progress.isRestored, progress.recordsToRestore]).toEqual([false, 2]);
  progress.moveTo(1, 8);
  expect([progress.isRestored, progress.recordsToRestore]).toEqual([true, 0]);
});

test("an empty log is restored at once, one that was never opened is not", () => {
  expect(begun([4, 4], [4, 4]).isRestored).toBe(true);
  expect(new LogProgress().isRestored).toBe(false);
});

test("the position does not pass a record that is set aside", () => {
  const progress = begun([0, 0], [0, 0]);
  progress.moveTo(0, 20);
  progress.hold(0, 7);
  expect(progress.position).toEqual([7, 0]);
  progress.hold(0, undefined);
  expect(progress.position).toEqual([20, 0]);
});
