import { toBrokerError } from "./broker-error.ts";
import { createClient, type KafkaConnection } from "./kafka-connection.ts";
import { createCluster } from "./kafkajs/kafkajs.ts";
import { KafkaOperator } from "./operating/kafka-operator.ts";
import type { OperatorCluster } from "./operating/operator-cluster.ts";
import type { Operator } from "./operator.ts";

/** Checks the options, a `BrokerError` says what is wrong with them; each call connects when it needs to. */
export async function openOperator(connection: KafkaConnection): Promise<Operator> {
  const client = createClient(connection);
  return new KafkaOperator(async () => {
    const cluster = createCluster(client) as OperatorCluster;
    try {
      await cluster.connect();
      await cluster.refreshMetadata();
      return cluster;
    } catch (error) {
      await cluster.disconnect().catch(() => undefined);
      throw toBrokerError(error, `reach ${connection.brokers.join(", ")}`);
    }
  });
}
