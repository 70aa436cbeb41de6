import type { Broker } from "../../src/broker.ts";
import { openKafkaBroker } from "../../src/kafka-broker.ts";
import { createClient } from "../../src/kafka-connection.ts";
import { createCluster } from "../../src/kafkajs/kafkajs.ts";
import { fetchRequest } from "../../src/reading/fetch-request.ts";
import type { RecordBatch } from "../../src/record-batch/record-batch.ts";
import { readToEnd, realBroker, topicWith } from "../real-broker.ts";

const often = { "segment.ms": "100", "min.cleanable.dirty.ratio": "0.001", "max.compaction.lag.ms": "1" };

/** What lies at the beginning of the log. */
async function firstFetched(topic: string): Promise<readonly RecordBatch[]> {
  const cluster = createCluster(createClient(realBroker()));
  await cluster.connect();
  await cluster.addTargetTopic(topic);
  const nodeId = Object.keys(cluster.findLeaderForPartitions(topic, [0]))[0] ?? "";
  const { responses } = await (await cluster.findBroker({ nodeId })).fetch(fetchRequest(topic, [0], [0]));
  await cluster.disconnect();
  return responses[0]?.partitions[0]?.messages ?? [];
}

let broker: Broker;

beforeAll(async () => {
  broker = await openKafkaBroker(realBroker());
});
afterAll(async () => {
  await broker.close();
});

test("a reader passes the empty batches that compaction leaves, to the end of the log", async () => {
  const topic = await topicWith({ "cleanup.policy": "compact", ...often });
  // Each publisher is an idempotent producer of its own, whose last batch outlives its records.
  const publish = async (value: string) => {
    const publisher = await broker.openPublisher({ topic, whenFull: "wait" });
    await publisher.publish({ key: "k", value: Buffer.from(value) });
    await publisher.close();
  };
  await publish("first");
  let written = 1;
  // Every record rolls the segment before it, which the cleaner then takes up in its own time (every 15 s).
  for (;;) {
    await publish(`version ${++written}`);
    const [head] = await firstFetched(topic);
    if (head?.count === 0) break;
    await new Promise((resolve) => setTimeout(resolve, 250));
  }

  const reader = await broker.openReader({ topic, from: { at: "offsets", offsets: [0] } });
  const values = await readToEnd(reader);

  expect(reader.position).toEqual([written]);
  expect(values.at(-1)).toBe(`version ${written}`);
  expect(values).not.toContain("first");
});
