import fc from "fast-check";
import { largestRemainder } from "../../src/generating/largest-remainder.ts";

const sumOf = (counts: ArrayLike<number>) => Array.from(counts).reduce((total, count) => total + count, 0);

test("what is left goes to the largest remainders", () => {
  // 4.7, 3.1, 2.2: one is left, for the first.
  expect([...largestRemainder(10, [47, 31, 22])]).toEqual([5, 3, 2]);
  expect([...largestRemainder(2, [1, 1, 1])]).toEqual([1, 1, 0]);
  expect([...largestRemainder(5, [0, 3])]).toEqual([0, 5]);
  expect([...largestRemainder(5, [0, 0])]).toEqual([0, 0]);
});

test("parts add up, and none is a whole one from its share", () => {
  const weights = fc.array(fc.integer({ min: 0, max: 2_000_000 }), { minLength: 1, maxLength: 60 });
  fc.assert(
    fc.property(fc.nat(10_000_000), weights, (total, parts) => {
      fc.pre(sumOf(parts) > 0);
      const given = largestRemainder(total, parts);
      expect(sumOf(given)).toBe(total);
      for (const [at, part] of given.entries())
        expect(Math.abs(part - (total * (parts[at] as number)) / sumOf(parts))).toBeLessThan(1);
    }),
  );
});
