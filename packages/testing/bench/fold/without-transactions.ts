import type { Broker, Publisher, Transactor } from "@tributary/kafka";

/** The same writes without fencing and transactions, for the price of exactly once; unsafe, for the bench alone. */
export function withoutTransactions(broker: Broker): Broker {
  const publishers = new Map<string, Promise<Publisher>>();
  const publisherOf = (topic: string) => {
    const open = publishers.get(topic) ?? broker.openPublisher({ topic, whenFull: "wait", lingerMs: 0 });
    publishers.set(topic, open);
    return open;
  };
  const transactor: Transactor = {
    async commit(records) {
      await Promise.all(
        records.map(async ({ topic, ...record }) => (await publisherOf(topic)).publish(record)),
      );
    },
    async close() {},
  };
  return {
    openPublisher: (options) => broker.openPublisher(options),
    openReader: (options) => broker.openReader(options),
    joinGroup: (options) => broker.joinGroup(options),
    readPartition: (options) => broker.readPartition(options),
    openTransactor: async () => transactor,
    close: () => broker.close(),
  };
}
