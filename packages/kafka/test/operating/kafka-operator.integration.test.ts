import { type Consumer, Kafka, logLevel, type Producer } from "kafkajs";
import type { BrokerError } from "../../src/broker-error.ts";
import { openKafkaBroker } from "../../src/kafka-broker.ts";
import { createClient } from "../../src/kafka-connection.ts";
import { openOperator } from "../../src/open-operator.ts";
import type { Operator } from "../../src/operator.ts";
import { realBroker, topicWith } from "../real-broker.ts";

let operator: Operator;
let producer: Producer;

beforeAll(async () => {
  operator = await openOperator(realBroker());
  producer = createClient(realBroker()).producer();
  await producer.connect();
});
afterAll(async () => {
  await producer.disconnect();
  await operator.close();
});

const messages = (...values: readonly string[]) => values.map((value) => ({ key: "k", value }));
const valuesOf = ({ records }: { records: readonly { value: Buffer | null }[] }) =>
  records.map(({ value }) => String(value));

async function topicOf(...values: readonly string[]): Promise<string> {
  const topic = await topicWith({});
  await producer.send({ topic, messages: messages(...values) });
  return topic;
}

/** By kafkajs as it comes, for the copy in use is patched to read in another way than its consumer does. */
async function joined(group: string, topic: string): Promise<Consumer> {
  const brokers = [...realBroker().brokers];
  const client = new Kafka({ clientId: "a-member", brokers, logLevel: logLevel.NOTHING });
  const consumer = client.consumer({ groupId: group });
  await consumer.connect();
  await consumer.subscribe({ topic, fromBeginning: true });
  const started = new Promise<void>((resolve) => consumer.on("consumer.group_join", () => resolve()));
  await consumer.run({ autoCommit: false, eachMessage: async () => {} });
  await started;
  return consumer;
}

test("a group shows its members with what they hold, and what it has committed after they are gone", async () => {
  const topic = await topicOf("a", "b", "c");
  const group = `g-${topic}`;
  const described = async () => (await operator.groups()).find((one) => one.group === group);
  const consumer = await joined(group, topic);

  expect(await described()).toEqual({
    group,
    state: "Stable",
    members: [
      {
        memberId: expect.stringContaining("a-member"),
        instanceId: undefined,
        clientId: "a-member",
        host: "127.0.0.1",
        assignment: [{ topic, partition: 0 }],
      },
    ],
  });
  expect(await operator.committed(group)).toEqual([]);

  await consumer.commitOffsets([{ topic, partition: 0, offset: "2" }]);
  await consumer.disconnect();

  expect(await described()).toEqual({ group, state: "Empty", members: [] });
  expect(await operator.committed(group)).toEqual([{ topic, partition: 0, offset: 2 }]);
});

test("a static member shows its instance", async () => {
  const topic = await topicOf("a");
  const group = `g-${topic}`;
  const broker = await openKafkaBroker(realBroker());
  const member = await broker.joinGroup({ group, topics: [topic], instanceId: `${group}-0` });
  const stop = new AbortController();
  const began = Promise.withResolvers<void>();
  const running = member.run(
    {
      begin: async ({ logStart }) => logStart,
      work: async ({ nextOffset }) => {
        began.resolve();
        return { next: nextOffset };
      },
      end: async () => {},
    },
    stop.signal,
  );
  await began.promise;

  const described = (await operator.groups()).find((one) => one.group === group);
  expect(described?.members).toMatchObject([
    { instanceId: `${group}-0`, assignment: [{ topic, partition: 0 }] },
  ]);

  stop.abort();
  await running;
  await broker.close();
});

test("a group that nobody knows has committed nothing", async () => {
  expect(await operator.committed("nobody-knows-it")).toEqual([]);
});

test("topics are listed without Kafka's own", async () => {
  const topic = await topicOf("a");

  const topics = await operator.topics();

  expect(topics).toContain(topic);
  expect(topics.filter((name) => name.startsWith("__"))).toEqual([]);
});

