import { openKafkaBroker } from "../src/index.ts";
import { quietLog } from "./quiet-log.ts";
import { measure, recordAt, workload } from "./workload.ts";

const { topic, records, brokers } = workload();
const broker = await openKafkaBroker({ clientId: "bench", brokers, log: quietLog });
const publisher = await broker.openPublisher({ topic, whenFull: "wait" });
await measure(records, async () => {
  for (let index = 0; index < records; index++) {
    void publisher.publish(recordAt(index));
    await publisher.ready();
    // A real source yields to the loop between its records; without it nothing is sent before the buffer is full.
    if (index % 1_000 === 999) await new Promise(setImmediate);
  }
  await publisher.flush();
});
await broker.close();
