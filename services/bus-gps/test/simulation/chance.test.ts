import fc from "fast-check";
import { between, chance, textKey } from "../../src/simulation/chance.ts";

test("the same keys always give the same number", () => {
  fc.assert(
    fc.property(fc.array(fc.integer()), (keys) => expect(chance(...keys)).toBe(chance(...[...keys]))),
  );
});

test("numbers lie from 0 to below 1", () => {
  fc.assert(fc.property(fc.array(fc.integer()), (keys) => chance(...keys) >= 0 && chance(...keys) < 1));
});

test("ten thousand neighbouring keys fill ten equal drawers evenly", () => {
  const drawers = new Array<number>(10).fill(0);
  for (let key = 0; key < 10_000; key++) (drawers[Math.floor(chance(1, key) * 10)] as number)++;
  // Five standard deviations of a fair draw (30) either way.
  for (const count of drawers) expect(Math.abs(count - 1000)).toBeLessThan(150);
});

test("the order of the keys matters", () => {
  expect(chance(1, 2)).not.toBe(chance(2, 1));
});

test("between keeps to its bounds", () => {
  fc.assert(fc.property(fc.integer(), (key) => between(3, 5, key) >= 3 && between(3, 5, key) < 5));
});

test("a text's key is FNV-1a's", () => {
  // Of the reference implementation's test vectors (Noll).
  expect(textKey("") >>> 0).toBe(0x811c9dc5);
  expect(textKey("a") >>> 0).toBe(0xe40c292c);
  expect(textKey("foobar") >>> 0).toBe(0xbf9cf968);
});
