import {
  bearingOf,
  metersPerUnit,
  placeAt,
  project,
  type RoutePath,
  routePath,
  turn,
} from "../../../../page/buses/motion/route-path.ts";
import { position, worldPoint } from "../../../../page/map/world-point.ts";

/** One kilometre east, then one kilometre north, from the middle of London. */
const kilometer = 1_000 / 111_319.49;
const eastward = kilometer / Math.cos((51.5 * Math.PI) / 180);
const corner = routePath([
  [-0.12, 51.5],
  [-0.12 + eastward, 51.5],
  [-0.12 + eastward, 51.5 + kilometer],
]) as RoutePath;

test("measures a path in metres", () => {
  expect(corner.length).toBeGreaterThan(1_995);
  expect(corner.length).toBeLessThan(2_005);
});

test("turns a world point back into degrees", () => {
  const { longitude, latitude } = position(worldPoint(-0.1278, 51.5074));
  expect(longitude).toBeCloseTo(-0.1278, 9);
  expect(latitude).toBeCloseTo(51.5074, 9);
});

test("knows that a Mercator unit is shorter in metres the further north", () => {
  expect(metersPerUnit(worldPoint(0, 0))).toBeCloseTo(40_075_016.686, 3);
  expect(metersPerUnit(worldPoint(0, 60))).toBeCloseTo(20_037_508.343, 0);
});

test("finds places along the path with their bearing, whatever the hint", () => {
  for (const hint of [0, 1, 99]) {
    const early = placeAt(corner, 500, hint);
    expect([early.segment, early.bearing]).toEqual([0, expect.closeTo(90, 6)]);
    const late = placeAt(corner, 1_500, hint);
    expect([late.segment, late.bearing]).toEqual([1, expect.closeTo(0, 6)]);
  }
  expect(placeAt(corner, -5)).toMatchObject({ x: corner.x[0], y: corner.y[0] });
  expect(placeAt(corner, 9_999)).toMatchObject({ x: corner.x[2], y: corner.y[2] });
});

test("projects a point to the nearest place and says how far off it is", () => {
  const beside = worldPoint(-0.12 + eastward / 4, 51.5 + kilometer / 10);
  const { meters, distance } = project(corner, beside);
  expect(meters).toBeGreaterThan(248);
  expect(meters).toBeLessThan(252);
  expect(distance).toBeGreaterThan(98);
  expect(distance).toBeLessThan(102);
});

test("chooses the pass that agrees with the heading where a path comes back the same street", () => {
  const thereAndBack = routePath([
    [-0.12, 51.5],
    [-0.12 + eastward, 51.5],
    [-0.12, 51.50001],
  ]) as RoutePath;
  const point = worldPoint(-0.12 + eastward / 4, 51.500005);
  expect(project(thereAndBack, point, 90).meters).toBeLessThan(300);
  expect(project(thereAndBack, point, 270).meters).toBeGreaterThan(1_700);
});

test("stays within the stretch it is asked about", () => {
  const start = worldPoint(-0.12, 51.5);
  expect(project(corner, start, null, 400, 600).meters).toBe(400);
});

test("is no path with fewer than two places", () => {
  expect(routePath([])).toBeUndefined();
  expect(
    routePath([
      [0, 51],
      [0, 51],
    ]),
  ).toBeUndefined();
});

test("tells bearings clockwise from north, and the shorter turn between two", () => {
  expect([bearingOf(0, -1), bearingOf(1, 0), bearingOf(0, 1), bearingOf(-1, 0)]).toEqual([0, 90, 180, 270]);
  expect([turn(350, 10), turn(10, 350), turn(90, 90)]).toEqual([20, -20, 0]);
});
