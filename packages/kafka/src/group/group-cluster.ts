import { toBrokerError } from "../broker-error.ts";
import { dropConnections } from "../kafkajs/drop-connections.ts";
import { createCluster, type KafkaClient } from "../kafkajs/kafkajs.ts";
import type { Cluster } from "../kafkajs/kafkajs-internals.ts";
import { allowLeaderless } from "../kafkajs/lenient-requests.ts";

/** A connection of its own that knows the topics; a partition without a leader does not keep it from opening. */
export async function openGroupCluster(client: KafkaClient, topics: readonly string[]): Promise<Cluster> {
  const cluster = allowLeaderless(createCluster(client));
  try {
    await cluster.connect();
    await cluster.addMultipleTargetTopics(topics);
    return cluster;
  } catch (error) {
    await dropConnections(cluster).catch(() => undefined);
    throw toBrokerError(error, `connect to consume ${topics.join(", ")}`);
  }
}
