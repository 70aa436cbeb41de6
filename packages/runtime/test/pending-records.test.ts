import { PendingRecords } from "../src/pending-records.ts";
import { record } from "./fake-log-reader.ts";

test("records wait by schema, in the order they came", () => {
  const pending = new PendingRecords();
  pending.add(7, record(0, "a", "x"));
  pending.add(8, record(1, "b", "x"));
  pending.add(7, record(2, "c", "x"));
  expect(pending.take(7).map(({ offset }) => offset)).toEqual([0, 2]);
  expect(pending.take(7)).toEqual([]);
  expect(pending.size).toBe(1);
});

test("with too many records the oldest make room, and are counted", () => {
  const pending = new PendingRecords(2, 1_000);
  expect([0, 1, 2, 3].map((offset) => pending.add(7, record(offset, "a", "x")))).toEqual([0, 0, 1, 1]);
  expect(pending.take(7).map(({ offset }) => offset)).toEqual([2, 3]);
});

test("with too many bytes the oldest make room", () => {
  const pending = new PendingRecords(100, 10);
  expect(pending.add(7, record(0, "a", "1234"))).toBe(0);
  expect(pending.add(8, record(1, "a", "1234"))).toBe(0);
  expect(pending.add(8, record(2, "a", "123456"))).toBe(1);
  expect(pending.take(7)).toEqual([]);
  expect(pending.take(8).map(({ offset }) => offset)).toEqual([1, 2]);
  expect(pending.add(9, record(3, "a", "1234567890"))).toBe(0);
});

test("the oldest of a partition is found across schemas", () => {
  const pending = new PendingRecords();
  pending.add(7, record(5, "a", "x", 1));
  pending.add(8, record(3, "a", "x", 1));
  pending.add(8, record(1, "a", "x", 0));
  expect(pending.oldest(1)).toBe(3);
  expect(pending.oldest(0)).toBe(1);
  expect(pending.oldest(2)).toBeUndefined();
});
