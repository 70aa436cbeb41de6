import type { Broker, LogChunk } from "../../src/broker.ts";
import { openKafkaBroker } from "../../src/kafka-broker.ts";
import { createClient } from "../../src/kafka-connection.ts";
import { realBroker, topicWith } from "../real-broker.ts";

let broker: Broker;

beforeAll(async () => {
  broker = await openKafkaBroker(realBroker());
});
afterAll(async () => {
  await broker.close();
});

test("a reader that retention has overtaken goes on at the log's start and tells how many records it missed", async () => {
  const topic = await topicWith({});
  const publisher = await broker.openPublisher({ topic, whenFull: "wait" });
  await Promise.all(
    Array.from({ length: 10 }, (_, n) => publisher.publish({ key: "k", value: Buffer.from(`${n}`) })),
  );
  const reader = await broker.openReader({ topic, from: { at: "offsets", offsets: [2] } });
  const admin = createClient(realBroker()).admin();
  await admin.connect();
  await admin.fetchTopicOffsets(topic); // kafkajs deletes only from topics it has looked at
  await admin.deleteTopicRecords({ topic, partitions: [{ partition: 0, offset: "7" }] });
  await admin.disconnect();

  const stop = new AbortController();
  const chunks: LogChunk[] = [];
  await reader.run((chunk) => {
    chunks.push(chunk);
    if (chunk.nextOffset === 10) stop.abort();
  }, stop.signal);

  expect(chunks[0]).toEqual({ partition: 0, records: [], nextOffset: 7, endOffset: 10, missedRecords: 5 });
  expect(chunks.slice(1).flatMap(({ records }) => records.map(({ value }) => String(value)))).toEqual([
    "7",
    "8",
    "9",
  ]);
  expect(chunks.slice(1).every(({ missedRecords }) => missedRecords === 0)).toBe(true);
});
