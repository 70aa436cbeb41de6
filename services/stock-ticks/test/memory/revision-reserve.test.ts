import { RevisionReserve } from "../../src/memory/revision-reserve.ts";

test("no revision may be used before it is marked as taken", async () => {
  const reserve = new RevisionReserve("ACME|1m", new Map());
  expect(reserve.covers(0)).toBe(false);
  const wanted = reserve.wanted(0);
  expect(wanted).toEqual({ reserved: 1000 });
  const change = reserve.change();
  if (wanted !== undefined) reserve.written(wanted);
  await change;
  expect([0, 999, 1000].map((revision) => reserve.covers(revision))).toEqual([true, true, false]);
});

test("more are asked for half a step before they are needed, and once", () => {
  const reserve = new RevisionReserve("ACME|1m", new Map());
  reserve.written(reserve.wanted(0) ?? { reserved: 0 });
  expect([1, 499, 500].map((revision) => reserve.wanted(revision))).toEqual([
    undefined,
    undefined,
    undefined,
  ]);
  expect(reserve.wanted(501)).toEqual({ reserved: 1501 });
  expect(reserve.wanted(502)).toBeUndefined();
});

test("what an earlier life has taken is not used again", () => {
  const reserve = new RevisionReserve("ACME|1m", new Map([["ACME|1m", { reserved: 4000 }]]));
  expect(reserve.first).toBe(4000);
  expect(reserve.covers(4000)).toBe(false);
  expect(reserve.wanted(4000)).toEqual({ reserved: 5000 });
});
