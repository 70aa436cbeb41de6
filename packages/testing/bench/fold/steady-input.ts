import { openCodec, openKafkaBroker } from "@tributary/kafka";
import { silentLog } from "../../test/kafka/silent-log.ts";
import { prepareTopics, type Servers } from "./bench-input.ts";
import { benchEvent } from "./bench-topics.ts";

const keys = 660;
const tickMs = 20;

/** Writes `rate` records a second until it is stopped, and then tells how many of each key. */
export async function steadyInput(
  servers: Servers,
  { topic: name, group, rate }: { readonly topic: string; readonly group: string; readonly rate: number },
) {
  const topic = benchEvent(name);
  await prepareTopics(servers, topic, group);
  const kafka = { clientId: "bench", brokers: servers.kafkaBrokers.split(","), log: silentLog };
  const broker = await openKafkaBroker(kafka);
  const codec = openCodec({ registryUrl: servers.schemaRegistryUrl, log: silentLog });
  const encoder = await codec.encoder(topic, AbortSignal.timeout(60_000));
  const publisher = await broker.openPublisher({ topic: name, whenFull: "wait" });
  const counts = new Map<string, number>();
  let records = 0;
  const startedAt = performance.now();
  const ticking = setInterval(() => {
    const due = ((performance.now() - startedAt) / 1000) * rate;
    for (; records < due; records++) {
      const event = { id: `key-${records % keys}`, amount: records % 100 };
      counts.set(event.id, (counts.get(event.id) ?? 0) + 1);
      void publisher.publish({ key: event.id, value: encoder.encode(event) });
    }
  }, tickMs);
  return {
    topic: name,
    async stop() {
      clearInterval(ticking);
      await publisher.flush();
      await broker.close();
      return { records, counts: counts as ReadonlyMap<string, number> };
    },
  };
}
