import { randomBytes } from "node:crypto";
import { type Broker, type IncomingRecord, openKafkaBroker, openOperator, provision } from "@tributary/kafka";
import { stackInUse } from "../../src/stack-in-use.ts";
import { TcpGate } from "../../src/tcp-gate.ts";
import { silentLog } from "./silent-log.ts";

const kafka = () => ({ clientId: "transactions", brokers: stackInUse().kafkaBrokers, log: silentLog });
const named = (what: string) => `test.transactions.${what}.${randomBytes(5).toString("hex")}`;
let broker: Broker;

beforeAll(async () => {
  broker = await openKafkaBroker(kafka());
});
afterAll(async () => {
  await broker.close();
});

async function newTopic(partitions: number): Promise<string> {
  const name = named("topic");
  const cleanup = { policy: "delete", retentionMs: 86_400_000 } as const;
  await provision({ kafka: kafka(), topics: [{ name, partitions, cleanup }], replicationFactor: 1 });
  return name;
}

/** Opening the id anew waits until the markers of its last transaction are written. */
async function settled(transactionalId: string): Promise<void> {
  await (await broker.openTransactor({ transactionalId })).close();
}

async function read(topic: string, partition: number): Promise<IncomingRecord[]> {
  const found: IncomingRecord[] = [];
  const take = (records: readonly IncomingRecord[]) => {
    found.push(...records);
  };
  await broker.readPartition({ topic, partition, take, signal: new AbortController().signal });
  return found;
}

const texts = (records: readonly IncomingRecord[]) => records.map(({ value }) => String(value));

test("null, text and byte keys, headers, tombstones and named partitions arrive as they were given", async () => {
  const topic = await newTopic(3);
  const transactionalId = named("id");
  const transactor = await broker.openTransactor({ transactionalId });
  const headers = { "state-version": "3", raw: Buffer.from([0, 255]) };

  await transactor.commit(
    [
      { topic, key: null, value: Buffer.from("keyless"), partition: 2 },
      { topic, key: Buffer.from([0, 1, 254]), value: Buffer.from("bytes"), partition: 2, headers },
      { topic, key: "text", value: null, partition: 2 },
    ],
    [],
  );
  await settled(transactionalId);

  const versionHeaders = { "state-version": Buffer.from("3"), raw: Buffer.from([0, 255]) };
  expect(await read(topic, 2)).toMatchObject([
    { offset: 0, key: null, value: Buffer.from("keyless"), headers: {} },
    { offset: 1, key: Buffer.from([0, 1, 254]), value: Buffer.from("bytes"), headers: versionHeaders },
    { offset: 2, key: Buffer.from("text"), value: null },
  ]);
  expect([await read(topic, 0), await read(topic, 1)]).toEqual([[], []]);
});

test("a key leads to the partition that a publisher would choose, and keeps its order over many sends", async () => {
  const [ours, published] = [await newTopic(4), await newTopic(4)];
  const transactionalId = named("id");
  const transactor = await broker.openTransactor({ transactionalId });
  const keys = Array.from({ length: 20 }, (_, index) => `key ${index}`);
  // 600 kB a key, 12 MB in all: several sends for each partition, in each of two transactions.
  const round = (first: number) =>
    Array.from({ length: 10 }, (_, step) =>
      keys.map((key) => ({
        topic: ours,
        key,
        value: Buffer.from(`${key}: ${first + step}`.padEnd(30_000)),
      })),
    ).flat();

  await transactor.commit(round(0), []);
  await transactor.commit(round(10), []);
  await settled(transactionalId);
  const publisher = await broker.openPublisher({ topic: published, whenFull: "wait" });
  await Promise.all(keys.map((key) => publisher.publish({ key, value: Buffer.from(key) })));

  for (let partition = 0; partition < 4; partition++) {
    const found = texts(await read(ours, partition)).map((text) => text.trimEnd());
    const here = texts(await read(published, partition));
    expect(new Set(found.map((text) => text.split(":")[0]))).toEqual(new Set(here));
    for (const key of here)
      expect(found.filter((text) => text.startsWith(`${key}:`))).toEqual(
        Array.from({ length: 20 }, (_, step) => `${key}: ${step}`),
      );
  }
});

