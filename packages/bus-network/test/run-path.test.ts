import { fitTo, runPath } from "../src/run-path.ts";
import { shapeOf } from "../src/shape.ts";

const at = (east: number, north: number) => [east / 1000, 51.5 + north / 1000] as const;
/** Two kilometres north with a bend of 139 m to the east in its middle. */
const bent = shapeOf([at(0, 0), at(0, 9), at(2, 9), at(2, 18)]);

test("between two stops on the line a bus drives the line, bends and all", () => {
  const stops = [at(0, 1), at(2, 17)];
  const { path, halts } = runPath(stops, fitTo(bent, stops));
  // 8 + 8 thousandths north and 2 east.
  expect(path.length).toBeCloseTo(16 * 111.26 + 2 * 69.44, -1);
  expect(halts).toEqual([0, path.length]);
});

test("to a stop more than 100 m off the line a bus goes straight", () => {
  const stops = [at(0, 1), at(-3, 5), at(0, 8.5)];
  const { path } = runPath(stops, fitTo(bent, stops));
  expect(path.points).toHaveLength(3);
  expect(path.points[1]).toEqual([-0.003, 51.505]);
});

test("a stop before the line begins is driven from all the same", () => {
  const stops = [at(0, -0.5), at(0, 5)];
  const { path } = runPath(stops, fitTo(bent, stops));
  expect(path.points[0]).toEqual(stops[0]);
  expect(path.points[1]).toEqual([0, 51.5]);
});

test("a long detour drawn for another variant is not driven", () => {
  const detour = shapeOf([at(0, 0), at(40, 0), at(40, 1), at(0, 1)]);
  const stops = [at(0, 0.01), at(0, 1)];
  expect(runPath(stops, fitTo(detour, stops)).path.length).toBeLessThan(120);
});

test("without a line the stops are the path", () => {
  const stops = [at(0, 0), at(5, 5), at(5, 9)];
  expect(runPath(stops).path.points).toEqual(stops);
});

test("a fit says what share of the stops the line serves", () => {
  expect(fitTo(bent, [at(0, 1), at(0, 5), at(-9, 9), at(2, 12)])?.share).toBe(0.75);
});
