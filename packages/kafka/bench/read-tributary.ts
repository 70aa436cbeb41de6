import { openKafkaBroker } from "../src/index.ts";
import { quietLog } from "./quiet-log.ts";
import { measure, workload } from "./workload.ts";

const { topic, records, brokers } = workload();
const broker = await openKafkaBroker({ clientId: "bench", brokers, log: quietLog });
const reader = await broker.openReader({ topic, from: { at: "earliest" } });
await measure(records, async () => {
  const stop = new AbortController();
  let seen = 0;
  await reader.run((chunk) => {
    seen += chunk.records.length;
    if (seen >= records) stop.abort();
  }, stop.signal);
});
await broker.close();