test("offsets of several groups move with the transaction, and not without it", async () => {
  const [input, output] = [await newTopic(2), await newTopic(1)];
  const [counts, audit, lost] = [named("counts"), named("audit"), named("lost")];
  const transactionalId = named("id");
  const transactor = await broker.openTransactor({ transactionalId });
  const record = { topic: output, key: "k", value: Buffer.from("v") };

  await transactor.commit(
    [record],
    [
      { group: counts, topic: input, partition: 0, offset: 41 },
      { group: audit, topic: input, partition: 1, offset: 7 },
      { group: counts, topic: input, partition: 1, offset: 42 },
    ],
  );
  // The offsets of `lost` are in before the topic of the last is refused.
  const refused = transactor.commit(
    [record],
    [
      { group: lost, topic: input, partition: 0, offset: 1 },
      { group: audit, topic: named("missing"), partition: 0, offset: 1 },
    ],
  );
  await expect(refused).rejects.toMatchObject({ name: "BrokerError" });
  await settled(transactionalId);

  const operator = await openOperator(kafka());
  expect(await operator.committed(counts)).toEqual([
    { topic: input, partition: 0, offset: 41 },
    { topic: input, partition: 1, offset: 42 },
  ]);
  expect(await operator.committed(audit)).toEqual([{ topic: input, partition: 1, offset: 7 }]);
  expect(await operator.committed(lost)).toEqual([]);
  expect(texts(await read(output, 0))).toEqual(["v"]);
  await operator.close();
});

test("many partitions are read beside each other on one connection", async () => {
  const topic = await newTopic(6);
  const transactionalId = named("id");
  const transactor = await broker.openTransactor({ transactionalId });
  const record = (index: number) => ({
    topic,
    partition: index % 6,
    key: `key ${index}`,
    value: Buffer.from(String(index)),
  });
  await transactor.commit(
    Array.from({ length: 6_000 }, (_, index) => record(index)),
    [],
  );
  await settled(transactionalId);

  const found = await Promise.all(Array.from({ length: 6 }, (_, partition) => read(topic, partition)));

  for (const [partition, records] of found.entries())
    expect(texts(records)).toEqual(
      Array.from({ length: 1_000 }, (_, index) => String(index * 6 + partition)),
    );
});

test("a slow taker is waited for: the next records come when it is done with the last", async () => {
  const topic = await newTopic(1);
  const transactionalId = named("id");
  const transactor = await broker.openTransactor({ transactionalId });
  // 20 MB: more than one fetch brings.
  const records = Array.from({ length: 200 }, (_, index) => ({
    topic,
    key: String(index),
    value: Buffer.alloc(100_000, index),
  }));
  await transactor.commit(records, []);
  await settled(transactionalId);
  let isTaking = false;
  const takes: number[] = [];

  await broker.readPartition({
    topic,
    partition: 0,
    take: async (taken) => {
      expect(isTaking).toBe(false);
      isTaking = true;
      await new Promise(setImmediate);
      isTaking = false;
      takes.push(taken.length);
    },
    signal: new AbortController().signal,
  });

  expect(takes.length).toBeGreaterThan(1);
  expect(takes.reduce((sum, count) => sum + count, 0)).toBe(200);
});

test("what the taker throws ends the reading with that error", async () => {
  const topic = await newTopic(1);
  const publisher = await broker.openPublisher({ topic, whenFull: "wait" });
  await publisher.publish({ key: "k", value: null });
  const broken = new Error("unreadable state");
  const take = () => {
    throw broken;
  };

  const reading = broker.readPartition({ topic, partition: 0, take, signal: new AbortController().signal });

  await expect(reading).rejects.toBe(broken);
});

test("before a broker that hangs, opening and reading give up when told to, or when their time is over", async () => {
  const [host = "", port] = (stackInUse().kafkaBrokers[0] ?? "").split(":");
  const gate = await TcpGate.before({ host, port: Number(port) }, "hold");
  const brokers = [`127.0.0.1:${gate.port}`];
  const patient = await openKafkaBroker({ ...kafka(), brokers });
  const hasty = await openKafkaBroker({ ...kafka(), brokers, openTimeoutMs: 1 });
  const reason = new Error("the partition is another's");
  const stop = new AbortController();
  const { signal } = stop;
  const reading = { topic: named("topic"), partition: 0, take: () => undefined };
  const unavailable = { name: "BrokerError", code: "unavailable" };
  let isOver = false;
  const overdue = Promise.all([
    expect(hasty.openTransactor({ transactionalId: named("id") })).rejects.toMatchObject(unavailable),
    expect(hasty.readPartition({ ...reading, signal: new AbortController().signal })).rejects.toMatchObject(
      unavailable,
    ),
  ]).then(() => {
    isOver = true;
  });
  const givenUp = Promise.all([
    expect(patient.openTransactor({ transactionalId: named("id"), signal })).rejects.toBe(reason),
    expect(patient.readPartition({ ...reading, signal })).rejects.toBe(reason),
  ]);

  stop.abort(reason);

  await givenUp;
  expect(isOver).toBe(false); // a try of its own takes seconds before a broker that hangs
  await overdue;
  await Promise.all([patient.close(), hasty.close()]);
  await gate.close();
});
