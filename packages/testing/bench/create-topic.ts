import { provision } from "@tributary/kafka";
import { silentLog } from "../test/kafka/silent-log.ts";

/** An empty topic of bytes for a bench: no schema, one copy. */
export async function createTopic(brokers: string, name: string, partitions: number): Promise<void> {
  await provision({
    kafka: { clientId: "bench", brokers: brokers.split(","), log: silentLog },
    topics: [{ name, partitions, cleanup: { policy: "delete", retentionMs: 3_600_000 } }],
    replicationFactor: 1,
  });
}
