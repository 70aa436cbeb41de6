import { BatchLimit } from "../../src/process/batch-limit.ts";

function after(limit: BatchLimit, writes: number): number {
  for (let write = 0; write < writes; write++) limit.succeeded();
  return limit.records;
}

test("writes are as large as they may be until one fails", () => {
  expect(after(new BatchLimit(1_000), 10)).toBe(1_000);
});

test("what failed comes again at half its size, and so on down to a hundred", () => {
  const limit = new BatchLimit(1_000);
  const sizes = [];
  for (let failure = 0; failure < 5; failure++) {
    limit.failed(limit.records);
    sizes.push(limit.records);
  }
  expect(sizes).toEqual([500, 250, 125, 100, 100]);
});

test("writes of several partitions that fail at once halve it once", () => {
  const limit = new BatchLimit(1_000);
  for (let partition = 0; partition < 6; partition++) limit.failed(1_000);
  expect(limit.records).toBe(500);
});

test("the failure of a small write makes no write larger", () => {
  const limit = new BatchLimit(1_000);
  limit.failed(1_000);
  limit.failed(900);
  expect(limit.records).toBe(450);
  limit.failed(1_000);
  expect(limit.records).toBe(450);
});

test("with each success it grows by a two-hundredth of the most, and never beyond", () => {
  const limit = new BatchLimit(1_000);
  limit.failed(1_000);
  expect(after(limit, 1)).toBe(505);
  expect(after(limit, 99)).toBe(1_000);
  expect(after(limit, 1)).toBe(1_000);
});

test("a sink of small batches keeps its size", () => {
  const limit = new BatchLimit(50);
  limit.failed(50);
  expect(limit.records).toBe(50);
});
