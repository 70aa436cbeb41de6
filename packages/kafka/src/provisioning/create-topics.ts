import type { Admin, ITopicConfig } from "kafkajs";
import { backoffMs, pause } from "../backoff.ts";
import { BrokerError, typeOf } from "../broker-error.ts";

const timeoutMs = 15_000;
const waits = { firstMs: 20, longestMs: 500 };

/**
 * Creates topics and resolves when every partition of them has a leader. kafkajs's own waiting (`waitForLeaders`) gives
 * up when the broker it asks has not heard of the topic yet. Rejects `unavailable` when that takes more than 15 s.
 */
export async function createTopics(admin: Admin, topics: ITopicConfig[]): Promise<void> {
  await admin.createTopics({ topics, waitForLeaders: false, timeout: timeoutMs });
  const names = topics.map(({ topic }) => topic);
  const startedAt = performance.now();
  for (let attempt = 1; !(await areLed(admin, names)); attempt++) {
    if (performance.now() - startedAt >= timeoutMs)
      throw new BrokerError(
        "unavailable",
        `${names.join(", ")} have no leaders ${timeoutMs} ms after they were made`,
      );
    await pause(backoffMs(attempt, Math.random, waits));
  }
}

async function areLed(admin: Admin, names: string[]): Promise<boolean> {
  try {
    const { topics } = await admin.fetchTopicMetadata({ topics: names });
    return topics.every(
      ({ partitions }) => partitions.length > 0 && partitions.every(({ leader }) => leader >= 0),
    );
  } catch (error) {
    if (["UNKNOWN_TOPIC_OR_PARTITION", "LEADER_NOT_AVAILABLE"].includes(typeOf(error) ?? "")) return false;
    throw error;
  }
}
