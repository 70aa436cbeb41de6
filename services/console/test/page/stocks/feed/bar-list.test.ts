import { BarList } from "../../../../page/stocks/feed/bar-list.ts";
import { aBar } from "../a-bar.ts";

const listOf = (...ns: readonly number[]) => {
  const list = new BarList();
  list.takeAll(ns.map((n) => aBar(n)));
  return list;
};
const counts = (list: BarList) => list.all.map(({ barCount }) => barCount);

test("bars stand in the order of their times, in whatever order they come", () => {
  const list = listOf(3, 1);
  expect(list.take(aBar(2))).toBe("new");
  expect(list.take(aBar(7))).toBe("new");
  expect(list.take(aBar(0))).toBe("new");
  expect(counts(list)).toEqual([1, 2, 3, 4, 8]);
  expect([list.indexOf(aBar(7).openTime), list.indexOf(aBar(5).openTime)]).toEqual([4, -1]);
});

test("a later record of a bar takes its place, whatever its revision: it is the log that has an order", () => {
  const list = listOf(1, 2);
  expect(list.take(aBar(1, { close: 102, revision: 2 }))).toBe("changed");
  expect(list.take(aBar(1, { close: 102, revision: 2, sma: 99 }))).toBe("changed");
  expect(list.all[0]).toMatchObject({ close: 102, revision: 2, sma: 99 });
  expect(list.take(aBar(1, { close: 50, revision: 1 }))).toBe("changed");
  expect(list.all[0]).toMatchObject({ close: 50, revision: 1 });
  list.takeAll([aBar(1, { close: 7, revision: 0 }), aBar(0)]);
  expect(list.all.map(({ close }) => close)).toEqual([101, 7, 101]);
});

test("a bar that is taken back is gone, once", () => {
  const list = listOf(1, 2, 3);
  expect([list.drop(aBar(2).openTime), list.drop(aBar(2).openTime)]).toEqual([true, false]);
  expect(counts(list)).toEqual([2, 4]);
});