test("the end is before a transaction that is not decided; control and aborted records are not read", async () => {
  const topic = await topicWith({});
  const transactional = createClient(realBroker()).producer({
    transactionalId: topic,
    maxInFlightRequests: 1,
    idempotent: true,
    retry: { retries: 30, maxRetryTime: 1_000 },
  });
  await transactional.connect();
  const send = async (end: "commit" | "abort", ...values: readonly string[]) => {
    const transaction = await transactional.transaction();
    await transaction.send({ topic, messages: messages(...values) });
    await transaction[end]();
  };
  await send("commit", "a", "b"); // 0, 1, marker 2
  await send("abort", "lost", "lost"); // 3, 4, marker 5
  await send("commit", "c"); // 6, marker 7
  const open = await transactional.transaction();
  await open.send({ topic, messages: messages("open") }); // 8

  expect(await operator.bounds(topic)).toEqual([{ start: 0, end: 8 }]);
  const all = await operator.read({ topic, partition: 0, offset: 0 }, 100);
  expect(valuesOf(all)).toEqual(["a", "b", "c"]);
  expect(all.next).toBe(8);
  // Begun amid the aborted transaction, the reader knows of it all the same.
  const rest = await operator.read({ topic, partition: 0, offset: 4 }, 100);
  expect(rest.records.map(({ offset }) => offset)).toEqual([6]);

  await open.abort();
  await transactional.disconnect();
});

test("a limited read tells where to go on", async () => {
  const topic = await topicOf("a", "b", "c");
  const from = (offset: number, limit: number) => operator.read({ topic, partition: 0, offset }, limit);

  const first = await from(0, 2);
  expect(valuesOf(first)).toEqual(["a", "b"]);
  expect(first.next).toBe(2);
  expect(valuesOf(await from(first.next, 2))).toEqual(["c"]);
  expect(await from(3, 2)).toEqual({ records: [], next: 3 });
  expect(await from(99, 2)).toEqual({ records: [], next: 99 });
});

test("a read longer than one answer of the broker is whole", async () => {
  const topic = await topicWith({});
  const large = "x".repeat(400_000);
  for (let index = 0; index < 6; index++)
    await producer.send({ topic, messages: messages(`${index}${large}`) });

  const { records, next } = await operator.read({ topic, partition: 0, offset: 0 }, 100);

  expect(records.map(({ value }) => String(value)[0])).toEqual(["0", "1", "2", "3", "4", "5"]);
  expect(next).toBe(6);
});

test("deleted records are gone, and a read from among them begins at the log's start", async () => {
  const topic = await topicOf("a", "b", "c");

  await operator.deleteBefore({ topic, partition: 0, offset: 2 });

  expect(await operator.bounds(topic)).toEqual([{ start: 2, end: 3 }]);
  const left = await operator.read({ topic, partition: 0, offset: 0 }, 10);
  expect(valuesOf(left)).toEqual(["c"]);
  expect(left.next).toBe(3);
});

test("what cannot be deleted is refused with the reason", async () => {
  const topic = await topicOf("a");
  await expect(operator.deleteBefore({ topic, partition: 0, offset: 9 })).rejects.toMatchObject({
    code: "conflict",
    message: expect.stringContaining("beyond the end"),
  });
  const compacted = await topicWith({ "cleanup.policy": "compact" });
  await producer.send({ topic: compacted, messages: messages("a") });
  await expect(operator.deleteBefore({ topic: compacted, partition: 0, offset: 1 })).rejects.toMatchObject({
    code: "conflict",
    message: expect.stringContaining("compacted"),
  });
});

test("a topic or partition that does not exist is `unknown_topic`, and other calls go on", async () => {
  const topic = await topicOf("a");
  const unknown = { code: "unknown_topic" };

  await expect(operator.bounds("no.such.topic")).rejects.toMatchObject(unknown);
  await expect(operator.read({ topic: "no.such.topic", partition: 0, offset: 0 }, 1)).rejects.toMatchObject(
    unknown,
  );
  await expect(operator.read({ topic, partition: 1, offset: 0 }, 1)).rejects.toMatchObject(unknown);
  expect(await operator.bounds(topic)).toEqual([{ start: 0, end: 1 }]);
});

test("a topic that is deleted and made again is seen as it is", async () => {
  const topic = await topicOf("a", "b");
  await operator.bounds(topic);
  const admin = createClient(realBroker()).admin();
  await admin.connect();
  /** What the operator sees, once it is as the controller has already said: brokers hear of it a moment later. */
  const seen = async (wanted: unknown): Promise<void> => {
    for (;;) {
      const sight = await operator.bounds(topic).catch(({ code }: BrokerError) => code);
      if (JSON.stringify(sight) === JSON.stringify(wanted)) return;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  };

  await admin.deleteTopics({ topics: [topic] });
  await seen("unknown_topic");
  await admin.createTopics({ topics: [{ topic, numPartitions: 2, replicationFactor: 1 }] });
  await admin.disconnect();
  await seen([
    { start: 0, end: 0 },
    { start: 0, end: 0 },
  ]);
});
