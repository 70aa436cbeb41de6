import { createHash } from "node:crypto";
import type { Cluster } from "../kafkajs/kafkajs-internals.ts";

/** Short name of one log: the same for every reader of it, another for another cluster. */
export async function topicEpoch(cluster: Cluster, topic: string): Promise<string> {
  const clusterId = cluster.brokerPool.metadata?.clusterId ?? "";
  return createHash("sha256").update(`${clusterId}/${topic}`).digest("hex").slice(0, 12);
}
