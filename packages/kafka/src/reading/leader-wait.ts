import { backoffMs, pause } from "../backoff.ts";
import type { KafkaLog } from "../kafka-log.ts";
import type { Cluster } from "../kafkajs/kafkajs-internals.ts";
import { unlessAborted } from "./unless-aborted.ts";

/** How kafkajs names the leader of partitions that have none. */
export const nobody = "-1";

/** Resolves when one of the partitions has a leader again, or `signal` aborts; asks every 2 s in the end. */
export async function awaitLeader(
  cluster: Cluster,
  { topic, partitions }: { readonly topic: string; readonly partitions: readonly number[] },
  { log, random }: { readonly log: KafkaLog; readonly random: () => number },
  signal: AbortSignal,
): Promise<void> {
  log.warn({ topic, partitions }, "partitions without a leader, reading the others");
  for (let attempt = 1; !signal.aborted; attempt++) {
    await pause(backoffMs(attempt, random), signal);
    await unlessAborted(cluster.refreshMetadata(), signal);
    if (signal.aborted) return;
    const led = Object.keys(cluster.findLeaderForPartitions(topic, partitions));
    if (led.some((nodeId) => nodeId !== nobody)) {
      log.info({ topic, partitions }, "partitions have a leader again");
      return;
    }
  }
}
