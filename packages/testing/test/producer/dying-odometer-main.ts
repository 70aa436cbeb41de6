import { setTimeout as delay } from "node:timers/promises";
import { progressTopicName } from "@tributary/contracts";
import type { Broker } from "@tributary/kafka";
import { mainPorts, startService } from "@tributary/runtime";
import { brokerWith } from "../fire/broker-with.ts";
import { dyingBroker } from "../fire/dying-broker.ts";
import { odometerIn } from "./odometer.ts";

// An odometer that `kill -9` ends around its marks if ODOMETER_DIES, while milestones are late: up to three times as long as a mark waits.
const { ODOMETER = "by-hand", ODOMETER_MILES = "1000", ODOMETER_DIES } = process.env;
const dies = ODOMETER_DIES === "true";
const ports = mainPorts();
const service = odometerIn(ODOMETER, {
  miles: Number(ODOMETER_MILES),
  ...(dies && { pace: (_, signal) => delay(1, undefined, { signal }).catch(() => undefined) }),
});
const [, milestones] = service.outputs;

/** Holds each record back for a while, and keeps their order. */
function late(broker: Broker, topic: string | undefined): Broker {
  return brokerWith(broker, {
    openPublisher: async (options) => {
      const publisher = await broker.openPublisher(options);
      if (options.topic !== topic) return publisher;
      const publish = publisher.publish.bind(publisher);
      let before: Promise<unknown> = Promise.resolve();
      publisher.publish = (record) => {
        before = Promise.all([before, delay(Math.random() * 300)]);
        return before.then(() => publish(record));
      };
      const flush = publisher.flush.bind(publisher);
      publisher.flush = async () => {
        await before;
        await flush();
      };
      return publisher;
    },
  });
}

const mayDie = () => {
  if (dies && Math.random() < 0.2) process.kill(process.pid, "SIGKILL");
};
const running = await startService(service, {
  ...ports,
  openBroker: async (room) =>
    dyingBroker(
      late(await ports.openBroker(room), milestones?.name),
      progressTopicName(service.name),
      mayDie,
    ),
});
await running.done;
await running.stop();
