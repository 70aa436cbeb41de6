import { shapeOf } from "../src/shape.ts";
import { passings } from "../src/stop-projection.ts";

// One thousandth of a degree: 111.3 m north, 69.4 m east.
const at = (east: number, north: number) => [east / 1000, 51.5 + north / 1000] as const;

test("a stop beside a line is passed where the line is nearest", () => {
  const [first, second] = passings(shapeOf([at(0, 0), at(0, 10)]), [at(0.2, 1), at(-0.2, 5)]) ?? [];
  expect(first?.meters).toBeCloseTo(111.3, 0);
  expect(first?.away).toBeCloseTo(13.9, 0);
  expect(second?.meters).toBeCloseTo(556.3, 0);
});

test("a line that comes back on itself is passed on the way out and on the way home", () => {
  const outAndHome = shapeOf([at(0, 0), at(0, 10), at(0.1, 10), at(0.1, 0)]);
  const halts = passings(outAndHome, [at(0.05, 2), at(0.05, 8), at(0.05, 7), at(0.05, 3)]) ?? [];
  const [a, b, c, d] = halts.map(({ meters }) => Math.round(meters / 10));
  // 1,113 m out, 7 m across, and home again.
  expect([a, b, c, d]).toEqual([22, 89, 145, 190]);
});

test("a stop never lies before the one called at earlier", () => {
  const halts = passings(shapeOf([at(0, 0), at(0, 5), at(0, 10)]), [at(0, 6), at(0, 2), at(0, 8)]) ?? [];
  const meters = halts.map((halt) => halt.meters);
  expect(meters).toHaveLength(3);
  expect(meters).toEqual([...meters].sort((x, y) => x - y));
});

test("stops that a line passes only the other way round are not passed", () => {
  expect(passings(shapeOf([at(0, 0), at(0, 10)]), [at(0, 6), at(0, 2)])).toBeUndefined();
});

test("one stop far away does not move the others", () => {
  const line = shapeOf([at(0, 0), at(0, 4), at(0, 8), at(0, 12)]);
  const [first, stray, last] = passings(line, [at(0, 2), at(300, 6), at(0, 10)]) ?? [];
  expect(first?.away).toBeCloseTo(0, 3);
  expect(stray?.away).toBeGreaterThan(20_000);
  expect(last?.meters).toBeCloseTo(1112.6, 0);
});
