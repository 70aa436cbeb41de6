import type { Broker } from "../../src/broker.ts";
import { openKafkaBroker } from "../../src/kafka-broker.ts";
import { createClient } from "../../src/kafka-connection.ts";
import { Partitioners } from "../../src/kafkajs/kafkajs.ts";
import { readToEnd, realBroker, topicWith } from "../real-broker.ts";

function transactionalProducer(topic: string) {
  return createClient(realBroker()).producer({
    transactionalId: topic,
    idempotent: true,
    maxInFlightRequests: 1,
    createPartitioner: Partitioners.DefaultPartitioner,
    retry: { retries: 30, maxRetryTime: 1_000 },
  });
}

let broker: Broker;

beforeAll(async () => {
  broker = await openKafkaBroker(realBroker());
});
afterAll(async () => {
  await broker.close();
});

test("records of a transaction are read once it is committed, never when it is aborted, and positions pass its markers", async () => {
  const topic = await topicWith({});
  const producer = transactionalProducer(topic);
  await producer.connect();
  const openEnd = async () => (await broker.openReader({ topic, from: { at: "earliest" } })).endAtStart;

  const aborted = await producer.transaction();
  await aborted.send({ topic, messages: [{ key: "k", value: "aborted" }] });
  await aborted.abort();
  const committed = await producer.transaction();
  await committed.send({ topic, messages: [{ key: "k", value: "committed" }] });
  // Offset 0 aborted, 1 its marker, 2 not decided yet: readers see the log end before the open transaction.
  expect(await openEnd()).toEqual([2]);
  await committed.commit();

  const reader = await broker.openReader({ topic, from: { at: "earliest" } });
  expect(reader.endAtStart).toEqual([4]);
  expect(await readToEnd(reader)).toEqual(["committed"]);
  expect(reader.position).toEqual([4]);

  const markerOnly = await broker.openReader({ topic, from: { at: "offsets", offsets: [3] } });
  expect(await readToEnd(markerOnly)).toEqual([]);
  expect(markerOnly.position).toEqual([4]);
  await producer.disconnect();
});
