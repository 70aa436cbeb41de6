import type { Cluster } from "../kafkajs/kafkajs-internals.ts";

/**
 * Asks for a coordinator once. kafkajs asks four times a transaction, which halves the throughput of small ones. Safe
 * for a session that is thrown away after any error, for a coordinator that has moved answers with one. It also tells
 * why a look-up was refused, which kafkajs swallows.
 */
export function rememberCoordinators(cluster: Cluster): Cluster {
  const known = new Map<string, object>();
  cluster.findGroupCoordinatorMetadata = async ({ groupId, coordinatorType }) => {
    const name = `${coordinatorType}/${groupId}`;
    const remembered = known.get(name);
    if (remembered !== undefined) return remembered;
    const broker = await cluster.brokerPool.findConnectedBroker();
    const found = await broker.findGroupCoordinator({ groupId, coordinatorType });
    known.set(name, found);
    return found;
  };
  return cluster;
}
