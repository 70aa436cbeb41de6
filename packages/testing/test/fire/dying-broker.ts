import type { Broker } from "@tributary/kafka";
import { brokerWith } from "./broker-with.ts";

/** A named point: before or after a dead letter is written. */
export type BurialPoint = "before a dead letter" | "after a dead letter";

/** A broker that calls `mayDie` around each record that is published to a topic. */
export function dyingBroker(broker: Broker, topic: string, mayDie: (at: BurialPoint) => void): Broker {
  return brokerWith(broker, {
    openPublisher: async (options) => {
      const publisher = await broker.openPublisher(options);
      if (options.topic !== topic) return publisher;
      const publish = publisher.publish.bind(publisher);
      publisher.publish = async (record) => {
        mayDie("before a dead letter");
        const outcome = await publish(record);
        mayDie("after a dead letter");
        return outcome;
      };
      return publisher;
    },
  });
}
