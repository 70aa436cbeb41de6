import { BrownianPath, minuteSteps } from "../../src/synthetic/brownian-path.ts";

const first = Date.parse("2026-01-01T00:00Z") / 60_000;
const path = new BrownianPath(7);

test("it is 0 where 2026 begins, and the same for the same key, asked in any order", () => {
  expect(path.at(first)).toBe(0);
  const there = [5, 400_000, 17].map((minute) => path.at(first + minute));
  const again = [17, 400_000, 5].map((minute) => new BrownianPath(7).at(first + minute));
  expect(again.reverse()).toEqual(there);
  expect(new BrownianPath(8).at(first + 5)).not.toBe(path.at(first + 5));
});

test("a minute's steps lead from its beginning to that of the next", () => {
  const within = path.within(first + 99);
  expect(within).toHaveLength(minuteSteps + 1);
  expect([within[0], within[minuteSteps]]).toEqual([path.at(first + 99), path.at(first + 100)]);
});

/** Mean and variance. */
function moments(values: readonly number[]) {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return { mean, variance: values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length };
}

test("increments of a minute are standard normal and of no memory; those of a step have a 256th of the variance", () => {
  const count = 4_000;
  const increments = Array.from(
    { length: count },
    (_, index) => path.at(first + index + 1) - path.at(first + index),
  );
  const { mean, variance } = moments(increments);
  // Four standard errors: 1 / sqrt(n) of the mean, sqrt(2 / n) of the variance.
  expect(Math.abs(mean)).toBeLessThan(4 / Math.sqrt(count));
  expect(Math.abs(variance - 1)).toBeLessThan(4 * Math.sqrt(2 / count));
  const pairs = increments.slice(1).map((value, index) => value * (increments[index] ?? 0));
  expect(Math.abs(moments(pairs).mean)).toBeLessThan(4 / Math.sqrt(count));
  const beyondTwo = increments.filter((value) => Math.abs(value) > 2).length / count;
  expect(beyondTwo).toBeGreaterThan(0.03);
  expect(beyondTwo).toBeLessThan(0.06);
  const steps = Array.from({ length: 20 }, (_, index) => [...path.within(first + index)]).flatMap((within) =>
    within.slice(1).map((value, index) => value - (within[index] ?? 0)),
  );
  expect(Math.abs(moments(steps).variance * minuteSteps - 1)).toBeLessThan(4 * Math.sqrt(2 / steps.length));
});
