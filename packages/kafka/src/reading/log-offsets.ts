import type { StartPosition } from "../broker.ts";
import { BrokerError } from "../broker-error.ts";
import type { Cluster } from "../kafkajs/kafkajs-internals.ts";

async function listed(
  cluster: Cluster,
  topic: string,
  which: { readonly fromBeginning: boolean } | { readonly fromTimestamp: number },
): Promise<number[]> {
  const partitions = cluster
    .findTopicPartitionMetadata(topic)
    .map(({ partitionId }) => ({ partition: partitionId }));
  const [answer] = await cluster.fetchTopicsOffset([{ topic, partitions, ...which }]);
  const offsets = new Array<number>(partitions.length).fill(0);
  for (const { partition, offset } of answer?.partitions ?? []) offsets[partition] = Number(offset);
  return offsets;
}

/** First offset of each partition that retention has left. */
export function logStarts(cluster: Cluster, topic: string): Promise<number[]> {
  return listed(cluster, topic, { fromBeginning: true });
}

/** Last stable offset of each partition: the end as a reader of committed data sees it. */
export function logEnds(cluster: Cluster, topic: string): Promise<number[]> {
  return listed(cluster, topic, { fromBeginning: false });
}

/** First offset of one partition, and its last stable offset. */
export async function partitionBounds(cluster: Cluster, topic: string, partition: number) {
  const only = async (fromBeginning: boolean) => {
    const [answer] = await cluster.fetchTopicsOffset([{ topic, partitions: [{ partition }], fromBeginning }]);
    const offset = answer?.partitions.find((found) => found.partition === partition)?.offset;
    if (offset === undefined)
      throw new BrokerError("unknown_topic", `${topic} has no partition ${partition}`);
    return Number(offset);
  };
  return { start: await only(true), end: await only(false) };
}

/** First offset appended at or after `timestamp` (epoch ms); the given end where there is none. */
async function offsetsAt(cluster: Cluster, topic: string, timestamp: number, ends: readonly number[]) {
  const found = await listed(cluster, topic, { fromTimestamp: Math.max(0, Math.floor(timestamp)) });
  return found.map((offset, partition) => (offset < 0 ? (ends[partition] ?? 0) : offset));
}

export async function startOffsets(
  cluster: Cluster,
  topic: string,
  from: StartPosition,
  ends: readonly number[],
): Promise<number[]> {
  if (from.at === "earliest") return logStarts(cluster, topic);
  if (from.at === "latest") return [...ends];
  if (from.at === "time") return offsetsAt(cluster, topic, from.timestamp, ends);
  if (from.offsets.length !== ends.length)
    throw new BrokerError(
      "conflict",
      `${from.offsets.length} offsets given for the ${ends.length} partitions of ${topic}`,
    );
  return [...from.offsets];
}

/** Partitions whose position is no place in their log any more, with where they go on and what retention took. */
export function restarts(positions: readonly number[], starts: readonly number[], ends: readonly number[]) {
  return positions.flatMap((position, partition) => {
    const start = starts[partition] ?? 0;
    const endOffset = ends[partition] ?? start;
    if (position >= start && position <= endOffset) return [];
    return [{ partition, position, start, endOffset, missedRecords: Math.max(0, start - position) }];
  });
}
