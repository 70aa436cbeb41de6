import fc from "fast-check";
import { degreesText } from "../../src/generator/degrees-text.ts";

test("degrees are written as numbers are", () => {
  fc.assert(
    fc.property(
      fc.integer({ min: -180_000_000, max: 180_000_000 }).filter((at) => Math.abs(at) > 10),
      (at) => {
        expect(degreesText(at)).toBe(String(at / 1e6));
      },
    ),
  );
});
