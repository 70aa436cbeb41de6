import { type ProvisionedTopic, provision } from "@tributary/kafka";
import { silentLog } from "../kafka/silent-log.ts";

/** Makes those topics of a chain that are not there, on a cluster of one broker. */
export async function provisionChain(
  servers: { readonly kafkaBrokers: string; readonly schemaRegistryUrl: string },
  topics: readonly ProvisionedTopic[],
): Promise<void> {
  await provision({
    kafka: { clientId: "chain-test", brokers: servers.kafkaBrokers.split(","), log: silentLog },
    registry: { registryUrl: servers.schemaRegistryUrl, timeoutMs: 20_000 },
    topics,
    replicationFactor: 1,
  });
}
