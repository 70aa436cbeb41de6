import { deadLetterTopicName } from "@tributary/contracts";
import { mainPorts, startService } from "@tributary/runtime";
import { brokerWith } from "./broker-with.ts";
import { storeService } from "./store-service.ts";

// The store service, which `kill -9` ends in every second burial, before or after the dead letter is written.
const service = storeService(process.env.FIRE_RUN ?? "by-hand");
const ports = mainPorts();
const die = () => process.kill(process.pid, "SIGKILL");

const running = await startService(service, {
  ...ports,
  openBroker: async (room) => {
    const broker = await ports.openBroker(room);
    return brokerWith(broker, {
      openPublisher: async (options) => {
        const publisher = await broker.openPublisher(options);
        if (options.topic !== deadLetterTopicName(service.name)) return publisher;
        const publish = publisher.publish.bind(publisher);
        publisher.publish = async (record) => {
          const luck = Math.random();
          if (luck < 0.25) die();
          const outcome = await publish(record);
          if (luck > 0.75) die();
          return outcome;
        };
        return publisher;
      },
    });
  },
});
process.once("SIGTERM", () => void running.stop().then(() => process.exit(0)));
await running.done;
