import type { Cluster } from "./kafkajs-internals.ts";

/**
 * Ends a cluster's connections at once and for good: what is under way fails. kafkajs's own `disconnect` first waits for
 * the answers to all requests, which takes 15 s when a broker hangs, and whatever still retries connects anew.
 */
export async function dropConnections(cluster: Cluster): Promise<void> {
  const { brokers, seedBroker } = cluster.brokerPool;
  const error = Object.assign(new Error("the connection was closed here"), { retriable: false });
  for (const { connectionPool } of [...Object.values(brokers), ...(seedBroker ? [seedBroker] : [])])
    for (const connection of connectionPool.pool) {
      connection.connect = () => Promise.reject(error);
      connection.rejectRequests(error);
    }
  await cluster.disconnect();
}
