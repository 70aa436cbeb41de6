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
  const lanes = new Map<string, Map<number, Lane>>();
  const sends: Map<string, Message[]>[] = [];
  for (const [index, record] of records.entries()) {
    const { topic, key, value, headers = {} } = record;
    const partition = partitionOf(record);
    const bytes = sizes[index] ?? 0;
    const lane = laneOf(lanes, topic, partition);
    if (lane.bytes > 0 && lane.bytes + bytes > maxBytes) {
      lane.send++;
      lane.bytes = 0;
    }
    lane.bytes += bytes;
    sends[lane.send] ??= new Map();
    const send = sends[lane.send] as Map<string, Message[]>;
    const message = { key, value, headers, partition };
    const messages = send.get(topic);
    if (messages === undefined) send.set(topic, [message]);
    else messages.push(message);
  }
  return {
    partitions: [...lanes].map(([topic, ofTopic]) => ({
      topic,
      partitions: [...ofTopic.keys()].map((partition) => ({ partition })),
    })),
    sends: sends.map((send) => [...send].map(([topic, messages]) => ({ topic, messages }))),
  };
}

function laneOf(lanes: Map<string, Map<number, Lane>>, topic: string, partition: number): Lane {
  const ofTopic = lanes.get(topic) ?? new Map<number, Lane>();
  const lane = ofTopic.get(partition) ?? { send: 0, bytes: 0 };
  lanes.set(topic, ofTopic.set(partition, lane));
  return lane;
}
