import { deliveries } from "../../src/feed/delivery.ts";

const none = { jitterMeters: 0, missingShare: 0, duplicateShare: 0, lateShare: 0, lateMs: 20_000 };
const many = (troubles: typeof none) =>
  Array.from({ length: 10_000 }, (_, sequence) => deliveries(troubles, 77, sequence));

test("without troubles a report arrives once, at once", () => {
  expect(many(none).every((times) => times.length === 1 && times[0] === 0)).toBe(true);
});

test("a fifth missing is about a fifth missing", () => {
  const missing = many({ ...none, missingShare: 0.2 }).filter((times) => times.length === 0).length;
  // Five standard deviations (40) either way.
  expect(Math.abs(missing - 2000)).toBeLessThan(200);
});

test("late ones arrive 1 to 20 s after the fix", () => {
  const late = many({ ...none, lateShare: 0.3 })
    .flat()
    .filter((time) => time > 0);
  expect(Math.abs(late.length - 3000)).toBeLessThan(230);
  expect(Math.min(...late)).toBeGreaterThanOrEqual(1000);
  expect(Math.max(...late)).toBeLessThanOrEqual(20_000);
});

test("a duplicate arrives up to 3 s after the first", () => {
  const twice = many({ ...none, duplicateShare: 0.5 }).filter((times) => times.length === 2);
  expect(Math.abs(twice.length - 5000)).toBeLessThan(250);
  expect(twice.every(([first, second]) => first === 0 && second !== undefined && second <= 3000)).toBe(true);
});

test("the same report always has the same fate", () => {
  const troubles = { ...none, missingShare: 0.1, duplicateShare: 0.1, lateShare: 0.1 };
  expect(many(troubles)).toEqual(many(troubles));
});
