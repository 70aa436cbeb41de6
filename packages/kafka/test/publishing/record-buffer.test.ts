import type { OutgoingRecord } from "../../src/broker.ts";
import { type Held, RecordBuffer, recordBytes } from "../../src/publishing/record-buffer.ts";

let taken = 0;

function held(bytes: number): Held {
  const record: OutgoingRecord = { key: `key ${++taken}`, value: null };
  return { record, bytes, sequence: taken, resolve: () => undefined, reject: () => undefined };
}

test("a record counts its key, value and headers in bytes of UTF-8, and some overhead", () => {
  const record = { key: "né", value: Buffer.alloc(100), headers: { trace: "abc" } };

  // 3 + 100 + 5 + 3 bytes of content
  expect(recordBytes(record)).toBeGreaterThanOrEqual(111);
  expect(recordBytes(record)).toBeLessThan(111 + 60);
  expect(recordBytes({ key: "né", value: null })).toBeLessThan(recordBytes(record) - 100);
});

test("a batch takes records in order up to its cap, and leaves the next one waiting", () => {
  const buffer = new RecordBuffer(100);
  const records = [held(40), held(60), held(1)];
  for (const record of records) buffer.add(record);

  expect(buffer.takeBatch()).toEqual(records.slice(0, 2));
  expect(buffer.waitingRecords).toBe(1);
});

test("a record larger than the cap goes alone", () => {
  const buffer = new RecordBuffer(100);
  const records = [held(500), held(1)];
  for (const record of records) buffer.add(record);

  expect(buffer.takeBatch()).toEqual([records[0]]);
  expect(buffer.takeBatch()).toEqual([records[1]]);
  expect(buffer.takeBatch()).toEqual([]);
});

test("records in flight still count as held until their fate is known", () => {
  const buffer = new RecordBuffer(100);
  buffer.add(held(70));
  buffer.add(held(50));
  const [inFlight] = buffer.takeBatch();

  expect([buffer.heldBytes, buffer.waitingBytes, buffer.isEmpty]).toEqual([120, 50, false]);
  buffer.settle(inFlight as Held);
  buffer.settle(inFlight as Held);
  expect([buffer.heldBytes, buffer.waitingBytes]).toEqual([50, 50]);
});

test("only waiting records are dropped, the oldest first", () => {
  const buffer = new RecordBuffer(10);
  const records = [held(10), held(10), held(10)];
  for (const record of records) buffer.add(record);
  buffer.takeBatch();

  expect(buffer.dropOldest()).toBe(records[1]);
  expect(buffer.dropOldest()).toBe(records[2]);
  expect(buffer.dropOldest()).toBeUndefined();
  expect(buffer.oldestSequence).toBe(records[0]?.sequence);
});

test("ten thousand records pass through in order", () => {
  const buffer = new RecordBuffer(95);
  const records = Array.from({ length: 10_000 }, () => held(10));
  const passed: Held[] = [];
  for (const record of records) {
    buffer.add(record);
    if (buffer.waitingRecords === 25) passed.push(...buffer.takeBatch());
  }
  for (let batch = buffer.takeBatch(); batch.length > 0; batch = buffer.takeBatch()) passed.push(...batch);

  expect(passed.map(({ sequence }) => sequence)).toEqual(records.map(({ sequence }) => sequence));
  for (const record of passed) buffer.settle(record);
  expect([buffer.heldBytes, buffer.isEmpty, buffer.oldestSequence]).toEqual([
    0,
    true,
    Number.POSITIVE_INFINITY,
  ]);
});
