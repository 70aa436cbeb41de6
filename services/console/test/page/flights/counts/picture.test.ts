import { CountTable } from "../../../../page/flights/counts/count-table.ts";
import { indexOfDay, pictureOf, rowsOf, viewFor } from "../../../../page/flights/counts/picture.ts";

const first = 16_436;
const chosen = {
  airlines: ["WN", "US"],
  measure: "flights",
  of: "scheduled",
  view: "lines",
  range: undefined,
} as const;

function threeDays(): CountTable {
  const table = new CountTable();
  table.take("WN", first, [30, 0, 0, 6, 30]);
  table.take("US", first, [10, 0, 0, 5, 10]);
  table.take("WN", first + 2, [90, 0, 0, 9, 90]);
  return table;
}

test("a day without flights between the first and the last is zero; a day not reached is not there", () => {
  const { days, values, highest } = pictureOf(threeDays(), chosen);
  expect(days).toEqual([first, first + 1, first + 2]);
  expect(values).toEqual([
    [30, 0, 90],
    [10, 0, 0],
  ]);
  expect(highest).toBe(90);
});

test("an airline that never came is zero all along, and nothing at all without any count", () => {
  expect(pictureOf(threeDays(), { ...chosen, airlines: ["HA"] }).values).toEqual([[0, 0, 0]]);
  expect(pictureOf(new CountTable(), chosen)).toMatchObject({ days: [], values: [[], []], highest: 0 });
});

test("stacked, each line stands on those before it", () => {
  const { values, heights, highest } = pictureOf(threeDays(), { ...chosen, view: "stacked" });
  expect(values[1]).toEqual([10, 0, 0]);
  expect(heights).toEqual([
    [30, 0, 90],
    [40, 0, 90],
  ]);
  expect(highest).toBe(90);
});

test("a share is of the airlines chosen; of no flights there is none", () => {
  const { values, heights, isPercent } = pictureOf(threeDays(), { ...chosen, view: "share" });
  expect(values).toEqual([
    [75, null, 100],
    [25, null, 0],
  ]);
  expect(heights[1]).toEqual([100, null, 100]);
  expect(isPercent).toBe(true);
});

test("shares on time are not added up, and a day without flights has none", () => {
  const picture = pictureOf(threeDays(), { ...chosen, measure: "on-time", view: "stacked" });
  expect(picture.view).toBe("lines");
  expect(picture.values).toEqual([
    [80, null, 90],
    [50, null, null],
  ]);
  expect(viewFor("flights", "stacked")).toBe("stacked");
});

test("the height is that of the days seen, and so are the rows", () => {
  const range = [first, first + 1] as const;
  const picture = pictureOf(threeDays(), { ...chosen, range });
  expect(picture.highest).toBe(30);
  expect(rowsOf(picture, range)).toEqual([
    { date: "2015-01-01", values: [30, 10] },
    { date: "2015-01-02", values: [0, 0] },
  ]);
  expect([indexOfDay(picture, first + 2), indexOfDay(picture, first + 3)]).toEqual([2, undefined]);
});
