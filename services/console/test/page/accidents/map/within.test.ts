import { isWithin } from "../../../../page/accidents/map/within.ts";
import type { WorldLine } from "../../../../page/map/world-line.ts";

function ring(...corners: [number, number][]): WorldLine {
  const [xs, ys] = [corners.map(([x]) => x), corners.map(([, y]) => y)];
  return {
    points: Float64Array.from(corners.flat()),
    west: Math.min(...xs),
    east: Math.max(...xs),
    north: Math.min(...ys),
    south: Math.max(...ys),
  };
}
const square = (from: number, to: number) => ring([from, from], [to, from], [to, to], [from, to]);

test("a point is within an area, not within its hole, and within an island in the hole", () => {
  const rings = [square(0, 10), square(2, 8), square(4, 6)];
  expect([1, 3, 5, 9, 11].map((at) => isWithin({ x: at, y: at }, rings))).toEqual([
    true,
    false,
    true,
    true,
    false,
  ]);
});

test("a bay is outside", () => {
  const horseshoe = ring([0, 0], [10, 0], [10, 10], [7, 10], [7, 3], [3, 3], [3, 10], [0, 10]);
  expect(isWithin({ x: 5, y: 6 }, [horseshoe])).toBe(false);
  expect(isWithin({ x: 1, y: 6 }, [horseshoe])).toBe(true);
  expect(isWithin({ x: 5, y: 1 }, [horseshoe])).toBe(true);
});
