import { backoffMs, pause } from "./backoff.ts";
import { codeOf, toBrokerError } from "./broker-error.ts";
import { createClient, type KafkaConnection } from "./kafka-connection.ts";
import { createCluster } from "./kafkajs/kafkajs.ts";

export interface ClusterDescription {
  readonly clusterId: string;
  /** Brokers alive. */
  readonly brokers: readonly { readonly nodeId: number; readonly host: string; readonly port: number }[];
}

/** One look at the cluster; rejects with a `BrokerError`. */
export async function describeCluster(connection: KafkaConnection): Promise<ClusterDescription> {
  const cluster = createCluster(createClient(connection));
  try {
    await cluster.connect();
    await cluster.refreshMetadata();
    const { clusterId, brokers } = cluster.brokerPool.metadata ?? { clusterId: "", brokers: [] };
    return { clusterId, brokers: brokers.map(({ nodeId, host, port }) => ({ nodeId, host, port })) };
  } catch (error) {
    throw toBrokerError(error, `reach ${connection.brokers.join(", ")}`);
  } finally {
    await cluster.disconnect().catch(() => undefined);
  }
}

/** Resolves as soon as the cluster answers with at least `brokers` members; rejects when `timeoutMs` is over. */
export async function waitForBroker(
  connection: KafkaConnection,
  { timeoutMs, brokers = 1 }: { readonly timeoutMs: number; readonly brokers?: number },
): Promise<ClusterDescription> {
  const began = performance.now();
  for (let attempt = 1; ; attempt++) {
    const found = await describeCluster(connection).catch((error) => error as Error);
    if (!(found instanceof Error)) {
      if (found.brokers.length >= brokers) return found;
    } else if (codeOf(found) !== "unavailable") throw found;
    if (performance.now() - began >= timeoutMs)
      throw found instanceof Error
        ? found
        : toBrokerError(new Error(`only ${found.brokers.length} brokers`), "wait");
    await pause(backoffMs(Math.min(attempt, 3), Math.random));
  }
}
