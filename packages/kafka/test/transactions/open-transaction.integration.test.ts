import { randomBytes } from "node:crypto";
import type { Broker } from "../../src/broker.ts";
import { openKafkaBroker } from "../../src/kafka-broker.ts";
import { createClient } from "../../src/kafka-connection.ts";
import { createCluster } from "../../src/kafkajs/kafkajs.ts";
import { rememberCoordinators } from "../../src/transactions/coordinator-cache.ts";
import { KafkaTransactor } from "../../src/transactions/kafka-transactor.ts";
import { KafkaTransactionSession } from "../../src/transactions/transaction-session.ts";
import { realBroker, topicWith } from "../real-broker.ts";

let broker: Broker;

beforeAll(async () => {
  broker = await openKafkaBroker(realBroker());
});
afterAll(async () => {
  await broker.close();
});

const newId = () => `test-${randomBytes(5).toString("hex")}`;

async function openSession(transactionalId: string): Promise<KafkaTransactionSession> {
  const client = createClient(realBroker());
  const options = { transactionalId, timeoutMs: 15_000, logger: client.logger(), random: Math.random };
  return KafkaTransactionSession.open(rememberCoordinators(createCluster(client)), options);
}

/** Writes one value into each topic and ends nothing. */
async function leaveOpen(session: KafkaTransactionSession, topics: readonly string[], value: string) {
  await session.partitioning(topics);
  await session.begin(topics.map((topic) => ({ topic, partitions: [{ partition: 0 }] })));
  const messages = [{ key: "k", value: Buffer.from(value), partition: 0 }];
  await session.send(topics.map((topic) => ({ topic, messages })));
}

async function committed(topic: string): Promise<string[]> {
  const values: string[] = [];
  const take = (records: readonly { readonly value: Buffer | null }[]) => {
    values.push(...records.map((record) => String(record.value)));
  };
  await broker.readPartition({ topic, partition: 0, take, signal: new AbortController().signal });
  return values;
}

const record = (topic: string, value: string) => ({ topic, key: "k", value: Buffer.from(value) });

test("what is sent is seen in no topic before the end of its transaction, and in all of them after it", async () => {
  const topics = [await topicWith({}), await topicWith({})];
  const id = newId();
  const session = await openSession(id);

  await leaveOpen(session, topics, "held back");
  expect(await Promise.all(topics.map(committed))).toEqual([[], []]);
  await session.end();
  // Opening the id anew waits until the markers are written.
  await (await broker.openTransactor({ transactionalId: id })).close();

  expect(await Promise.all(topics.map(committed))).toEqual([["held back"], ["held back"]]);
  await session.close();
});

test("whoever opens the id ends what a holder left open when it died, and nobody ever reads it", async () => {
  const topic = await topicWith({ "cleanup.policy": "compact" });
  const id = newId();
  const dying = await openSession(id);
  await leaveOpen(dying, [topic], "of the dead");
  await dying.close();

  const heir = await broker.openTransactor({ transactionalId: id });
  expect(await committed(topic)).toEqual([]);
  await heir.commit([record(topic, "of the heir")], []);
  await (await broker.openTransactor({ transactionalId: id })).close();

  expect(await committed(topic)).toEqual(["of the heir"]);
});

test("a holder that was only asleep is fenced: it can neither end what it began nor begin anew", async () => {
  const topic = await topicWith({});
  const id = newId();
  const asleep = await openSession(id);
  await leaveOpen(asleep, [topic], "of the sleeper");
  const idle = await broker.openTransactor({ transactionalId: `${id}-2` });

  const heir = await broker.openTransactor({ transactionalId: id });
  await (await broker.openTransactor({ transactionalId: `${id}-2` })).close();

  await expect(asleep.end()).rejects.toMatchObject({ type: "INVALID_PRODUCER_EPOCH" });
  await expect(idle.commit([record(topic, "late")], [])).rejects.toMatchObject({ code: "fenced" });
  await expect(idle.commit([record(topic, "later")], [])).rejects.toMatchObject({ code: "fenced" });
  await heir.commit([record(topic, "of the heir")], []);
  await heir.close();
  await (await broker.openTransactor({ transactionalId: id })).close();
  expect(await committed(topic)).toEqual(["of the heir"]);
  await asleep.close();
});

test("closing ends a commit under way at once, and leaves its transaction to the next holder", async () => {
  const topic = await topicWith({});
  const id = newId();
  const session = await openSession(id);
  const transactor = new KafkaTransactor(session, id, () => undefined);
  const commit = transactor.commit([record(topic, "cut short")], []).catch((error) => error);

  await transactor.close();

  expect(await commit).toMatchObject({ name: "BrokerError", code: "closed" });
  await expect(transactor.commit([record(topic, "too late")], [])).rejects.toMatchObject({ code: "closed" });
  const heir = await broker.openTransactor({ transactionalId: id });
  await heir.commit([record(topic, "of the heir")], []);
  await (await broker.openTransactor({ transactionalId: id })).close();
  expect(await committed(topic)).toEqual(["of the heir"]);
});

test("a partition that does not exist is told by name, also beside one that does", async () => {
  const topics = [await topicWith({}), await topicWith({})];
  const transactor = await broker.openTransactor({ transactionalId: newId() });
  const [first = "", second = ""] = topics;
  const records = [record(first, "fine"), { ...record(second, "nowhere"), partition: 7 }];

  await expect(transactor.commit(records, [])).rejects.toMatchObject({ code: "unknown_topic" });

  expect(await committed(first)).toEqual([]);
});
