import { controlTopic, deadLetterTopic, stateTopic } from "@tributary/contracts";
import { openCodec, openKafkaBroker, type ProvisionedTopic, provision } from "@tributary/kafka";
import { silentLog } from "../../test/kafka/silent-log.ts";
import { benchCount, benchEvent, partitions } from "./bench-topics.ts";

/** Where the stack is. */
export interface Servers {
  readonly kafkaBrokers: string;
  readonly schemaRegistryUrl: string;
}

/** A topic full of records, and what those who count them need beside it. */
export interface BenchInput {
  readonly topic: string;
  readonly records: number;
  /** Makes the topics of a group that folds it. */
  prepare(group: string): Promise<void>;
  createOutput(topic: string): Promise<void>;
}

/** Makes an input and what a group that folds it needs. */
export async function prepareTopics(servers: Servers, input: ProvisionedTopic, group: string): Promise<void> {
  const inner = [stateTopic(group, partitions), deadLetterTopic(group, partitions), controlTopic(group)];
  await make(servers, [input, benchCount, ...inner]);
}

async function make(servers: Servers, topics: readonly ProvisionedTopic[]): Promise<void> {
  const kafka = { clientId: "bench", brokers: servers.kafkaBrokers.split(","), log: silentLog };
  await provision({
    kafka,
    registry: { registryUrl: servers.schemaRegistryUrl },
    topics,
    replicationFactor: 1,
  });
}

/** Writes `records` records over `keys` keys in turn, of about 20 bytes each. */
export async function writeInput(
  servers: Servers,
  { records, keys }: { readonly records: number; readonly keys: number },
): Promise<BenchInput> {
  const kafka = { clientId: "bench", brokers: servers.kafkaBrokers.split(","), log: silentLog };
  const topic = benchEvent(`bench.event-${keys}.v1`);
  await make(servers, [topic, benchCount]);

  const broker = await openKafkaBroker(kafka);
  const encoder = await openCodec({ registryUrl: servers.schemaRegistryUrl, log: silentLog }).encoder(
    topic,
    AbortSignal.timeout(60_000),
  );
  const publisher = await broker.openPublisher({ topic: topic.name, whenFull: "wait" });
  for (let index = 0; index < records; index++) {
    const event = { id: `key-${index % keys}`, amount: index % 100 };
    void publisher.publish({ key: event.id, value: encoder.encode(event) });
    await publisher.ready();
    // A real source yields to the loop; without it nothing is sent before the buffer is full.
    if (index % 1_000 === 999) await new Promise(setImmediate);
  }
  await publisher.flush();
  await broker.close();
  return {
    topic: topic.name,
    records,
    prepare: (group) => prepareTopics(servers, topic, group),
    createOutput: (name) => make(servers, [{ name, partitions, cleanup: { policy: "compact" } }]),
  };
}
