import type { Message } from "../kafkajs/kafkajs-internals.ts";
import { recordBytes, refusalOf } from "../publishing/record-buffer.ts";
import type { TransactionRecord } from "../transactor.ts";

/** A broker takes batches of 1 MB (`max.message.bytes`), overhead and all. */
export const maxBatchBytes = 900_000;
/** A larger record goes alone, for topics that take it: a dead letter is as large as the largest record of its input. */
const maxRecordBytes = 2_000_000;

export interface TopicMessages {
  readonly topic: string;
  readonly messages: readonly Message[];
}

export interface TopicPartitions {
  readonly topic: string;
  readonly partitions: readonly { readonly partition: number }[];
}

export interface SendPlan {
  /** All that the transaction touches. */
  readonly partitions: readonly TopicPartitions[];
  /** One after the other: what comes later in a partition is sent later. */
  readonly sends: readonly (readonly TopicMessages[])[];
}

/** Bytes of each record; throws a `BrokerError` for one that no transaction could hold. */
export function transactionSizes(records: readonly TransactionRecord[], maxBytes = maxRecordBytes): number[] {
  return records.map((record) => {
    const bytes = recordBytes(record);
    const refusal = refusalOf(record, bytes, maxBytes, `of ${record.topic}`);
    if (refusal !== undefined) throw refusal;
    return bytes;
  });
}

/** The batch of a partition that is being filled. */
interface Lane {
  send: number;
  bytes: number;
}

/** What goes to one topic, spread over sends. */
interface TopicPlan {
  /** By partition. */
  readonly lanes: Map<number, Lane>;
  /** By send; none where nothing of the topic is sent. */
  readonly messages: (Message[] | undefined)[];
}

/**
 * Spreads records over as few sends as their partitions allow: a send carries at most one batch of a partition, and a
 * batch at most `maxBytes`, unless it is of one record. `partitionOf` tells where a record goes that does not say so
 * itself.
 */
export function planSends(
  records: readonly TransactionRecord[],
  sizes: readonly number[],
  partitionOf: (record: TransactionRecord) => number,
  maxBytes = maxBatchBytes,
): SendPlan {
  const topics = new Map<string, TopicPlan>();
  for (let index = 0; index < records.length; index++) {
    const record = records[index] as TransactionRecord;
    const { key, value, headers } = record;
    const partition = partitionOf(record);
    const { lanes, messages } = planOf(topics, record.topic);
    const send = sendOf(lanes, partition, sizes[index] ?? 0, maxBytes);
    const message = { key, value, headers, partition };
    const ofSend = messages[send];
    if (ofSend === undefined) messages[send] = [message];
    else ofSend.push(message);
  }
  return {
    partitions: [...topics].map(([topic, { lanes }]) => ({
      topic,
      partitions: [...lanes.keys()].map((partition) => ({ partition })),
    })),
    sends: sendsOf(topics),
  };
}

function planOf(topics: Map<string, TopicPlan>, topic: string): TopicPlan {
  const known = topics.get(topic);
  if (known !== undefined) return known;
  const plan = { lanes: new Map(), messages: [] };
  topics.set(topic, plan);
  return plan;
}

/** The send that a record of `bytes` goes with; its partition's batch has room for it, or is begun with it. */
function sendOf(lanes: Map<number, Lane>, partition: number, bytes: number, maxBytes: number): number {
  const lane = lanes.get(partition);
  if (lane === undefined) {
    lanes.set(partition, { send: 0, bytes });
    return 0;
  }
  const isFull = lane.bytes + bytes > maxBytes;
  if (isFull) lane.send++;
  lane.bytes = isFull ? bytes : lane.bytes + bytes;
  return lane.send;
}

function sendsOf(topics: Map<string, TopicPlan>): TopicMessages[][] {
  const sends: TopicMessages[][] = [];
  for (const [topic, { messages }] of topics)
    for (let index = 0; index < messages.length; index++) {
      sends[index] ??= [];
      const ofSend = messages[index];
      if (ofSend !== undefined) sends[index]?.push({ topic, messages: ofSend });
    }
  return sends;
}
