import fc from "fast-check";
import { dayLabels, ends, roundHeight, steadyHeight } from "../../../../page/flights/chart/axis.ts";
import { isoOf } from "../../../../page/shell/day.ts";

test("heights are round", () => {
  expect(roundHeight(3_400)).toEqual({ top: 4_000, step: 1_000 });
  expect(roundHeight(20)).toEqual({ top: 20, step: 5 });
  expect(roundHeight(0)).toEqual({ top: 4, step: 1 });
});

test("every height holds its highest value under few labels of whole flights", () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 10_000_000 }), (highest) => {
      const { top, step } = roundHeight(highest);
      expect(top).toBeGreaterThanOrEqual(highest);
      expect(Number.isInteger(step)).toBe(true);
      expect(top / step).toBeGreaterThanOrEqual(1);
      expect(top / step).toBeLessThanOrEqual(5);
    }),
  );
});

test("a height grows with its data and does not sink under it", () => {
  const low = steadyHeight(90, undefined);
  const high = steadyHeight(950, low);
  expect([low.top, high.top, steadyHeight(90, high).top]).toEqual([100, 1_000, 1_000]);
});

test("a year is labelled by months, a month by weeks, a week by days, never closer than there is room", () => {
  const [from, to] = [16_436, 16_800];
  const iso = (days: readonly number[]) => days.map(isoOf);
  expect(iso(dayLabels(from, to, 1_100))).toHaveLength(12);
  expect(iso(dayLabels(from, to, 150))).toEqual(["2015-01-01", "2015-05-01", "2015-09-01"]);
  expect(iso(dayLabels(from, from + 30, 400))).toEqual([
    "2015-01-05",
    "2015-01-12",
    "2015-01-19",
    "2015-01-26",
  ]);
  expect(iso(dayLabels(from, from + 2, 400))).toEqual(["2015-01-01", "2015-01-02", "2015-01-03"]);
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 3_000 }),
      fc.integer({ min: 100, max: 2_000 }),
      (length, pixels) => {
        const labels = dayLabels(from, from + length, pixels);
        const most = Math.max(1, Math.floor(pixels / 48));
        expect(labels.length).toBeLessThanOrEqual(most + 1);
      },
    ),
  );
});

test("one day alone is in the middle of its axis, under its own label", () => {
  expect(ends([16_436, 16_436])).toEqual([16_435.5, 16_436.5]);
  expect(ends([16_436, 16_440])).toEqual([16_436, 16_440]);
  expect(dayLabels(...ends([16_436, 16_436]), 500)).toEqual([16_436]);
});
