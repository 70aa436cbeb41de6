import { controlTopic, deadLetterTopic, stateTopic } from "@tributary/contracts";
import { openCodec, openKafkaBroker, type ProvisionedTopic, provision } from "@tributary/kafka";
import { silentLog } from "../../test/kafka/silent-log.ts";
import { benchCount, benchEvent, partitions } from "./bench-topics.ts";

interface Servers {
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

/** Writes `records` records over `keys` keys in turn, of about 20 bytes each. */
export async function writeInput(
  servers: Servers,
  { records, keys }: { readonly records: number; readonly keys: number },
): Promise<BenchInput> {
  const kafka = { clientId: "bench", brokers: servers.kafkaBrokers.split(","), log: silentLog };
  const registry = { registryUrl: servers.schemaRegistryUrl };
  const topic = benchEvent(`bench.event-${keys}.v1`);
  const make = async (topics: readonly ProvisionedTopic[]) =>
    void (await provision({ kafka, registry, topics, replicationFactor: 1 }));
  await make([topic, benchCount]);

  const broker = await openKafkaBroker(kafka);
  const encoder = await openCodec({ ...registry, log: silentLog }).encoder(
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
    prepare: (group) =>
      make([stateTopic(group, partitions), deadLetterTopic(group, partitions), controlTopic(group)]),
    createOutput: (name) => make([{ name, partitions, cleanup: { policy: "compact" } }]),
  };
}
