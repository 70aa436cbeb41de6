import { createHash } from "node:crypto";
import { BrokerError } from "../broker-error.ts";
import { fetchTopicId } from "../kafkajs/kafkajs.ts";
import type { Cluster } from "../kafkajs/kafkajs-internals.ts";

/**
 * Short name of one log: the same for every reader of it, another for another cluster, or for a topic that was deleted
 * and made again (brokers before Kafka 2.8 do not tell the latter).
 */
export async function topicEpoch(cluster: Cluster, topic: string): Promise<string> {
  const topicId = await fetchTopicId(await cluster.brokerPool.findConnectedBroker(), topic);
  const clusterId = cluster.brokerPool.metadata?.clusterId ?? "";
  return createHash("sha256").update(`${clusterId}/${topic}/${topicId}`).digest("hex").slice(0, 12);
}

/** Positions in one log mean nothing in another: whoever reads has to begin anew. */
export async function assertSameLog(cluster: Cluster, topic: string, epoch: string): Promise<void> {
  if ((await topicEpoch(cluster, topic)) === epoch) return;
  throw new BrokerError("conflict", `topic ${topic} was deleted and made again while it was read`);
}
