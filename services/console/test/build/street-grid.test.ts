import { type Position, simplified, streetGrid } from "../../build/street-grid.ts";

const meter = 1 / 111_320;
const eastMeter = meter / Math.cos((51.5 * Math.PI) / 180);
/** A straight way from a place, metres east and north of the middle of London, a vertex each 50 m. */
function way(east: number, north: number, length: number, heading: "east" | "north"): Position[] {
  return Array.from({ length: length / 50 + 1 }, (_, index) => {
    const [dx, dy] = heading === "east" ? [index * 50, 0] : [0, index * 50];
    return [(east + dx) * eastMeter, 51.5 + (north + dy) * meter] as const;
  });
}
const length = (lines: readonly Position[][]) =>
  lines
    .flatMap((line) => line.slice(1).map((to, index) => [line[index] as Position, to] as const))
    .reduce((sum, [a, b]) => sum + Math.hypot((b[0] - a[0]) / eastMeter, (b[1] - a[1]) / meter), 0);

test("draws a street once that three routes share", () => {
  const grid = streetGrid([way(0, 0, 1_000, "east"), way(0, 6, 1_000, "east"), way(200, -5, 500, "east")]);
  expect(grid).toHaveLength(1);
  expect(length(grid)).toBeCloseTo(1_000, -1);
});

test("keeps what a later route adds, joined to the street it leaves", () => {
  const grid = streetGrid([way(0, 0, 1_000, "east"), way(500, 0, 400, "north")]);
  expect(grid).toHaveLength(2);
  const [east, north] = (grid[1] as Position[])[0] as Position;
  expect(Math.abs(east / eastMeter - 500)).toBeLessThan(15);
  expect(Math.abs((north - 51.5) / meter)).toBeLessThan(1);
});

test("draws no straight gap of the data", () => {
  const gap = [...way(0, 0, 200, "east"), ...way(2_000, 0, 200, "east")];
  expect(length(streetGrid([gap]))).toBeCloseTo(400, -1);
});

test("leaves out points that do not bend the line", () => {
  expect(simplified(way(0, 0, 1_000, "east"), 3)).toHaveLength(2);
  const bent = [...way(0, 0, 500, "east"), ...way(500, 50, 500, "north")];
  expect(simplified(bent, 3)).toHaveLength(3);
});
