import { isInside } from "@tributary/runtime";
import fc from "fast-check";
import { cellAt, cellsOf, mostCells } from "../src/map-grid.ts";

test("Charing Cross lies in the cell west of Greenwich that begins at 51.5 N", () => {
  expect(cellAt(-0.1278, 51.5074)).toBe("cell:-4.2060");
});

test("both sides of the prime meridian are cells of their own", () => {
  expect(cellAt(-0.0001, 51.51)).toBe("cell:-1.2060");
  expect(cellAt(0, 51.51)).toBe("cell:0.2060");
});

test("a box of a point is one cell", () => {
  expect(cellsOf({ west: -0.1278, south: 51.5074, east: -0.1278, north: 51.5074 })).toEqual(["cell:-4.2060"]);
});

test("a box is widened to whole cells", () => {
  const cells = cellsOf({ west: -0.1278, south: 51.5074, east: -0.1, north: 51.53 });
  expect(cells).toEqual(["cell:-4.2060", "cell:-3.2060", "cell:-4.2061", "cell:-3.2061"]);
});

test("a box of more cells than worth naming has no list", () => {
  expect(cellsOf({ west: -0.51, south: 51.28, east: 0.33, north: 51.69 })).toBeUndefined();
  expect(cellsOf({ west: -180, south: -90, east: 180, north: 90 })).toBeUndefined();
});

const longitude = fc.double({ min: -180, max: 180, noNaN: true });
const latitude = fc.double({ min: -90, max: 90, noNaN: true });
const size = fc.double({ min: 0, max: 0.4, noNaN: true });

test("whatever lies in a box lies in one of its cells", () => {
  fc.assert(
    fc.property(
      longitude,
      latitude,
      size,
      size,
      fc.double({ min: 0, max: 1, noNaN: true }),
      (west, south, w, h, at) => {
        const box = { west, south, east: west + w, north: south + h };
        const cells = cellsOf(box);
        if (cells === undefined) return;
        expect(cells.length).toBeLessThanOrEqual(mostCells);
        const inside = [west + (box.east - west) * at, south + (box.north - south) * at] as const;
        if (isInside(box, ...inside)) expect(cells).toContain(cellAt(...inside));
      },
    ),
  );
});
