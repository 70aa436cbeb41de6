import type { Topic } from "@tributary/contracts";
import { openCodec, openKafkaBroker } from "@tributary/kafka";
import { stackInUse } from "./stack-in-use.ts";

const silent = { debug() {}, info() {}, warn() {}, error() {} };

/** Hands every committed value of a topic on the stack in use to `take`, from the first on, until `signal` aborts. */
export async function readTopic<T>(
  topic: Topic<T>,
  take: (value: T) => void,
  signal: AbortSignal,
): Promise<void> {
  const { kafkaBrokers, schemaRegistryUrl } = stackInUse();
  const broker = await openKafkaBroker({ clientId: "topic-reader", brokers: kafkaBrokers, log: silent });
  const decoder = openCodec({ registryUrl: schemaRegistryUrl, log: silent }).decoder(topic);
  const reader = await broker.openReader({ topic: topic.name, from: { at: "earliest" } });
  await reader.run(async ({ records }) => {
    for (const { value } of records) {
      let decoded = decoder.decode(value);
      for (; decoded.ok === "pending"; decoded = decoder.decode(value)) await decoded.resolved;
      if (decoded.ok) take(decoded.value);
    }
  }, signal);
  await broker.close();
}
