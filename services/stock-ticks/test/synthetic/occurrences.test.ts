import { Occurrences } from "../../src/synthetic/occurrences.ts";

test("it happens once in every stretch, whatever part of time is asked for", () => {
  const occurrences = new Occurrences(60, 3);
  const all = [...occurrences.between(6_000, 12_000)];
  expect(all.map((minute) => Math.floor(minute / 60))).toEqual(
    Array.from({ length: 100 }, (_, index) => 100 + index),
  );
  expect([...occurrences.between(6_000, 7_777), ...occurrences.between(7_777, 12_000)]).toEqual(all);
  expect(new Set(all.map((minute) => minute % 60)).size).toBeGreaterThan(20);
});

test("what never happens does not", () => {
  expect([...new Occurrences(0, 3).between(0, 1e9)]).toEqual([]);
});
