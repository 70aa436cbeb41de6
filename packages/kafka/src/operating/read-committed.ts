import type { IncomingRecord } from "../broker.ts";
import { BrokerError, typeOf } from "../broker-error.ts";
import type { TopicPartition } from "../group.ts";
import type { NodeConnection } from "../kafkajs/kafkajs-internals.ts";
import { committedRecords } from "../reading/committed-records.ts";
import { fetchRequest } from "../reading/fetch-request.ts";
import { logStarts } from "../reading/log-offsets.ts";
import type { OperatorCluster } from "./operator-cluster.ts";

export interface RecordsRead {
  readonly records: readonly IncomingRecord[];
  readonly next: number;
}

/** Enough for one answer to a person; who wants more asks again from `next`. */
const mostBytes = 8 * 1_024 * 1_024;
/** A broker that holds a client back by quota answers with nothing, and kafkajs waits before it asks again. */
const mostEmptyAnswers = 5;

const sizeOf = ({ key, value }: IncomingRecord) => (key?.length ?? 0) + (value?.length ?? 0);

/**
 * Committed records from `offset` on, at most `limit` and about 8 MiB. Below the log's start it begins there; at or
 * behind the end there are none, and `next` is `offset`.
 */
export async function readCommitted(
  cluster: OperatorCluster,
  at: TopicPartition & { readonly offset: number },
  limit: number,
): Promise<RecordsRead> {
  const broker = await leaderOf(cluster, at);
  const records: IncomingRecord[] = [];
  let next = at.offset;
  let bytes = 0;
  let emptyAnswers = 0;
  while (records.length < limit && bytes < mostBytes) {
    const fetched = await fetchFrom(broker, at, next);
    if (fetched === "out of range") {
      const start = (await logStarts(cluster, at.topic))[at.partition] ?? 0;
      if (start <= next) break;
      next = start;
      continue;
    }
    const found = committedRecords(at.topic, fetched, next);
    const fitting = found.records.slice(0, limit - records.length);
    records.push(...fitting);
    bytes += fitting.reduce((sum, record) => sum + sizeOf(record), 0);
    if (fitting.length < found.records.length) return { records, next: (records.at(-1)?.offset ?? next) + 1 };
    emptyAnswers = found.nextOffset === next ? emptyAnswers + 1 : 0;
    next = found.nextOffset;
    if (next >= Number(fetched.lastStableOffset)) break;
    if (emptyAnswers === mostEmptyAnswers)
      throw new BrokerError("unavailable", `read ${at.topic}: the broker hands out nothing from ${next} on`);
  }
  return { records, next };
}

async function leaderOf(
  cluster: OperatorCluster,
  { topic, partition }: TopicPartition,
): Promise<NodeConnection> {
  const [nodeId] = Object.keys(cluster.findLeaderForPartitions(topic, [partition]));
  if (nodeId === undefined)
    throw new BrokerError("unknown_topic", `topic ${topic} has no partition ${partition}`);
  return cluster.findBroker({ nodeId });
}

async function fetchFrom(broker: NodeConnection, { topic, partition }: TopicPartition, offset: number) {
  const position: number[] = [];
  position[partition] = offset;
  try {
    // A person waits: what is there is enough.
    const { responses } = await broker.fetch({
      ...fetchRequest(topic, [partition], position),
      maxWaitTime: 0,
    });
    const fetched = responses[0]?.partitions[0];
    if (fetched === undefined) throw new Error(`the broker said nothing about ${topic} ${partition}`);
    return fetched;
  } catch (error) {
    if (typeOf(error) === "OFFSET_OUT_OF_RANGE") return "out of range";
    throw error;
  }
}
