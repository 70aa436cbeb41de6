import { jest } from "@jest/globals";
import type { PublisherOptions } from "../../src/broker.ts";
import { ConnectionHealth } from "../../src/connection-health.ts";
import { BatchPublisher } from "../../src/publishing/batch-publisher.ts";
import { silentLog } from "../silent-log.ts";
import { refusal, ScriptedSessions } from "./scripted-session.ts";

const weather = new Error("connect ECONNREFUSED");

function publisherOn(sessions: ScriptedSessions, options: Partial<PublisherOptions> = {}, log = silentLog) {
  return new BatchPublisher(
    { topic: "positions", whenFull: "wait", lingerMs: 10, ...options },
    { openSession: sessions.open, health: new ConnectionHealth(), log, random: () => 0 },
  );
}

function record(key: string, bytes = 0) {
  return { key, value: Buffer.alloc(bytes) };
}

beforeEach(() => {
  jest.useFakeTimers();
});
afterEach(() => {
  jest.useRealTimers();
});

test("records that come within the linger time share a batch", async () => {
  const sessions = new ScriptedSessions();
  const publisher = publisherOn(sessions);

  for (const key of ["a", "b"]) void publisher.publish(record(key));
  await jest.advanceTimersByTimeAsync(9);
  expect(sessions.requests).toEqual([]);
  void publisher.publish(record("c"));
  await jest.advanceTimersByTimeAsync(1);

  expect(sessions.requests).toEqual([["a", "b", "c"]]);
});

test("a full batch does not wait for the linger time", async () => {
  const sessions = new ScriptedSessions();
  const publisher = publisherOn(sessions, { maxBatchBytes: 1_000, lingerMs: 60_000 });

  for (const key of ["a", "b", "c"]) void publisher.publish(record(key, 400));
  await jest.advanceTimersByTimeAsync(0);

  expect(sessions.requests).toEqual([["a", "b"]]);
});

test("at most one request is in flight, and what comes meanwhile follows in one batch", async () => {
  const sessions = new ScriptedSessions();
  const publisher = publisherOn(sessions);

  const outcomes = [publisher.publish(record("a"))];
  await jest.advanceTimersByTimeAsync(10);
  for (const key of ["b", "c"]) outcomes.push(publisher.publish(record(key)));
  await jest.advanceTimersByTimeAsync(1_000);
  expect(sessions.requests).toEqual([["a"]]);
  sessions.answer("acknowledged");
  await jest.advanceTimersByTimeAsync(0);
  sessions.answer("acknowledged");

  expect(await Promise.all(outcomes)).toEqual(["acknowledged", "acknowledged", "acknowledged"]);
  expect(sessions.requests).toEqual([["a"], ["b", "c"]]);
  expect(sessions.mostInFlight).toBe(1);
});

test("weather is retried with new sessions until it passes, and order is kept", async () => {
  const sessions = new ScriptedSessions();
  const publisher = publisherOn(sessions);
  let failures = 50;
  sessions.decide = () => (failures-- > 0 ? { error: weather } : "acknowledged");

  const outcomes = ["a", "b"].map((key) => publisher.publish(record(key)));
  await jest.advanceTimersByTimeAsync(500);
  outcomes.push(publisher.publish(record("c")));
  expect(publisher.status.failingSince).toBeDefined();
  expect(publisher.status.lastError).toBe("connect ECONNREFUSED");
  await jest.advanceTimersByTimeAsync(120_000);

  expect(await Promise.all(outcomes)).toEqual(["acknowledged", "acknowledged", "acknowledged"]);
  expect(sessions.written).toEqual(["a", "b", "c"]);
  expect(sessions.opened).toBe(51);
  expect(publisher.status.failingSince).toBeUndefined();
});

test("the log tells of every try that failed, and once that publishing goes on", async () => {
  const sessions = new ScriptedSessions();
  const told: string[] = [];
  const note = (_: object, message: string) => void told.push(message);
  const publisher = publisherOn(sessions, {}, { ...silentLog, warn: note, info: note });
  let failures = 2;
  sessions.decide = () => (failures-- > 0 ? { error: weather } : "acknowledged");

  for (const key of ["a", "b"]) {
    void publisher.publish(record(key));
    await jest.advanceTimersByTimeAsync(10_000);
  }

  const interrupted = "publishing interrupted, trying again";
  expect(told).toEqual([interrupted, interrupted, "publishing again"]);
});

