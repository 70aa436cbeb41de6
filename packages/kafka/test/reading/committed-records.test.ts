import type { FetchedPartition, FetchedRecord } from "../../src/kafkajs/kafkajs-internals.ts";
import { committedRecords } from "../../src/reading/committed-records.ts";

interface Sketch {
  readonly offset: number;
  readonly producer?: number;
  readonly control?: "commit" | "abort";
  readonly key?: Buffer;
  readonly headers?: FetchedRecord["headers"];
}

/** Version 0, then the type: 0 aborts, 1 commits (KIP-98). */
const marker = { abort: Buffer.from([0, 0, 0, 0]), commit: Buffer.from([0, 0, 0, 1]) };

function sketched({ offset, producer, control, key, headers = {} }: Sketch): FetchedRecord {
  return {
    offset: String(offset),
    timestamp: String(1_000 + offset),
    key: control === undefined ? (key ?? Buffer.from(`k${offset}`)) : marker[control],
    value: Buffer.from(`v${offset}`),
    headers,
    isControlRecord: control !== undefined,
    batchContext: { producerId: String(producer ?? -1), inTransaction: producer !== undefined },
  };
}

function fetched(
  sketches: readonly Sketch[],
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
    messages: sketches.map(sketched),
  };
}

function offsets(partition: FetchedPartition, from: number) {
  const { records, nextOffset } = committedRecords("positions", partition, from);
  return { delivered: records.map(({ offset }) => offset), nextOffset };
}

test("a record keeps its key, value, headers and the broker's time", () => {
  const headers = { trace: Buffer.from("1"), twice: [Buffer.from("old"), Buffer.from("new")] };

  const { records } = committedRecords("positions", fetched([{ offset: 7, headers }]), 7);

  expect(records).toEqual([
    {
      topic: "positions",
      partition: 3,
      offset: 7,
      timestamp: 1_007,
      key: Buffer.from("k7"),
      value: Buffer.from("v7"),
      headers: { trace: Buffer.from("1"), twice: Buffer.from("new") },
    },
  ]);
});

test("records before the wanted offset, which share its batch, are left out", () => {
  expect(offsets(fetched([{ offset: 5 }, { offset: 6 }, { offset: 7 }]), 6)).toEqual({
    delivered: [6, 7],
    nextOffset: 8,
  });
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
