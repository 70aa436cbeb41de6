import { newestOf, selectionOf } from "../../../page/accidents/selection.ts";
import { inTableOrder } from "../../../page/accidents/table-order.ts";
import { anAccident } from "./an-accident.ts";

const HOUR = 3_600_000;
const replay = anAccident({ accidentId: "A" }).replay;
const all = { window: "24h", severities: [1, 2, 3, 4], state: undefined } as const;
const newest = anAccident({ accidentId: "A-1", startedAt: 100 * HOUR });
const dayOld = anAccident({ accidentId: "A-2", startedAt: 76 * HOUR });
const nearly = anAccident({
  accidentId: "A-3",
  startedAt: 76 * HOUR + 1,
  severityLevel: 4,
  state: "CA",
  city: null,
});
const other = anAccident({
  accidentId: "B-1",
  startedAt: 500 * HOUR,
  replay: "20261121T120304Z.5f2a9c1e.1.0",
});
const accidents = [dayOld, newest, nearly, other];

const idsOf = (chosen: Parameters<typeof selectionOf>[2]) => {
  const selection = selectionOf(accidents, replay, chosen);
  return accidents.filter((accident) => selection?.includes(accident)).map(({ accidentId }) => accidentId);
};

test("the window ends with the newest accident of the replay, and its beginning is not within", () => {
  expect(selectionOf(accidents, replay, all)).toMatchObject({
    until: 100 * HOUR,
    since: 76 * HOUR,
    oldest: 76 * HOUR,
  });
  expect(idsOf(all)).toEqual(["A-1", "A-3"]);
  expect(idsOf({ ...all, window: "3d" })).toEqual(["A-2", "A-1", "A-3"]);
});

test("severity and state are chosen from it", () => {
  expect(idsOf({ ...all, severities: [4] })).toEqual(["A-3"]);
  expect(idsOf({ ...all, state: "OH" })).toEqual(["A-1"]);
});

test("nothing is chosen of a replay that holds nothing", () => {
  expect(selectionOf(accidents, "another", all)).toBeUndefined();
  expect(newestOf(accidents, undefined, 5)).toEqual([]);
});

test("the newest of many are those a full sort would give, ties by id", () => {
  const many = Array.from({ length: 1_000 }, (_, index) =>
    anAccident({
      accidentId: `A-${String(index).padStart(4, "0")}`,
      startedAt: ((index * 7919) % 257) * HOUR,
    }),
  );
  const selection = selectionOf(many, replay, { ...all, window: "7d" });
  const sorted = many.toSorted(
    (a, b) => b.startedAt - a.startedAt || a.accidentId.localeCompare(b.accidentId),
  );
  expect(newestOf(many, selection, 20)).toEqual(sorted.slice(0, 20));
});

test("the table counts all, and shows the first of its order", () => {
  const selection = selectionOf(accidents, replay, { ...all, window: "3d" });
  const rows = (order: "newest" | "severity" | "place", most: number) => {
    const table = inTableOrder(accidents, selection, order, most);
    return [table.all, ...table.rows.map(({ accidentId }) => accidentId)];
  };
  expect(rows("newest", 2)).toEqual([3, "A-1", "A-3"]);
  expect(rows("severity", 9)).toEqual([3, "A-3", "A-1", "A-2"]);
  expect(rows("place", 9)).toEqual([3, "A-3", "A-1", "A-2"]);
});
