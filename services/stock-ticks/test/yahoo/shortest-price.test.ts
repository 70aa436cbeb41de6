import fc from "fast-check";
import { shortestPrice } from "../../src/yahoo/shortest-price.ts";

test("a price of two decimals comes back from 32 bits as it was, for all that are traded", () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 9_999_999 }), (cents) => {
      expect(shortestPrice(Math.fround(cents / 100))).toBe(cents / 100);
    }),
  );
});

test("what the 32 bits hold is kept to the last of them", () => {
  expect(shortestPrice(745000.25)).toBe(745000.25);
  fc.assert(
    fc.property(fc.float({ noNaN: true, noDefaultInfinity: true }), (value) => {
      expect(Math.fround(shortestPrice(value)) === value).toBe(true);
    }),
  );
});

test("what was never in 32 bits stays as it is", () => {
  expect(shortestPrice(333.69)).toBe(333.69);
  expect(shortestPrice(0.1 + 0.2)).toBe(0.1 + 0.2);
});
