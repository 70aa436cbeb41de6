import { randomBytes } from "node:crypto";
import {
  type Broker,
  type IncomingRecord,
  type LogChunk,
  type LogReader,
  openKafkaBroker,
  provision,
  type StartPosition,
} from "@tributary/kafka";
import { eventually } from "../../src/eventually.ts";
import { stackInUse } from "../../src/stack-in-use.ts";
import { silentLog } from "./silent-log.ts";

const kafka = () => ({ clientId: "round-trip", brokers: stackInUse().kafkaBrokers, log: silentLog });
let broker: Broker;

beforeAll(async () => {
  broker = await openKafkaBroker(kafka());
});
afterAll(async () => {
  await broker.close();
});

async function newTopic(partitions = 3): Promise<string> {
  const name = `test.round-trip.${randomBytes(5).toString("hex")}`;
  const cleanup = { policy: "delete", retentionMs: 86_400_000 } as const;
  await provision({ kafka: kafka(), topics: [{ name, partitions, cleanup }], replicationFactor: 1 });
  return name;
}

async function publish(
  topic: string,
  records: readonly (readonly [key: string, value: string])[],
): Promise<void> {
  const publisher = await broker.openPublisher({ topic, whenFull: "wait" });
  const outcomes = await Promise.all(
    records.map(([key, value]) =>
      publisher.publish({ key, value: Buffer.from(value), headers: { about: key } }),
    ),
  );
  expect(new Set(outcomes)).toEqual(new Set(["acknowledged"]));
  await publisher.close();
}

/** Reads on until `enough` holds, then stops and hands over what came. */
async function readUntil(reader: LogReader, enough: (read: readonly IncomingRecord[]) => boolean) {
  const stop = new AbortController();
  const read: IncomingRecord[] = [];
  await reader.run((chunk: LogChunk) => {
    read.push(...chunk.records);
    if (enough(read)) stop.abort();
  }, stop.signal);
  return read;
}

async function readFrom(topic: string, from: StartPosition, count: number) {
  return readUntil(await broker.openReader({ topic, from }), (read) => read.length >= count);
}

const values = (read: readonly IncomingRecord[]) => read.map(({ value }) => String(value));

test("what is published is read back whole, in order per key, over all partitions", async () => {
  const topic = await newTopic();
  const sent = Array.from({ length: 5_000 }, (_, index) => [`key-${index % 40}`, String(index)] as const);
  await publish(topic, sent);

  const read = await readFrom(topic, { at: "earliest" }, sent.length);

  for (let key = 0; key < 40; key++)
    expect(values(read.filter((record) => String(record.key) === `key-${key}`))).toEqual(
      sent.filter(([name]) => name === `key-${key}`).map(([, value]) => value),
    );
  expect(new Set(read.map(({ partition }) => partition)).size).toBe(3);
  expect(read[0]).toMatchObject({ topic, headers: { about: read[0]?.key } });
  expect(Math.abs(Date.now() - Number(read[0]?.timestamp))).toBeLessThan(60_000);
});

test("a tombstone is read as a record without a value", async () => {
  const topic = await newTopic(1);
  const publisher = await broker.openPublisher({ topic, whenFull: "wait" });
  await publisher.publish({ key: "gone", value: null });

  const [record] = await readFrom(topic, { at: "earliest" }, 1);

  expect(record).toMatchObject({ key: Buffer.from("gone"), value: null });
});

test("reading by time begins with the first record appended at or after that instant", async () => {
  const topic = await newTopic(1);
  await publish(topic, [["k", "before"]]);
  const [before] = await readFrom(topic, { at: "earliest" }, 1);
  const instant = Number(before?.timestamp) + 1;
  await eventually(() => expect(Date.now()).toBeGreaterThan(instant));
  await publish(topic, [["k", "after"]]);

  expect(values(await readFrom(topic, { at: "time", timestamp: instant }, 1))).toEqual(["after"]);
});

test("reading from the latest or from a time to come sees only what is appended later", async () => {
  const topic = await newTopic(1);
  await publish(topic, [["k", "old"]]);
  const latest = await broker.openReader({ topic, from: { at: "latest" } });
  const future = await broker.openReader({ topic, from: { at: "time", timestamp: Date.now() + 3_600_000 } });
  await publish(topic, [["k", "new"]]);

  for (const reader of [latest, future])
    expect(values(await readUntil(reader, (read) => read.length > 0))).toEqual(["new"]);
});

test("reading goes on from given offsets, which another reader left as its position", async () => {
  const topic = await newTopic();
  await publish(topic, [
    ["a", "1"],
    ["b", "2"],
    ["c", "3"],
  ]);
  const first = await broker.openReader({ topic, from: { at: "earliest" } });
  await readUntil(first, (read) => read.length === 3);
  await publish(topic, [["a", "4"]]);

  const second = await broker.openReader({ topic, from: { at: "offsets", offsets: first.position } });

  expect(second.epoch).toBe(first.epoch);
  expect(values(await readUntil(second, (read) => read.length > 0))).toEqual(["4"]);
});

test("an empty topic holds nobody up, and aborting ends the long poll at once", async () => {
  const topic = await newTopic();
  const reader = await broker.openReader({ topic, from: { at: "earliest" } });
  expect(reader.endAtStart).toEqual([0, 0, 0]);
  const stop = new AbortController();
  const finished = reader.run(() => undefined, stop.signal);
  await eventually(() => expect(reader.status.lastAttemptAt).toBeDefined());

  stop.abort();

  await finished;
  expect(reader.position).toEqual([0, 0, 0]);
});

test("a position beyond the end of the log starts again at its beginning", async () => {
  const topic = await newTopic(1);
  await publish(topic, [["k", "1"]]);

  expect(values(await readFrom(topic, { at: "offsets", offsets: [1_000_000] }, 1))).toEqual(["1"]);
});

test("a throw of the handler ends the reading with that error", async () => {
  const topic = await newTopic(1);
  await publish(topic, [["k", "1"]]);
  const reader = await broker.openReader({ topic, from: { at: "earliest" } });
  const broken = new Error("broken view");

  const running = reader.run(() => {
    throw broken;
  }, new AbortController().signal);

  await expect(running).rejects.toBe(broken);
  expect(reader.position).toEqual([0]);
});

test("a topic that does not exist is refused by name", async () => {
  const missing = "test.round-trip.missing";
  const refused = { name: "BrokerError", code: "unknown_topic", message: expect.stringContaining(missing) };

  await expect(broker.openReader({ topic: missing, from: { at: "earliest" } })).rejects.toMatchObject(
    refused,
  );
  await expect(broker.openPublisher({ topic: missing, whenFull: "wait" })).rejects.toMatchObject(refused);
});

test("a record the broker finds too large is refused alone", async () => {
  const topic = await newTopic(1);
  const publisher = await broker.openPublisher({ topic, whenFull: "wait" });
  const sizes = [10, 2_000_000, 20];

  const outcomes = await Promise.allSettled(
    sizes.map((size) => publisher.publish({ key: "k", value: Buffer.alloc(size) })),
  );

  expect(outcomes.map(({ status }) => status)).toEqual(["fulfilled", "rejected", "fulfilled"]);
  expect(outcomes[1]).toMatchObject({ reason: { name: "BrokerError", code: "too_large" } });
  const read = await readFrom(topic, { at: "earliest" }, 2);
  expect(read.map(({ value }) => value?.length)).toEqual([10, 20]);
});
