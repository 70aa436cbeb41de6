import type { HistoryBatch } from "../../src/history/history-request.ts";
import { HistoryWriter, type HistoryWriterOptions } from "../../src/history/history-writer.ts";
import { Names } from "../../src/history/names.ts";
import { unpackBars } from "../../src/history/packed-bars.ts";
import { anIndicator, minutes } from "../an-indicator.ts";
import { anEntry } from "./an-entry.ts";

const writers: HistoryWriter[] = [];
afterEach(async () => {
  await Promise.all(writers.splice(0).map((writer) => writer.close()));
});

function setUp(limits: HistoryWriterOptions["limits"] = {}) {
  const names = new Names();
  const progress = { epoch: "log", position: [0] };
  const batches: {
    closes: unknown[];
    removed: HistoryBatch["removed"];
    position: HistoryBatch["position"];
  }[] = [];
  const told: string[] = [];
  const state: { failure: Error | undefined; hold: Promise<unknown> } = {
    failure: undefined,
    hold: Promise.resolve(),
  };
  const writer = new HistoryWriter({
    names,
    progress,
    write: async ({ bars, removed, position }) => {
      await state.hold;
      if (state.failure !== undefined) throw state.failure;
      const closes = unpackBars(bars, names).map(({ value }) => value?.close);
      batches.push({ closes, removed, position });
    },
    onFailure: (error) => told.push(`failed: ${(error as Error).message}`),
    onRecovery: () => told.push("recovered"),
    isFinal: (error) => (error as Error).message === "damaged",
    limits: { lingerMs: 1, firstPauseMs: 1, longestPauseMs: 2, ...limits },
  });
  writers.push(writer);
  const put = (count: number, close?: number) => {
    for (const bar of minutes(count, close === undefined ? {} : { close, high: close })) {
      const entry = anEntry(bar);
      writer.put(entry.key, entry);
    }
  };
  const closes = () => batches.flatMap((batch) => batch.closes);
  return { writer, progress, batches, told, state, put, closes };
}

test("of each bar only the newest change is written, and the place in the log with the last batch alone", async () => {
  const { writer, progress, batches, put } = setUp({ mostInBatch: 2 });
  put(5);
  put(1, 120);
  progress.position = [6];
  await writer.settled();
  expect(batches).toEqual([
    { closes: [120, 101], removed: [], position: undefined },
    { closes: [102, 103], removed: [], position: undefined },
    { closes: [104], removed: [], position: [6] },
  ]);
});

test("a bar that is removed is written as that, also when it has just changed", async () => {
  const { writer, batches, put } = setUp();
  put(1);
  const { key, value } = anEntry(minutes(1)[0] ?? anIndicator());
  writer.put(key, undefined);
  await writer.settled();
  expect(batches).toEqual([
    { closes: [], removed: [{ series: 0, openTime: value.openTime }], position: [0] },
  ]);
});

test("there is no room while as many wait as may, and there is again once they are taken", async () => {
  const { writer, state, put, closes } = setUp({ mostWaiting: 3 });
  const held = Promise.withResolvers<void>();
  state.hold = held.promise;
  put(1, 90);
  const first = writer.settled();
  await writer.ready();
  await new Promise(setImmediate);
  put(3);
  let hasRoom = false;
  const ready = writer.ready().then(() => {
    hasRoom = true;
  });
  await new Promise(setImmediate);
  expect(hasRoom).toBe(false);
  held.resolve();
  await Promise.all([first, ready]);
  await writer.settled();
  expect(closes()).toEqual([90, 100, 101, 102]);
});

test("a file that fails holds up nobody; when it can be written again nothing is missing", async () => {
  const { writer, state, told, put, closes, batches, progress } = setUp({ mostWaiting: 3 });
  state.failure = new Error("disk full");
  put(1, 90);
  await expect(writer.settled()).rejects.toThrow("disk full");
  put(5);
  progress.position = [6];
  await writer.ready();
  await expect(writer.settled()).rejects.toThrow("disk full");
  expect(batches).toEqual([]);
  state.failure = undefined;
  while (writer.failure !== undefined) await new Promise(setImmediate);
  await writer.settled();
  expect(closes()).toEqual([90, 100, 101, 102, 103, 104]);
  expect(batches.at(-1)?.position).toEqual([6]);
  expect(told).toEqual(["failed: disk full", "recovered"]);
});

test.each([
  ["what no try mends", "damaged", {}],
  ["an outage too long to remember", "disk full", { mostInOutage: 4 }],
])("after %s nothing more is kept, and the place in the log is never told", async (_, message, limits) => {
  const { writer, state, put, batches } = setUp(limits);
  state.failure = new Error(message);
  put(1, 90);
  await expect(writer.settled()).rejects.toThrow(message);
  put(5);
  state.failure = undefined;
  put(6);
  await expect(writer.settled()).rejects.toThrow(message);
  await writer.close();
  expect(batches.map(({ position }) => position).filter((position) => position !== undefined)).toEqual([]);
});

test("an end writes what waits, and how far the log was read", async () => {
  const { writer, progress, batches, put } = setUp({ lingerMs: 60_000 });
  put(2);
  progress.position = [2];
  const closed = writer.close();
  progress.position = [3];
  await closed;
  expect(batches).toEqual([
    { closes: [100, 101], removed: [], position: [3] },
    { closes: [], removed: [], position: [3] },
  ]);
});

test("an end during an outage does not wait for its own end", async () => {
  const { writer, state, put, batches } = setUp({ firstPauseMs: 60_000 });
  state.failure = new Error("disk full");
  put(1);
  await expect(writer.settled()).rejects.toThrow("disk full");
  await writer.close();
  expect(batches).toEqual([]);
});
