import { cellLevel, scaleEnd } from "../../../../page/accidents/map/cell-scale.ts";
import { pictureOf } from "../../../../page/accidents/map/map-picture.ts";
import type { MapView } from "../../../../page/map/map-view.ts";
import { worldPoint } from "../../../../page/map/world-point.ts";
import { anAccident } from "../an-accident.ts";

/** A view of 800 × 500 pixels with that place in its middle. */
function viewAt(zoom: number, latitude = 39, longitude = -95): MapView {
  const scale = 256 * 2 ** zoom;
  const { x, y } = worldPoint(longitude, latitude);
  return { zoom, scale, originX: x * scale - 400, originY: y * scale - 250, width: 800, height: 500 };
}
const everything = { until: 0, since: -1, oldest: 0, includes: () => true };
const at = (accidentId: string, latitude: number, longitude: number, severityLevel = 2) =>
  anAccident({ accidentId, latitude, longitude, severityLevel });
const crowd = [1, 2, 2, 2, 3, 4, 4].map((severity, index) => at(`A-${index}`, 39, -95, severity));

test("six or more in a cell are a cell with their number and severities, fewer are dots", () => {
  const few = [at("B-1", 45, -100), at("B-2", 45, -100)];
  const { cells, dots, inView } = pictureOf([...crowd, ...few], everything, viewAt(4));
  expect(cells).toMatchObject([{ count: 7, severities: [1, 3, 1, 2] }]);
  expect(dots.map(({ accident }) => accident.accidentId)).toEqual(["B-1", "B-2"]);
  expect(inView).toBe(9);
  expect(pictureOf(crowd.slice(0, 5), everything, viewAt(4)).cells).toEqual([]);
});

test("from zoom 9 each is a dot where it happened", () => {
  const { cells, dots } = pictureOf(crowd, everything, viewAt(9));
  expect(cells).toEqual([]);
  expect(dots).toHaveLength(7);
  expect([dots[0]?.x, dots[0]?.y]).toEqual([expect.closeTo(400, 6), expect.closeTo(250, 6)]);
});

test("a cell keeps its accidents while the map is moved", () => {
  const spread = Array.from({ length: 600 }, (_, index) =>
    at(`A-${index}`, 37 + (index % 25) * 0.2, -98 + Math.floor(index / 25) * 0.25),
  );
  const countsOf = (longitude: number) =>
    pictureOf(spread, everything, viewAt(5, 39, longitude))
      .cells.map(({ count }) => count)
      .sort((a, b) => a - b);
  expect(countsOf(-95.1)).toEqual(countsOf(-95));
  expect(countsOf(-95).length).toBeGreaterThan(10);
});

test("a cell at the edge is whole, and what is beyond the edge is not in view", () => {
  const view = viewAt(4);
  const { cells, inView } = pictureOf(crowd, everything, { ...view, originX: view.originX + 402 });
  expect(cells).toMatchObject([{ count: 7 }]);
  expect(inView).toBe(0);
});

test("only what is chosen is drawn, and nothing without a choice", () => {
  const chosen = {
    ...everything,
    includes: ({ severityLevel }: { severityLevel: number }) => severityLevel > 2,
  };
  expect(pictureOf(crowd, chosen, viewAt(9)).dots).toHaveLength(3);
  expect(pictureOf(crowd, undefined, viewAt(9))).toMatchObject({ dots: [], cells: [], inView: 0 });
});

test("the scale ends at the next of 10, 20, 50, and has five levels of equal ratio", () => {
  expect([[], [7], [11], [50], [51], [1_840]].map((counts) => scaleEnd(counts))).toEqual([
    10, 10, 20, 50, 100, 2_000,
  ]);
  expect([6, 10, 11, 24, 58, 59, 92, 200].map((count) => cellLevel(count, 200))).toEqual([
    0, 0, 0, 1, 3, 3, 3, 4,
  ]);
});
