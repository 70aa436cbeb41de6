import type { FetchRequest } from "../kafkajs/kafkajs-internals.ts";

/** The broker answers at once when there is something, otherwise after this time: no busy loop on an idle topic. */
const longPollMs = 500;
const maxFetchBytes = 8 * 1_024 * 1_024;
const maxBytesOfPartition = 1_024 * 1_024;
const readCommitted = 1;

/** What follows `position` in the given partitions, up to the last stable offset. */
export function fetchRequest(
  topic: string,
  partitions: readonly number[],
  position: Readonly<Record<number, number>>,
  maxPartitionBytes = maxBytesOfPartition,
): FetchRequest {
  return {
    isolationLevel: readCommitted,
    maxWaitTime: longPollMs,
    minBytes: 1,
    maxBytes: Math.max(maxFetchBytes, maxPartitionBytes),
    topics: [
      {
        topic,
        partitions: partitions.map((partition) => ({
          partition,
          fetchOffset: String(position[partition]),
          maxBytes: maxPartitionBytes,
        })),
      },
    ],
  };
}
