import type { FetchRequest } from "../kafkajs/kafkajs-internals.ts";
import type { PartitionLane } from "./partition-lane.ts";

const longestPollMs = 500;
const shortestPollMs = 20;
const maxFetchBytes = 8 * 1_024 * 1_024;
const readCommitted = 1;

/**
 * How long an empty answer may take. A lane at work will have room before long, and must not find its broker waiting
 * for others: so no longer than the shortest work has lasted, which keeps what it costs below what it saves.
 */
export function pollMs(atWork: readonly Pick<PartitionLane, "fullSince">[], now: number): number {
  const shortest = Math.min(longestPollMs, ...atWork.map(({ fullSince }) => now - fullSince));
  return Math.max(shortestPollMs, Math.ceil(shortest));
}

/** What follows in each of the lanes, up to the last stable offset. A broker fills its answer in the order asked. */
export function groupFetch(
  lanes: readonly Pick<PartitionLane, "topic" | "partition" | "fetchOffset">[],
  maxBytes: number,
  maxWaitTime: number,
): FetchRequest {
  return {
    isolationLevel: readCommitted,
    maxWaitTime,
    minBytes: 1,
    maxBytes: Math.max(maxFetchBytes, maxBytes),
    topics: lanes.map(({ topic, partition, fetchOffset }) => ({
      topic,
      partitions: [{ partition, fetchOffset: String(fetchOffset), maxBytes }],
    })),
  };
}
