import { BrokerError, type Outcome } from "@tributary/kafka";
import { pino } from "pino";
import { Metrics } from "../../src/metrics.ts";
import type { Lane } from "../../src/process/lane.ts";
import { createProcessMetrics } from "../../src/process/process-metrics.ts";
import { ProcessWorker } from "../../src/process/process-worker.ts";
import { FakeTenure } from "./fake-tenure.ts";
import { chunkOf, things } from "./fold-scene.ts";

function setUp(lane: Partial<Lane> = {}) {
  let time = 1_000;
  const wall = { now: 0 };
  const metrics = new Metrics("counter");
  const forgotten: number[] = [];
  const signs: (() => void)[] = [];
  const worker = new ProcessWorker({
    openLane: (_tenure, onProgress) => {
      signs.push(onProgress);
      return {
        begin: async () => 5,
        work: async ({ nextOffset }) => ({ next: nextOffset }),
        end: async () => {},
        ...lane,
      };
    },
    log: pino({ level: "silent" }),
    metrics: createProcessMetrics(metrics, ["fold"]),
    weather: { forget: ({ partition }) => void forgotten.push(partition) },
    now: () => wall.now,
    clock: () => time,
  });
  const pass = (ms: number) => {
    time += ms;
  };
  const series = async (name: string) =>
    (await metrics.text())
      .split("\n")
      .filter((line) => line.startsWith(`${name}{`))
      .map((line) => line.split(" ")[1]);
  return {
    wall,
    worker,
    tenure: new FakeTenure(),
    forgotten,
    pass,
    series,
    signOfLife: () => signs.at(-1)?.(),
  };
}

test("a partition has begun from the end of its begin to its end", async () => {
  const { worker, tenure, forgotten } = setUp();
  expect(worker.hasBegun(tenure)).toBe(false);
  expect(await worker.begin(tenure)).toBe(5);
  expect(worker.hasBegun(tenure)).toBe(true);
  await worker.end(tenure);
  expect(worker.hasBegun(tenure)).toBe(false);
  expect(forgotten).toEqual([0]);
});

test("a record in hand is as late as its append is old, and delayed by that once it is done", async () => {
  const { wall, worker, tenure, series } = setUp();
  await worker.begin(tenure);
  const [one, two] = things(["a", "b"]).map((record, index) => ({
    ...record,
    timestamp: 1_000 * (index + 1),
  }));
  wall.now = 61_000;
  await worker.work(chunkOf([one, two] as never, { nextOffset: 2, endOffset: 2 }), tenure);
  worker.refresh();
  expect(await series("stream_consumer_lag_seconds")).toEqual(["0"]);
  expect(await series("stream_append_to_commit_seconds_sum")).toEqual(["60"]);
  await worker.end(tenure);
  worker.refresh();
  expect(await series("stream_consumer_lag_seconds")).toEqual([]);
});

test("lag is what lies between what is done and the end: nothing when all is done, control records or not", async () => {
  const { worker, tenure, series } = setUp();
  await worker.begin(tenure);
  await worker.work(chunkOf(things(["a", "b"]), { nextOffset: 2, endOffset: 9 }), tenure);
  expect(await series("stream_consumer_lag_records")).toEqual(["7"]);
  await worker.work(chunkOf([], { nextOffset: 9, endOffset: 9 }), tenure);
  expect(await series("stream_consumer_lag_records")).toEqual(["0"]);
  await worker.end(tenure);
  expect(await series("stream_consumer_lag_records")).toEqual([]);
});

test("records count as consumed when they are done, not when they are looked at again", async () => {
  const outcomes: Outcome[] = [{ next: 0, pauseMs: 100 }, { next: 1 }, { next: 3 }];
  const { worker, tenure, series } = setUp({ work: async () => outcomes.shift() ?? { next: 3 } });
  await worker.begin(tenure);
  const all = things(["a", "b", "c"]);
  await worker.work(chunkOf(all), tenure);
  expect(await series("messaging_client_consumed_messages_total")).toEqual([]);
  await worker.work(chunkOf(all), tenure);
  await worker.work(chunkOf(all.slice(1)), tenure);
  expect(await series("messaging_client_consumed_messages_total")).toEqual(["3"]);
});

test("records that retention took are counted", async () => {
  const { worker, tenure, series } = setUp();
  await worker.begin(tenure);
  await worker.work(chunkOf(things(["a"], 20), { missedRecords: 11 }), tenure);
  expect(await series("stream_missed_records_total")).toEqual(["11"]);
});

test("a call that hangs shows by its age; a sign of life makes it young again", async () => {
  const { worker, tenure, pass, signOfLife } = setUp({ begin: () => new Promise(() => {}) });
  expect(worker.silentSince).toBeUndefined();
  void worker.begin(tenure);
  pass(60_000);
  expect(worker.silentSince).toBe(1_000);
  signOfLife();
  expect(worker.silentSince).toBe(61_000);
});

test("what ends a tenure by weather is counted, and passed on", async () => {
  const failing = async () => {
    throw new BrokerError("unavailable", "gone");
  };
  const { worker, tenure, series } = setUp({ work: failing });
  await worker.begin(tenure);
  await expect(worker.work(chunkOf(things(["a"])), tenure)).rejects.toThrow("gone");
  expect(await series("stream_tenure_restarts_total")).toEqual(["1"]);
  expect(worker.silentSince).toBeUndefined();
});

test("a sign of life that comes too late does not make an ended call look busy", async () => {
  const { worker, tenure, signOfLife } = setUp();
  await worker.begin(tenure);
  signOfLife();
  expect(worker.silentSince).toBeUndefined();
});
