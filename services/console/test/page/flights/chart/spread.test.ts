import fc from "fast-check";
import { spread } from "../../../../page/flights/chart/spread.ts";

test("labels with room stay where they want to be; others give way in their order", () => {
  expect(spread([10, 50, 90], 15, 0, 100)).toEqual([10, 50, 90]);
  expect(spread([50, 52], 15, 0, 100)).toEqual([50, 65]);
  expect(spread([52, 50], 15, 0, 100)).toEqual([65, 50]);
  expect(spread([98, 99], 15, 0, 100)).toEqual([85, 100]);
});

test("they never lie on each other nor outside, however many want the same place", () => {
  const many = fc.array(fc.double({ min: -50, max: 350, noNaN: true }), { minLength: 1, maxLength: 20 });
  fc.assert(
    fc.property(many, (wanted) => {
      const places = spread(wanted, 15, 0, 300);
      const sorted = [...places].sort((a, b) => a - b);
      for (const [index, place] of sorted.entries()) {
        expect(place).toBeGreaterThanOrEqual(-1e-6);
        expect(place).toBeLessThanOrEqual(300 + 1e-6);
        if (index > 0) expect(place - (sorted[index - 1] as number)).toBeGreaterThanOrEqual(15 - 1e-6);
      }
    }),
  );
});
