/** An Avro record schema as parsed from its `.avsc` file. */
export interface AvroRecordSchema {
  readonly type: "record";
  readonly name: string;
  readonly namespace: string;
  readonly doc?: string;
  readonly fields: readonly {
    readonly name: string;
    readonly type: unknown;
    readonly default?: unknown;
    readonly doc?: string;
  }[];
}

/** What Kafka does with old records: `delete` by age, or `compact` to the newest of each key, which may go by age as well. */
export type Cleanup =
  | { readonly policy: "delete"; readonly retentionMs: number }
  | { readonly policy: "compact"; readonly retentionMs?: number };

/** One field of a decoded value that cannot be true, such as a latitude of 900. */
export interface Fault {
  readonly field: string;
  readonly given: unknown;
  readonly expected: string;
}

/** The contract of one topic. It is law, not a setting: change it by adding a version. */
export interface Topic<T> {
  /** `<domain>.<fact>.v<N>`, for example `transit.vehicle-position.v1`. */
  readonly name: string;
  /** Registered under the subject `<name>-value`. */
  readonly schema: AvroRecordSchema;
  /** The partitioning decision, made once, here. */
  readonly key: (value: T) => string;
  /** When the fact was true, in milliseconds since the epoch. */
  readonly eventTime: (value: T) => number;
  readonly partitions: number;
  readonly cleanup: Cleanup;
  /** The first field out of its range, or undefined. Half of all bit flips decode without error. */
  readonly fault: (value: T) => Fault | undefined;
  /** The contract that this is a narrowed reading of (see `narrowed`): what is provisioned, registered and written by. */
  // biome-ignore lint/suspicious/noExplicitAny: a narrowed topic need not know the type of the whole.
  readonly whole?: Topic<any>;
}
