import { pathOf, pointAt } from "../src/path.ts";

// One degree of latitude on WGS84 at 51.5° N is 111,259 m, one of longitude 69,439 m
// (series of the National Geospatial-Intelligence Agency's length-of-degree calculator).
const degreeNorth = 111_259;
const degreeEast = 69_439;
const start = [-0.1, 51.5] as const;

test("a way north is as long as its degrees of latitude", () => {
  expect(pathOf([start, [-0.1, 51.51]]).length).toBeCloseTo(degreeNorth / 100, 0);
});

test("a way east is as long as its degrees of longitude at that latitude", () => {
  expect(pathOf([start, [-0.09, 51.5]]).length).toBeCloseTo(degreeEast / 100, 0);
});

test("the distances of a path add up from leg to leg", () => {
  const { meters, length } = pathOf([start, [-0.1, 51.51], [-0.09, 51.51]]);
  expect(meters[0]).toBe(0);
  expect(meters[1]).toBeCloseTo(1112.6, 0);
  expect(meters[2]).toBeCloseTo(1112.6 + 694.2, 0);
  expect(length).toBe(meters[2]);
});

test.each([
  ["north", [-0.1, 51.51], 0],
  ["east", [-0.09, 51.5], 90],
  ["south", [-0.1, 51.49], 180],
  ["west", [-0.11, 51.5], 270],
  // tan = east/north of the two lengths above.
  ["north-east", [-0.09, 51.51], 31.97],
] as const)("a bus going %s looks there", (_, end, bearing) => {
  expect(pointAt(pathOf([start, end]), 10).bearingDegrees).toBeCloseTo(bearing, 1);
});

test("half the metres of a straight way are its middle", () => {
  const path = pathOf([start, [-0.08, 51.52]]);
  const { latitude, longitude } = pointAt(path, path.length / 2);
  expect(latitude).toBeCloseTo(51.51, 9);
  expect(longitude).toBeCloseTo(-0.09, 9);
});

test("at a corner one looks along the way that leads on", () => {
  const path = pathOf([start, [-0.1, 51.51], [-0.09, 51.51]]);
  expect(pointAt(path, path.meters[1] as number).bearingDegrees).toBeCloseTo(90, 1);
});

test("before the start is the start, past the end is the end", () => {
  const path = pathOf([start, [-0.1, 51.51]]);
  expect(pointAt(path, -5)).toMatchObject({ latitude: 51.5, longitude: -0.1 });
  expect(pointAt(path, path.length + 5)).toMatchObject({ latitude: 51.51, longitude: -0.1 });
});

test("a point given twice in a row counts once", () => {
  expect(pathOf([start, start, [-0.1, 51.51]]).points).toHaveLength(2);
});

test("one place alone is no path", () => {
  expect(() => pathOf([start, start])).toThrow(RangeError);
});