test("the pauses between tries grow to a cap of two seconds", async () => {
  const sessions = new ScriptedSessions();
  sessions.openError = weather;
  const publisher = new BatchPublisher(
    { topic: "positions", whenFull: "wait", lingerMs: 0 },
    { openSession: sessions.open, health: new ConnectionHealth(), log: silentLog, random: () => 1 },
  );
  publisher.publish(record("a")).catch(() => undefined);

  // 0.1 + 0.2 + 0.4 + 0.8 + 1.6 s lie between the first six tries, then 2 s between any two.
  await jest.advanceTimersByTimeAsync(3_150);
  expect(sessions.opened).toBe(6);
  await jest.advanceTimersByTimeAsync(20_000);
  expect(sessions.opened).toBe(16);
  await publisher.abandon();
});

test("only what was not acknowledged is sent again", async () => {
  const sessions = new ScriptedSessions();
  const publisher = publisherOn(sessions);
  sessions.decide = (keys) => (keys.length === 3 ? { error: weather, unsent: [1] } : "acknowledged");

  const outcomes = ["a", "b", "c"].map((key) => publisher.publish(record(key)));
  await jest.advanceTimersByTimeAsync(1_000);

  await Promise.all(outcomes);
  expect(sessions.requests).toEqual([["a", "b", "c"], ["b"]]);
});

test("a record the broker refuses is rejected alone, its neighbours arrive in order", async () => {
  const sessions = new ScriptedSessions();
  const publisher = publisherOn(sessions);
  sessions.decide = (keys) =>
    keys.includes("poison") ? { error: refusal("MESSAGE_TOO_LARGE") } : "acknowledged";

  const keys = ["a", "b", "c", "poison", "d", "e", "f"];
  const outcomes = Promise.allSettled(keys.map((key) => publisher.publish(record(key))));
  await jest.advanceTimersByTimeAsync(1_000);

  const settled = await outcomes;
  expect(settled.map(({ status }) => status === "fulfilled")).toEqual(keys.map((key) => key !== "poison"));
  expect(settled[3]).toMatchObject({ reason: { name: "BrokerError", code: "too_large" } });
  expect(sessions.written).toEqual(["a", "b", "c", "d", "e", "f"]);
});

test("what the broker does not allow is rejected at once", async () => {
  const sessions = new ScriptedSessions();
  const publisher = publisherOn(sessions);
  sessions.decide = () => ({ error: refusal("TOPIC_AUTHORIZATION_FAILED") });

  const outcomes = Promise.allSettled(["a", "b"].map((key) => publisher.publish(record(key))));
  await jest.advanceTimersByTimeAsync(10);

  for (const outcome of await outcomes) expect(outcome).toMatchObject({ reason: { code: "not_authorized" } });
  expect(sessions.requests).toHaveLength(1);
});

test("drop-oldest lets the oldest waiting records go, never those in flight", async () => {
  const sessions = new ScriptedSessions();
  // Each record counts 133 bytes: four of them fit.
  const publisher = publisherOn(sessions, { whenFull: "drop-oldest", maxBufferedBytes: 600 });
  const outcome: Record<string, string> = {};
  const publish = (key: string) =>
    publisher.publish(record(key, 100)).then((told) => {
      outcome[key] = told;
    });

  const first = publish("a");
  await jest.advanceTimersByTimeAsync(10);
  const others = ["b", "c", "d", "e", "f"].map(publish);
  await jest.advanceTimersByTimeAsync(0);
  expect(outcome).toEqual({ b: "dropped", c: "dropped" });
  await publisher.ready();
  sessions.answer("acknowledged");
  await jest.advanceTimersByTimeAsync(0);
  sessions.answer("acknowledged");
  await Promise.all([first, ...others]);

  expect(sessions.written).toEqual(["a", "d", "e", "f"]);
});

