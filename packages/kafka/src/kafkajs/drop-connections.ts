import type { Cluster, NodeConnection } from "./kafkajs-internals.ts";

/**
 * Ends a cluster's connections at once and for good: what is under way fails. kafkajs's own `disconnect` first waits for
 * the answers to all requests, which takes 15 s when a broker hangs, and whatever still retries connects anew.
 */
export async function dropConnections(cluster: Cluster): Promise<void> {
  const { brokers, seedBroker } = cluster.brokerPool;
  const error = Object.assign(new Error("the connection was closed here"), { retriable: false });
  const nodes = [...Object.values(brokers), ...(seedBroker ? [seedBroker] : [])];
  for (const node of nodes) rejectAll(node, error);
  await cluster.disconnect();
  for (const node of nodes) endSockets(node, error);
}

/** The same for one broker, which its cluster may have forgotten by then. */
export async function dropBroker(broker: NodeConnection, error: Error): Promise<void> {
  rejectAll(broker, error);
  await broker.disconnect();
  endSockets(broker, error);
}

function rejectAll({ connectionPool }: NodeConnection, error: Error): void {
  for (const connection of connectionPool.pool) {
    connection.connect = () => Promise.reject(error);
    connection.rejectRequests(error);
  }
}

/**
 * `disconnect` only says that nothing more will be written: a socket that is still connecting would open all the same,
 * and its timers with it, and one whose peer hangs would stay.
 */
function endSockets({ connectionPool }: NodeConnection, error: Error): void {
  for (const { socket } of connectionPool.pool) {
    if (socket === undefined || socket.destroyed) continue;
    if (socket.connecting) socket.destroy(error);
    else socket.destroySoon();
  }
}
