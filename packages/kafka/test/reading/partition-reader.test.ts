import { jest } from "@jest/globals";
import type { IncomingRecord } from "../../src/broker.ts";
import type { Cluster } from "../../src/kafkajs/kafkajs-internals.ts";
import { PartitionReader } from "../../src/reading/partition-reader.ts";
import { SharedCluster } from "../../src/reading/shared-cluster.ts";
import { silentLog } from "../silent-log.ts";
import { ScriptedLog } from "./scripted-log.ts";

beforeEach(() => {
  jest.useFakeTimers();
});
afterEach(() => {
  jest.useRealTimers();
});

/** A cluster that connects to the log when it is told to. */
function clusterOf(log: ScriptedLog): Cluster {
  const cluster = {
    connect: async () => Object.assign(cluster, await log.connect(), { brokerPool: { brokers: {} } }),
    addTargetTopic: async () => undefined,
    disconnect: async () => undefined,
    brokerPool: { brokers: {} },
  };
  return cluster as unknown as Cluster;
}

function readerOf(log: ScriptedLog, signal = new AbortController().signal, until?: number) {
  const starts: number[] = [];
  const onStart = (offset: number) => void starts.push(offset);
  const taken: string[] = [];
  const take = (records: readonly IncomingRecord[]) => {
    taken.push(...records.map(({ value }) => String(value)));
  };
  const cluster = new SharedCluster(() => clusterOf(log));
  const patienceMs = (code: string) => (code === "unavailable" ? 10_000 : 0);
  const reader = new PartitionReader(
    { topic: "state", partition: 0, take, onStart, signal, ...(until !== undefined && { until }) },
    { cluster, log: silentLog, random: () => 0, patienceMs },
  );
  return { taken, starts, done: reader.run() };
}

const cut = () => Object.assign(new Error("socket hang up"), { name: "KafkaJSConnectionClosedError" });
const outOfRange = () => Object.assign(new Error("out of range"), { type: "OFFSET_OUT_OF_RANGE" });

test("a cut connection costs a new one; what was taken is not taken again", async () => {
  const log = new ScriptedLog([1]);
  log.append(0, "a", "b", "c");
  log.failFetch.push(cut(), cut());
  const { taken, done } = readerOf(log);

  await jest.advanceTimersByTimeAsync(1_000);

  await done;
  expect(taken).toEqual(["a", "b", "c"]);
  expect([log.connections, log.open]).toEqual([3, 1]);
});

test("records that come after the reading has begun are not waited for and not taken", async () => {
  const log = new ScriptedLog([1]);
  log.append(0, "a", "b");
  log.failFetch.push(cut()); // by then the end is known
  const { taken, done } = readerOf(log);
  await jest.advanceTimersByTimeAsync(0);
  log.append(0, "later");

  await jest.advanceTimersByTimeAsync(1_000);

  await done;
  expect(taken).toEqual(["a", "b"]);
});

test("an empty partition is read without a fetch", async () => {
  const log = new ScriptedLog([1]);
  const { taken, done } = readerOf(log);
  await done;

  expect([taken, log.fetches]).toEqual([[], 0]);
});

test("weather that does not pass ends the reading as unavailable, once patience is over", async () => {
  const log = new ScriptedLog([1]);
  log.append(0, "a");
  log.refuse.push(...Array.from({ length: 100 }, () => new Error("connect ECONNREFUSED")));
  const { done } = readerOf(log);
  let isSettled = false;
  const outcome = done.catch((error) => {
    isSettled = true;
    return error;
  });

  await jest.advanceTimersByTimeAsync(9_000);
  expect(isSettled).toBe(false);
  await jest.advanceTimersByTimeAsync(3_000);

  expect(await outcome).toMatchObject({ name: "BrokerError", code: "unavailable" });
  expect(log.open).toBe(0);
});

test("a log that is shorter than it was ends the reading: what is missing cannot be told", async () => {
  const log = new ScriptedLog([1]);
  log.append(0, "a", "b");
  log.failFetch.push(...Array.from({ length: 100 }, outOfRange));
  const { taken, done } = readerOf(log);
  const outcome = done.catch((error) => error);

  await jest.advanceTimersByTimeAsync(12_000);

  expect(await outcome).toMatchObject({ code: "unavailable" });
  expect(taken).toEqual([]);
});

test("an abort ends the pause between tries at once", async () => {
  const log = new ScriptedLog([1]);
  log.append(0, "a");
  log.refuse.push(...Array.from({ length: 100 }, () => new Error("connect ECONNREFUSED")));
  const stop = new AbortController();
  const outcome = readerOf(log, stop.signal).done.catch((error) => error);
  await jest.advanceTimersByTimeAsync(5_000);
  const reason = new Error("the partition is another's");

  stop.abort(reason);
  await jest.advanceTimersByTimeAsync(0);

  expect(await outcome).toBe(reason);
});

test("a reading up to an offset waits for a leader that does not know it yet, and takes nothing from it on", async () => {
  const log = new ScriptedLog([1]);
  log.append(0, "a");
  const { taken, starts, done } = readerOf(log, undefined, 2);
  await jest.advanceTimersByTimeAsync(1_000);
  expect(taken).toEqual(["a"]);

  log.append(0, "b", "c");
  await jest.advanceTimersByTimeAsync(1_000);

  await done;
  expect([taken, starts]).toEqual([["a", "b"], [0]]);
});

test("a reading that retention overtakes is told where the log begins by now", async () => {
  const log = new ScriptedLog([1]);
  log.append(0, "a", "b", "c");
  log.failFetch.push(outOfRange());
  const { taken, starts, done } = readerOf(log, undefined, 3);
  log.start = [0, 2];

  await jest.advanceTimersByTimeAsync(1_000);

  await done;
  expect([taken, starts]).toEqual([["c"], [0, 2]]);
});
