import { aBar, minute } from "../a-bar.ts";
import { minutes, revised } from "../minutes.ts";
import { Folding } from "./folding.ts";
import { difference, recomputed } from "./recomputed.ts";

const bars = minutes(1_400);
const split = bars.map((bar) => revised(bar, 0.25));
const [newest] = bars.slice(-1) as [(typeof bars)[number]];
const next = aBar({ openTime: newest.openTime + minute, close: 26, final: false });

function isAsBatch(folding: Folding): void {
  expect(difference(folding.table, recomputed(folding.log))).toBeUndefined();
}

test("a correction of what is kept costs no rebuild, an older one costs one and is right", () => {
  const folding = new Folding().take(...bars, revised(bars[900] ?? newest, 2));
  expect(folding.rebuilds).toEqual([]);
  isAsBatch(folding);
  folding.take(revised(bars[100] ?? newest, 2));
  expect(folding.rebuilds).toEqual([
    "a correction of 2025-01-06T01:40:00.000Z is older than what is kept, since 2025-01-06T14:10:00.000Z",
  ]);
  isAsBatch(folding);
});

test("after a rebuild no more is kept than before, as soon as bars close again", () => {
  const folding = new Folding().take(...bars, revised(bars[100] ?? newest, 2));
  expect(Object.keys(folding.state ?? {}).filter((part) => part.startsWith("1m."))).toHaveLength(56);
  folding.take(...minutes(1_430).slice(1_400));
  expect(Object.keys(folding.state ?? {}).filter((part) => part.startsWith("1m.")).length).toBeLessThan(25);
  isAsBatch(folding);
});

test("a split costs each bar once, no rebuild, and tells no signal of prices before and after it side by side", () => {
  const folding = new Folding().take(...bars);
  const [before, told] = [folding.indicators.length, folding.signals.length];
  folding.take(...split);
  isAsBatch(folding);
  expect(folding.rebuilds).toEqual([]);
  expect(folding.indicators.length - before).toBeLessThan(9 * bars.length);
  expect(folding.signals).toHaveLength(told);
  folding.take(next);
  isAsBatch(folding);
});

test("a split of a history that is kept as a whole is the same", () => {
  const folding = new Folding().take(...bars.slice(0, 400));
  const before = folding.indicators.length;
  folding.take(...split.slice(0, 400));
  isAsBatch(folding);
  expect(folding.rebuilds).toEqual([]);
  // The first ten cannot be known from corrections, and have all bars after them published.
  expect(folding.indicators.length - before).toBeLessThan(10 * 600 + 30 * 30 + 9 * 400);
});

test("a split after a rebuild is the same, and a later correction finds all of it in the log", () => {
  const folding = new Folding().take(...bars, revised(bars[100] ?? newest, 2));
  const again = bars.map((bar, n) => revised(bar, 0.25, { revision: n === 100 ? 2 : 1 }));
  folding.take(...again, next);
  isAsBatch(folding);
  expect(folding.rebuilds).toHaveLength(1);
  folding.take(revised(again[200] ?? newest, 3));
  isAsBatch(folding);
  expect(folding.rebuilds).toHaveLength(2);
});

test.each([
  ["before what is kept", 500],
  ["within what is kept", 1_200],
])("a split that breaks off %s is right once anything else comes, and so is its end", (_, at) => {
  const folding = new Folding().take(...bars, ...split.slice(0, at), next);
  isAsBatch(folding);
  expect(folding.rebuilds).toHaveLength(at < 900 ? 1 : 0);
  folding.take(...split.slice(at), revised(next, 1));
  isAsBatch(folding);
  expect(folding.rebuilds.length).toBeLessThanOrEqual(2);
});

test("a history sent twice publishes nothing", () => {
  const folding = new Folding().take(...bars);
  const before = folding.indicators.length;
  folding.take(...bars);
  expect(folding.indicators).toHaveLength(before);
  expect(folding.rebuilds).toEqual([]);
});

test("bars before the first one known are put before it", () => {
  const folding = new Folding().take(...bars.slice(700), ...bars.slice(0, 700), next);
  isAsBatch(folding);
  expect(folding.of("1m").at(-1)?.barCount).toBe(1_401);
});

test("bars that become known as the newest is forming are all there once it closes, through restarts too", () => {
  const folding = new Folding({ restarts: (record) => record % 50 === 0 }).take(...bars, next);
  folding.take(...split, { ...revised(next, 1), final: true });
  isAsBatch(folding);
});
