import { jest } from "@jest/globals";
import type { LogChunk } from "../../src/broker.ts";
import { ConnectionHealth } from "../../src/connection-health.ts";
import { KafkaLogReader } from "../../src/reading/kafka-log-reader.ts";
import { silentLog } from "../silent-log.ts";
import { ScriptedLog } from "./scripted-log.ts";

beforeEach(() => {
  jest.useFakeTimers();
});
afterEach(() => {
  jest.useRealTimers();
});

const turns = (ms = 0) => jest.advanceTimersByTimeAsync(ms);

async function readerOf(log: ScriptedLog, kafkaLog = silentLog) {
  const health = new ConnectionHealth();
  const dependencies = { connect: log.connect, health, log: kafkaLog, random: () => 1 };
  return KafkaLogReader.open("positions", { at: "earliest" }, dependencies);
}

/** Runs a reader that notes what it is handed, until `stop`. */
async function reading(log: ScriptedLog, kafkaLog = silentLog) {
  const reader = await readerOf(log, kafkaLog);
  const stop = new AbortController();
  const read: string[] = [];
  const finished = reader.run(({ partition, records }: LogChunk) => {
    read.push(...records.map(({ value }) => `${partition}:${value}`));
  }, stop.signal);
  await turns();
  return { reader, read, finished, stop: () => stop.abort() };
}

test("all partitions are read, those of one leader in one fetch", async () => {
  const log = new ScriptedLog([1, 1, 2]);
  log.append(0, "a");
  log.append(1, "b");
  log.append(2, "c");

  const { read, reader, stop, finished } = await reading(log);

  expect(read.sort()).toEqual(["0:a", "1:b", "2:c"]);
  expect(reader.endAtStart).toEqual([1, 1, 1]);
  expect(reader.position).toEqual([1, 1, 1]);
  // One answered and one waiting fetch for each of the two leaders.
  expect(log.fetches).toBe(4);
  stop();
  await finished;
});

test("a partition without a leader does not hold up the others, and is read when it has one again", async () => {
  const log = new ScriptedLog([1, 2]);
  const [, ailing] = log.partitions;
  log.append(0, "a");
  log.append(1, "b");
  const reader = await readerOf(log);
  if (ailing !== undefined) ailing.node = -1;
  const stop = new AbortController();
  const read: string[] = [];
  const finished = reader.run(({ partition, records }: LogChunk) => {
    read.push(...records.map(({ value }) => `${partition}:${value}`));
  }, stop.signal);

  await turns(60_000);
  log.append(0, "c");
  await turns();
  expect(read).toEqual(["0:a", "0:c"]);
  if (ailing !== undefined) ailing.node = 3;
  await turns(2_000);

  expect(read).toEqual(["0:a", "0:c", "1:b"]);
  expect(log.connections).toBe(1);
  stop.abort();
  await finished;
});

test("an idle topic causes no further fetch while its long poll lasts", async () => {
  const log = new ScriptedLog([1]);
  const { stop, finished } = await reading(log);

  await turns(60_000);

  expect(log.fetches).toBe(1);
  stop();
  await finished;
});

test("the handler is never called twice at a time, even when two leaders answer at once", async () => {
  const log = new ScriptedLog([1, 2]);
  log.append(0, "a");
  log.append(1, "b");
  const reader = await readerOf(log);
  const stop = new AbortController();
  let busy = 0;
  let mostBusy = 0;
  const gates = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  let calls = 0;
  const finished = reader.run(async () => {
    mostBusy = Math.max(mostBusy, ++busy);
    await gates[calls++]?.promise;
    busy--;
  }, stop.signal);

  await turns();
  expect(calls).toBe(1);
  gates[0]?.resolve();
  await turns();
  expect(calls).toBe(2);
  gates[1]?.resolve();
  await turns();
  stop.abort();
  await finished;

  expect(mostBusy).toBe(1);
});

test("a position moves only after its chunk has been handled", async () => {
  const log = new ScriptedLog([1]);
  log.append(0, "a", "b");
  const reader = await readerOf(log);
  const stop = new AbortController();
  const gate = Promise.withResolvers<void>();
  const finished = reader.run(() => gate.promise, stop.signal);
  await turns();
  expect(reader.position).toEqual([0]);

  gate.resolve();
  await turns();
  expect(reader.position).toEqual([2]);
  stop.abort();
  await finished;
});

test("after a failed fetch it reads on from the same offsets over a new connection", async () => {
  const log = new ScriptedLog([1, 2]);
  log.append(0, "a");
  const { read, reader, stop, finished } = await reading(log);
  log.failFetch.push(new Error("NOT_LEADER_FOR_PARTITION"));
  log.append(0, "b");
  await turns();
  expect(reader.status.lastError).toBe("NOT_LEADER_FOR_PARTITION");

  await turns(100);
  log.append(1, "c");
  await turns();

  expect(read).toEqual(["0:a", "0:b", "1:c"]);
  expect(reader.status.failingSince).toBeUndefined();
  expect([log.connections, log.open]).toEqual([2, 1]);
  stop();
  await finished;
  expect(log.open).toBe(0);
});

test("the log tells when reading breaks off, and once when it goes on", async () => {
  const log = new ScriptedLog([1]);
  const told: string[] = [];
  const note = (_: object, message: string) => void told.push(message);
  const { stop, finished } = await reading(log, { ...silentLog, warn: note, info: note });
  log.failFetch.push(new Error("NOT_LEADER_FOR_PARTITION"));
  for (const value of ["a", "b", "c"]) {
    log.append(0, value);
    await turns(1_000);
  }
  expect(told).toEqual(["reading interrupted, trying again", "reading again"]);
  stop();
  await finished;
});

test("while the cluster is away it tries again with pauses that grow to two seconds", async () => {
  const log = new ScriptedLog([1]);
  const { stop, finished, reader } = await reading(log);
  log.refuse.push(...new Array<Error>(100).fill(new Error("ECONNREFUSED")));
  log.failFetch.push(new Error("socket hang up"));
  log.append(0, "x");

  // Pauses of 0.1, 0.2, 0.4, 0.8 and 1.6 s, then of 2 s each.
  await turns(3_100);
  expect(log.connections).toBe(1 + 5);
  await turns(20_000);
  expect(log.connections).toBe(1 + 15);
  expect(reader.status.failingSince).toBeDefined();

  stop();
  await finished;
});

test("stopping does not wait for the long poll, nor for the pause after a failure", async () => {
  const idle = await reading(new ScriptedLog([1]));
  idle.stop();
  await idle.finished;

  const log = new ScriptedLog([1]);
  const failing = await reading(log);
  log.refuse.push(...new Array<Error>(10).fill(new Error("ECONNREFUSED")));
  log.failFetch.push(new Error("socket hang up"));
  log.append(0, "x");
  await turns(500);
  failing.stop();
  await failing.finished;
});

test("nothing is handed over once it is stopped", async () => {
  const log = new ScriptedLog([1]);
  const { read, stop, finished } = await reading(log);
  stop();
  log.append(0, "late");
  await finished;

  expect(read).toEqual([]);
});

test("a throw of the handler ends the run with that very error", async () => {
  const log = new ScriptedLog([1, 2]);
  log.append(0, "a");
  const reader = await readerOf(log);
  const broken = new TypeError("broken view");

  const finished = reader.run(() => {
    throw broken;
  }, new AbortController().signal);

  await expect(finished).rejects.toBe(broken);
  expect(log.open).toBe(0);
});
