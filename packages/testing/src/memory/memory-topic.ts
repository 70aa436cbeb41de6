import type { Cleanup } from "@tributary/contracts";
import { BrokerError, type OutgoingRecord, partitionOf } from "@tributary/kafka";
import { MemoryLog, recordBytes } from "./memory-log.ts";

export interface MemoryTopicOptions {
  readonly name: string;
  /** Default 1. */
  readonly partitions?: number;
  /** Default: deleted after a day. Nothing is cleaned before the test says so. */
  readonly cleanup?: Cleanup;
  /** Most bytes of one record batch. Default 1,048,588, Kafka's `max.message.bytes`. */
  readonly maxMessageBytes?: number;
}

const kafkasMaxMessageBytes = 1_048_588;
/** Header of a record batch in Kafka's format. */
const batchOverhead = 61;

export class MemoryTopic {
  readonly name: string;
  /** Another one for each making, so that a topic made again is not the one before. */
  readonly id: number;
  readonly cleanup: Cleanup;
  readonly logs: readonly MemoryLog[];
  readonly #maxMessageBytes: number;

  constructor(id: number, options: MemoryTopicOptions) {
    const { name, partitions = 1, maxMessageBytes = kafkasMaxMessageBytes } = options;
    this.id = id;
    this.name = name;
    this.cleanup = options.cleanup ?? { policy: "delete", retentionMs: 86_400_000 };
    this.#maxMessageBytes = maxMessageBytes;
    this.logs = Array.from({ length: partitions }, (_, partition) => new MemoryLog(name, partition));
  }

  log(partition: number): MemoryLog {
    const log = this.logs[partition];
    if (log === undefined)
      throw new BrokerError("unknown_topic", `topic ${this.name} has no partition ${partition}`);
    return log;
  }

  /** Where a record goes. Throws a `BrokerError` for what the broker would refuse of it. */
  place(record: OutgoingRecord): MemoryLog {
    const bytes = batchOverhead + recordBytes(record);
    if (bytes > this.#maxMessageBytes)
      throw new BrokerError(
        "too_large",
        `${bytes} bytes for ${this.name}, which takes ${this.#maxMessageBytes}`,
      );
    if (record.key === null && this.cleanup.policy === "compact")
      throw new BrokerError("invalid_record", `a record without a key for ${this.name}, which is compacted`);
    if (record.partition !== undefined) return this.log(record.partition);
    if (record.key === null)
      throw new BrokerError("invalid_record", "a record without a key needs a partition");
    return this.log(partitionOf(record.key, this.logs.length));
  }
}