test("wait holds the caller in ready until the buffer has room", async () => {
  const sessions = new ScriptedSessions();
  const publisher = publisherOn(sessions, { maxBufferedBytes: 200 });
  void publisher.publish(record("a", 100));
  await publisher.ready();
  void publisher.publish(record("b", 100));
  let ready = false;
  const waiting = publisher.ready().then(() => {
    ready = true;
  });

  await jest.advanceTimersByTimeAsync(1_000);
  expect(ready).toBe(false);
  sessions.answer("acknowledged");
  await waiting;
});

test("a record larger than the whole buffer is rejected", async () => {
  const publisher = publisherOn(new ScriptedSessions(), { maxBufferedBytes: 1_000 });

  await expect(publisher.publish(record("a", 1_000))).rejects.toMatchObject({ code: "too_large" });
});

test("flush sends at once and waits for all records taken before it, not for later ones", async () => {
  const sessions = new ScriptedSessions();
  const publisher = publisherOn(sessions, { lingerMs: 60_000 });
  void publisher.publish(record("a"));
  const flushed = publisher.flush();
  void publisher.publish(record("b"));
  await jest.advanceTimersByTimeAsync(0);
  expect(sessions.requests).toEqual([["a"]]);

  sessions.answer("acknowledged");
  await flushed;
  expect(sessions.written).toEqual(["a"]);
});

test("close flushes, disconnects and takes nothing more", async () => {
  const sessions = new ScriptedSessions();
  sessions.decide = () => "acknowledged";
  const publisher = publisherOn(sessions, { lingerMs: 60_000 });
  const outcome = publisher.publish(record("a"));

  await publisher.close();

  expect(await outcome).toBe("acknowledged");
  expect(sessions.closed).toBe(1);
  await expect(publisher.publish(record("b"))).rejects.toMatchObject({ code: "closed" });
});

test("abandon rejects what is in flight and what waits, without waiting for the weather", async () => {
  const sessions = new ScriptedSessions();
  const publisher = publisherOn(sessions);
  const outcomes = [publisher.publish(record("a"))];
  await jest.advanceTimersByTimeAsync(10);
  outcomes.push(publisher.publish(record("b")));
  const settled = Promise.allSettled(outcomes);

  await publisher.abandon();
  await jest.advanceTimersByTimeAsync(5_000);

  for (const outcome of await settled) expect(outcome).toMatchObject({ reason: { code: "closed" } });
  expect(sessions.opened).toBe(1);
});

test("abandoned while it connects anew, it sends nothing on the connection that opens after that", async () => {
  const sessions = new ScriptedSessions();
  const connected = Promise.withResolvers<void>();
  const openSession = async () => {
    await connected.promise;
    return sessions.open();
  };
  const publisher = new BatchPublisher(
    { topic: "positions", whenFull: "wait" },
    { openSession, health: new ConnectionHealth(), log: silentLog, random: () => 0 },
  );
  const outcome = publisher.publish(record("a")).catch((error) => error);
  await jest.advanceTimersByTimeAsync(10);

  await publisher.abandon();
  connected.resolve();
  await jest.advanceTimersByTimeAsync(5_000);

  expect(await outcome).toMatchObject({ name: "BrokerError", code: "closed" });
  expect([sessions.opened, sessions.closed, sessions.requests]).toEqual([1, 1, []]);
});

test("abandoned or closed, it says so, that whoever keeps it may forget it", async () => {
  const sessions = new ScriptedSessions();
  let closed = 0;
  const onClosed = () => {
    closed++;
  };
  const dependencies = {
    openSession: sessions.open,
    health: new ConnectionHealth(),
    log: silentLog,
    onClosed,
  };
  const open = () =>
    new BatchPublisher({ topic: "positions", whenFull: "wait" }, { ...dependencies, random: () => 0 });

  await open().abandon();
  await open().close();

  expect(closed).toBe(2);
});

test("a record without a key is refused unless it names its partition", async () => {
  const sessions = new ScriptedSessions();
  sessions.decide = () => "acknowledged";
  const publisher = publisherOn(sessions, { lingerMs: 0 });

  const refused = publisher.publish({ key: null, value: null });
  await expect(refused).rejects.toMatchObject({ code: "invalid_record" });
  const taken = publisher.publish({ key: null, value: null, partition: 2 });
  await jest.advanceTimersByTimeAsync(0);

  expect(await taken).toBe("acknowledged");
  expect(sessions.requests).toEqual([["null"]]);
});
