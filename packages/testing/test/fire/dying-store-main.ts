import { deadLetterTopicName } from "@tributary/contracts";
import { mainPorts, startService } from "@tributary/runtime";
import { dyingBroker } from "./dying-broker.ts";
import { storeService } from "./store-service.ts";

// The store service, which `kill -9` ends in every second burial, before or after the dead letter is written.
const service = storeService(process.env.FIRE_RUN ?? "by-hand");
const ports = mainPorts();
const mayDie = () => {
  if (Math.random() < 0.25) process.kill(process.pid, "SIGKILL");
};

const running = await startService(service, {
  ...ports,
  openBroker: async (room) =>
    dyingBroker(await ports.openBroker(room), deadLetterTopicName(service.name), mayDie),
});
process.once("SIGTERM", () => void running.stop().then(() => process.exit(0)));
await running.done;
