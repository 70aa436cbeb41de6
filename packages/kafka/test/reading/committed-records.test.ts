import type { FetchedPartition } from "../../src/kafkajs/kafkajs-internals.ts";
import { committedRecords } from "../../src/reading/committed-records.ts";
import type { RecordBatch } from "../../src/record-batch/record-batch.ts";
import { batchOf } from "../record-batch/batch-of.ts";

interface Sketch {
  readonly offset: number;
  readonly producer?: number;
  readonly control?: "commit" | "abort";
  readonly key?: Buffer;
}

/** Version 0, then the type: 0 aborts, 1 commits (KIP-98). */
const marker = { abort: Buffer.from([0, 0, 0, 0]), commit: Buffer.from([0, 0, 0, 1]) };

/** A record in a batch of its own. */
function sketched({ offset, producer, control, key }: Sketch): RecordBatch {
  const named = control === undefined ? (key ?? Buffer.from(`k${offset}`)) : marker[control];
  const message = { key: named, value: Buffer.from(`v${offset}`) };
  return batchOf([message], {
    firstOffset: offset,
    producerId: String(producer ?? -1),
    isTransactional: producer !== undefined,
    isControl: control !== undefined,
  });
}

function answer(
  messages: readonly RecordBatch[],
  aborted: readonly (readonly [number, number])[] = [],
): FetchedPartition {
  return {
    partition: 3,
    highWatermark: "100",
    lastStableOffset: "100",
    abortedTransactions: aborted.map(([producer, firstOffset]) => ({
      producerId: String(producer),
      firstOffset: String(firstOffset),
    })),
    messages,
  };
}

function fetched(sketches: readonly Sketch[], aborted?: readonly (readonly [number, number])[]) {
  return answer(sketches.map(sketched), aborted);
}

function offsets(partition: FetchedPartition, from: number) {
  const { records, nextOffset } = committedRecords("positions", partition, from);
  return { delivered: records.map(({ offset }) => offset), nextOffset };
}

test("a record keeps its key, value, headers and the broker's time", () => {
  const message = { key: "k7", value: Buffer.from("v7"), headers: { trace: "1" } };
  const batch = batchOf([message], { firstOffset: 7, maxTimestamp: 1_007 });

  const { records } = committedRecords("positions", answer([batch]), 7);

  expect(records).toEqual([
    {
      topic: "positions",
      partition: 3,
      offset: 7,
      timestamp: 1_007,
      key: Buffer.from("k7"),
      value: Buffer.from("v7"),
      headers: { trace: Buffer.from("1") },
    },
  ]);
});

test("records before the wanted offset, which share its batch, are left out", () => {
  const batch = batchOf(
    [..."abc"].map((key) => ({ key, value: null })),
    { firstOffset: 5 },
  );

  expect(offsets(answer([batch]), 6)).toEqual({ delivered: [6, 7], nextOffset: 8 });
});

test("the position passes what compaction has taken from the end of a batch", () => {
  const batch = batchOf([{ key: "a", value: null }], { firstOffset: 5, lastOffset: 9 });

  expect(offsets(answer([batch]), 5)).toEqual({ delivered: [5], nextOffset: 10 });
});

test("all records of an aborted batch are left out, and all of one that was not aborted are there", () => {
  const three = [..."abc"].map((key) => ({ key, value: null }));
  const batches = [
    batchOf(three, { firstOffset: 0, producerId: "1", isTransactional: true }),
    batchOf(three, { firstOffset: 3, producerId: "2", isTransactional: true }),
  ];

  expect(offsets(answer(batches, [[1, 0]]), 0)).toEqual({ delivered: [3, 4, 5], nextOffset: 6 });
});

test("the position passes a control record at the end", () => {
  expect(
    offsets(
      fetched([
        { offset: 5, producer: 1 },
        { offset: 6, producer: 1, control: "commit" },
      ]),
      5,
    ),
  ).toEqual({
    delivered: [5],
    nextOffset: 7,
  });
});

test("an empty answer leaves the position where it is", () => {
  expect(offsets(fetched([]), 42)).toEqual({ delivered: [], nextOffset: 42 });
});

test("records of an aborted transaction are left out, those of others between them are not", () => {
  const log: Sketch[] = [
    { offset: 0, producer: 1 },
    { offset: 1, producer: 2 },
    { offset: 2 },
    { offset: 3, producer: 1, control: "abort" },
    { offset: 4, producer: 2, control: "commit" },
    { offset: 5, producer: 1 },
    { offset: 6, producer: 1, control: "commit" },
  ];

  expect(offsets(fetched(log, [[1, 0]]), 0)).toEqual({ delivered: [1, 2, 5], nextOffset: 7 });
});

test("two transactions that began before the fetch are both known as aborted from its first record on", () => {
  const log: Sketch[] = [
    { offset: 60, producer: 2 },
    { offset: 61, producer: 1 },
    { offset: 62, producer: 1, control: "abort" },
    { offset: 63, producer: 2, control: "abort" },
    { offset: 64 },
  ];

  expect(
    offsets(
      fetched(log, [
        [2, 20],
        [1, 10],
      ]),
      60,
    ),
  ).toEqual({ delivered: [64], nextOffset: 65 });
});

test("a data record whose key looks like an abort marker ends no transaction", () => {
  const log: Sketch[] = [
    { offset: 0, producer: 1, key: marker.abort },
    { offset: 1, producer: 1 },
    { offset: 2, producer: 1, control: "abort" },
  ];

  expect(offsets(fetched(log, [[1, 0]]), 0)).toEqual({ delivered: [], nextOffset: 3 });
});

test("a producer may abort twice", () => {
  const log: Sketch[] = [
    { offset: 0, producer: 1 },
    { offset: 1, producer: 1, control: "abort" },
    { offset: 2, producer: 1 },
    { offset: 3, producer: 1, control: "commit" },
    { offset: 4, producer: 1 },
    { offset: 5, producer: 1, control: "abort" },
  ];

  expect(
    offsets(
      fetched(log, [
        [1, 0],
        [1, 4],
      ]),
      0,
    ),
  ).toEqual({ delivered: [2], nextOffset: 6 });
});
