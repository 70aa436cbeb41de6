import fc from "fast-check";
import { shares } from "../../src/generating/shares.ts";

const weights = fc.array(fc.integer({ min: 0, max: 1_000 }), { minLength: 1, maxLength: 50 });
const sumOf = (counts: ArrayLike<number>) => Array.from(counts).reduce((total, count) => total + count, 0);

test("a number is parted by weights", () => {
  expect([...shares(10, [1, 2, 2])]).toEqual([2, 4, 4]);
  expect([...shares(7, [1, 1, 1])].sort()).toEqual([2, 2, 3]);
  expect([...shares(3, [0, 1, 0])]).toEqual([0, 3, 0]);
});

test("the parts add up, each within 1 of its exact share, and what has no weight gets nothing", () => {
  fc.assert(
    fc.property(fc.nat(100_000), weights, (total, given) => {
      const sum = sumOf(given);
      fc.pre(sum > 0);
      const parts = shares(total, given);
      expect(sumOf(parts)).toBe(total);
      parts.forEach((part, at) => {
        expect(Math.abs(part - (total * (given[at] ?? 0)) / sum)).toBeLessThanOrEqual(1 + 1e-9);
        if (given[at] === 0) expect(part).toBe(0);
      });
    }),
  );
});

test("no part is above its limit; what is refused goes to those that have room, as far as there is any", () => {
  const cells = fc.array(fc.tuple(fc.integer({ min: 1, max: 9 }), fc.nat(20)), {
    minLength: 1,
    maxLength: 30,
  });
  fc.assert(
    fc.property(fc.nat(500), cells, (total, given) => {
      const limits = given.map(([, limit]) => limit);
      const parts = shares(
        total,
        given.map(([weight]) => weight),
        limits,
      );
      expect(sumOf(parts)).toBe(Math.min(total, sumOf(limits)));
      parts.forEach((part, at) => {
        expect(part).toBeGreaterThanOrEqual(0);
        expect(part).toBeLessThanOrEqual(limits[at] ?? 0);
      });
    }),
  );
});

test("nothing is parted where there is no weight", () => {
  expect([...shares(5, [0, 0])]).toEqual([0, 0]);
  expect([...shares(5, [])]).toEqual([]);
});
