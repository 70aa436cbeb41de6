import type { Broker } from "../../src/broker.ts";
import type { GroupChunk } from "../../src/group.ts";
import { openKafkaBroker } from "../../src/kafka-broker.ts";
import { createClient } from "../../src/kafka-connection.ts";
import { Partitioners } from "../../src/kafkajs/kafkajs.ts";
import { openOperator } from "../../src/open-operator.ts";
import { realBroker, topicWith } from "../real-broker.ts";

let broker: Broker;

beforeAll(async () => {
  broker = await openKafkaBroker(realBroker());
});
afterAll(async () => {
  await broker.close();
});

/** Reads the one partition as a member of a new group from `from`, until the position reaches `until`. */
async function consume(topic: string, from: number, until: number): Promise<GroupChunk[]> {
  const member = await broker.joinGroup({ group: `group-of-${topic}-${from}`, topics: [topic] });
  const stop = new AbortController();
  const chunks: GroupChunk[] = [];
  await member.run(
    {
      begin: async () => from,
      work: async (chunk) => {
        chunks.push(chunk);
        if (chunk.nextOffset >= until) stop.abort();
        return { next: chunk.nextOffset };
      },
      end: async () => undefined,
    },
    stop.signal,
  );
  return chunks;
}

const values = (chunks: readonly GroupChunk[]) =>
  chunks.flatMap(({ records }) => records.map(({ value }) => String(value)));

test("of a transactional input only what was committed is delivered, and the position passes markers to the end", async () => {
  const topic = await topicWith({});
  const producer = createClient(realBroker()).producer({
    transactionalId: topic,
    idempotent: true,
    maxInFlightRequests: 1,
    createPartitioner: Partitioners.DefaultPartitioner,
    retry: { retries: 30, maxRetryTime: 1_000 },
  });
  await producer.connect();
  for (const [value, outcome] of [
    ["a", "commit"],
    ["b", "abort"],
    ["c", "commit"],
    ["d", "abort"],
  ] as const) {
    const transaction = await producer.transaction();
    await transaction.send({
      topic,
      messages: [
        { key: "k", value: `${value}1` },
        { key: "k", value: `${value}2` },
      ],
    });
    await transaction[outcome]();
  }

  // Three offsets each: two records and the marker.
  const all = await consume(topic, 0, 12);
  expect(values(all)).toEqual(["a1", "a2", "c1", "c2"]);
  expect(all.at(-1)).toMatchObject({ nextOffset: 12, endOffset: 12, topic, partition: 0 });

  const onlyAborted = await consume(topic, 9, 12);
  expect(values(onlyAborted)).toEqual([]);
  expect(onlyAborted.at(-1)?.nextOffset).toBe(12);
  await producer.disconnect();
});

async function write(topic: string, count: number): Promise<void> {
  const publisher = await broker.openPublisher({ topic, whenFull: "wait" });
  const sends = Array.from({ length: count }, (_, index) =>
    publisher.publish({ key: "k", value: Buffer.from(String(index)) }),
  );
  await Promise.all(sends);
  await publisher.close();
}

async function deleteBefore(topic: string, offset: number): Promise<void> {
  const operator = await openOperator(realBroker());
  await operator.deleteBefore({ topic, partition: 0, offset });
  await operator.close();
}

test("a place in the log that retention has taken: it goes on at the log's start and tells what is missing", async () => {
  const topic = await topicWith({});
  await write(topic, 20);
  await deleteBefore(topic, 15);

  const chunks = await consume(topic, 4, 20);

  expect(values(chunks)).toEqual(["15", "16", "17", "18", "19"]);
  expect(chunks[0]?.missedRecords).toBe(11);
});

test("retention that overtakes a running member is told just so", async () => {
  const topic = await topicWith({});
  await write(topic, 20);
  const member = await broker.joinGroup({ group: `group-of-${topic}`, topics: [topic] });
  const stop = new AbortController();
  const chunks: GroupChunk[] = [];
  await member.run(
    {
      begin: async () => 2,
      work: async (chunk) => {
        chunks.push(chunk);
        // Back to a place that is gone by the time it is fetched.
        if (chunks.length === 1) {
          await deleteBefore(topic, 12);
          return { next: 5 };
        }
        if (chunk.nextOffset === 20) stop.abort();
        return { next: chunk.nextOffset };
      },
      end: async () => undefined,
    },
    stop.signal,
  );

  expect(chunks[0]?.records).toHaveLength(18);
  expect(chunks[1]).toMatchObject({ records: [], nextOffset: 12, missedRecords: 7 });
  expect(values(chunks.slice(2))).toEqual(["12", "13", "14", "15", "16", "17", "18", "19"]);
});

test("a place beyond the end of the log: it goes on at the end", async () => {
  const topic = await topicWith({});
  await write(topic, 3);

  const chunks = await consume(topic, 1_000, 3);

  expect(chunks).toEqual([
    { topic, partition: 0, records: [], nextOffset: 3, endOffset: 3, missedRecords: 0 },
  ]);
});
