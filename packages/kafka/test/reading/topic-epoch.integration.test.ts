import type { Broker } from "../../src/broker.ts";
import { openKafkaBroker } from "../../src/kafka-broker.ts";
import { createClient } from "../../src/kafka-connection.ts";
import { createTopics } from "../../src/provisioning/create-topics.ts";
import { realBroker, topicWith } from "../real-broker.ts";

let broker: Broker;

beforeAll(async () => {
  broker = await openKafkaBroker(realBroker());
});
afterAll(async () => {
  await broker.close();
});

const epochOf = async (topic: string) => (await broker.openReader({ topic, from: { at: "earliest" } })).epoch;

async function makeAgain(topic: string): Promise<void> {
  const admin = createClient(realBroker()).admin();
  await admin.connect();
  await admin.deleteTopics({ topics: [topic] });
  await createTopics(admin, [{ topic, numPartitions: 1, replicationFactor: 1 }]);
  await admin.disconnect();
}

test("a reader whose topic is made again under it gives up, instead of mixing two logs", async () => {
  const topic = await topicWith({});
  const publisher = await broker.openPublisher({ topic, whenFull: "wait" });
  await publisher.publish({ key: "k", value: Buffer.from("old log") });
  const reader = await broker.openReader({ topic, from: { at: "earliest" } });
  const read = Promise.withResolvers<void>();
  const running = reader.run(() => read.resolve(), new AbortController().signal);
  await read.promise;

  const refused = expect(running).rejects.toMatchObject({ name: "BrokerError", code: "conflict" });
  await makeAgain(topic);

  await refused;
});

test("a topic that is deleted and made again under its name has another epoch", async () => {
  const topic = await topicWith({});
  const [first, again, other] = [
    await epochOf(topic),
    await epochOf(topic),
    await epochOf(await topicWith({})),
  ];
  await makeAgain(topic);

  expect(first).toMatch(/^[0-9a-f]{12}$/);
  expect(again).toBe(first);
  expect(other).not.toBe(first);
  expect(await epochOf(topic)).not.toBe(first);
});

test("a name of the greatest length is asked for whole", async () => {
  const topic = await topicWith({}, `test.${"x".repeat(233)}`);

  expect(await epochOf(topic)).toMatch(/^[0-9a-f]{12}$/);
});
