import { BatchLimit } from "../../src/process/batch-limit.ts";

const quick = 50;

/** The limit after so many full writes. */
function after(limit: BatchLimit, writes: number, ms = quick): number {
  for (let write = 0; write < writes; write++) limit.succeeded(limit.records, ms);
  return limit.records;
}

function atMost(most = 1_000): BatchLimit {
  const limit = new BatchLimit(most);
  after(limit, 20);
  return limit;
}

test("writes are small at first, and as large as they may be after twenty that were quick", () => {
  const limit = new BatchLimit(1_000);
  expect(limit.records).toBe(100);
  expect(after(limit, 1)).toBe(150);
  expect(after(limit, 9)).toBe(600);
  expect(after(limit, 10)).toBe(1_000);
});

test("what failed comes again at half its size, and so on down to a hundred", () => {
  const limit = atMost();
  const sizes = [];
  for (let failure = 0; failure < 5; failure++) {
    limit.failed(limit.records);
    sizes.push(limit.records);
  }
  expect(sizes).toEqual([500, 250, 125, 100, 100]);
});

test("writes of several partitions that fail at once halve it once", () => {
  const limit = atMost();
  for (let partition = 0; partition < 6; partition++) limit.failed(1_000);
  expect(limit.records).toBe(500);
});

test("the failure of a small write makes no write larger", () => {
  const limit = atMost();
  limit.failed(1_000);
  limit.failed(900);
  expect(limit.records).toBe(450);
  limit.failed(1_000);
  expect(limit.records).toBe(450);
});

test("after a failure it grows by a two-hundredth of the most with each success, and never beyond", () => {
  const limit = atMost();
  limit.failed(1_000);
  expect(after(limit, 1)).toBe(505);
  expect(after(limit, 99)).toBe(1_000);
  expect(after(limit, 1)).toBe(1_000);
});

test("writes that last a second are not made larger, and those that last longer smaller", () => {
  const limit = new BatchLimit(1_000);
  after(limit, 4);
  expect(after(limit, 10, 1_500)).toBe(300);
  limit.succeeded(300, 2_500);
  expect(limit.records).toBe(225);
  // Slow ones that were under way at once count as one.
  limit.succeeded(300, 2_500);
  expect(limit.records).toBe(225);
  expect(after(limit, 30, 10_000)).toBe(100);
});

test("a write of a few records says nothing of full ones", () => {
  const limit = new BatchLimit(1_000);
  for (let write = 0; write < 50; write++) limit.succeeded(3, quick);
  expect(limit.records).toBe(100);
});

test("a sink of small batches keeps its size", () => {
  const limit = new BatchLimit(50);
  expect(limit.records).toBe(50);
  limit.failed(50);
  expect(limit.records).toBe(50);
  expect(after(limit, 3)).toBe(50);
});
