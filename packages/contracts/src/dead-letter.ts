/** Where in its way through a consumer a record turned out to be poison. */
export type DeadLetterStage = "decode" | "validate" | "process" | "sink";

/**
 * What the headers of a record in `<group>.dlq` say; its key and value are those of the original, byte by byte.
 * (group, topic, partition, offset) identifies what was buried: a map or sink may bury it more than once.
 */
export interface DeadLetter {
  readonly topic: string;
  readonly partition: number;
  readonly offset: number;
  /** Append time of the original, milliseconds since the epoch. */
  readonly timestamp: number;
  readonly group: string;
  readonly service: string;
  readonly version: string;
  readonly stage: DeadLetterStage;
  /** One word to filter and count by: why bytes are unreadable, the class of what was thrown, the sink's reason. */
  readonly error: string;
  /** At most 1 kB. */
  readonly message: string;
  /** How often this record has been buried, 1 for the first time: each re-sending gives it another chance. */
  readonly attempts: number;
  /** When it was buried for the first time, milliseconds since the epoch. */
  readonly firstSeen: number;
}
