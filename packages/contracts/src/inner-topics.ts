import type { Cleanup } from "./topic.ts";

/** A topic that belongs to one consumer group and is nobody else's contract; its values are no Avro records. */
export interface InnerTopic {
  readonly name: string;
  readonly partitions: number;
  readonly cleanup: Cleanup;
  /** Largest batch in bytes, where it is not the broker's own 1 MB. */
  readonly maxMessageBytes?: number;
  /** More of Kafka's settings by name, as texts. */
  readonly settings?: Readonly<Record<string, string>>;
}

const deadLettersKeptMs = 14 * 24 * 3_600_000;
/** The largest record that an input takes must find its place here with our headers added, or nothing could move on. */
const deadLetterBytes = 2 * 1_024 * 1_024;

/**
 * Restoring reads the whole log, so it is kept near the size of the state. The segment being written is never
 * compacted: 16 MiB of it instead of 1 GB. The rest is cleaned when 3 parts of 10 are outdated. Tombstones and markers
 * of transactions stay 10 minutes instead of a day, in which 30 transactions a second leave 2.6 million markers;
 * whoever needs longer for a restore has been expelled.
 */
const stateSettings = {
  "segment.bytes": String(16 * 1_024 * 1_024),
  "min.cleanable.dirty.ratio": "0.3",
  "delete.retention.ms": String(10 * 60_000),
};

export const deadLetterTopicName = (group: string): string => `${group}.dlq`;
export const stateTopicName = (group: string): string => `${group}.state`;
export const controlTopicName = (group: string): string => `${group}.control`;
export const progressTopicName = (service: string): string => `${service}.progress`;

/** Where a group buries what it cannot use: partition n holds what came from partitions n. */
export function deadLetterTopic(group: string, partitions: number): InnerTopic {
  const cleanup = { policy: "delete", retentionMs: deadLettersKeptMs } as const;
  return { name: deadLetterTopicName(group), partitions, cleanup, maxMessageBytes: deadLetterBytes };
}

/** State of a fold by key, and its position; as many partitions as each input has. */
export function stateTopic(group: string, partitions: number): InnerTopic {
  const cleanup = { policy: "compact" } as const;
  return { name: stateTopicName(group), partitions, cleanup, settings: stateSettings };
}

/** What an operator and the group tell each other: that it has tripped, and may go on. */
export function controlTopic(group: string): InnerTopic {
  return { name: controlTopicName(group), partitions: 1, cleanup: { policy: "compact" } };
}

/** How far a service has come with each of its sources, by their fingerprints; written with what it says was done, or after. */
export function progressTopic(service: string): InnerTopic {
  const cleanup = { policy: "compact" } as const;
  return { name: progressTopicName(service), partitions: 1, cleanup, settings: stateSettings };
}
