import { BrokerError, type StartPosition } from "@tributary/kafka";
import type { MemoryTopic } from "./memory-topic.ts";

/** Where a reader of the topic begins, by partition. */
export function startOffsets({ name, logs }: MemoryTopic, from: StartPosition): readonly number[] {
  if (from.at === "earliest") return logs.map(({ start }) => start);
  if (from.at === "latest") return logs.map(({ stableEnd }) => stableEnd);
  if (from.at === "time") return logs.map((log) => log.offsetAt(from.timestamp));
  if (from.offsets.length !== logs.length)
    throw new BrokerError(
      "conflict",
      `${from.offsets.length} offsets for the ${logs.length} partitions of ${name}`,
    );
  return from.offsets;
}
