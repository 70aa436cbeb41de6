import type { Broker } from "@tributary/kafka";

/** A broker of which some methods are others. */
export function brokerWith(broker: Broker, changes: Partial<Broker>): Broker {
  return {
    openPublisher: (options) => broker.openPublisher(options),
    openReader: (options) => broker.openReader(options),
    joinGroup: (options) => broker.joinGroup(options),
    openTransactor: (options) => broker.openTransactor(options),
    readPartition: (options) => broker.readPartition(options),
    close: () => broker.close(),
    ...changes,
  };
}
