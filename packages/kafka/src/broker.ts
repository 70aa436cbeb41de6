import type { GroupMember, GroupOptions } from "./group.ts";
import type { Transactor, TransactorOptions } from "./transactor.ts";

/**
 * What Tributary asks of a log broker. Nothing outside this room sees a kafkajs type, so the client can be replaced.
 * Offsets are numbers: Kafka's 64-bit offsets stay below 2^53 for 285 years at a million records a second.
 * Durations are measured on the monotonic clock (`performance.now()`).
 */
export interface Broker {
  /** Rejects with a `BrokerError` when the topic does not exist. */
  openPublisher(options: PublisherOptions): Promise<Publisher>;
  /** Reads every partition of a topic without a consumer group and without committing anything. */
  openReader(options: ReaderOptions): Promise<LogReader>;
  /** Connects and checks the topics (`unknown_topic`); joins when the member runs. */
  joinGroup(options: GroupOptions): Promise<GroupMember>;
  /** Fences every earlier holder of the id, see `Transactor`. */
  openTransactor(options: TransactorOptions): Promise<Transactor>;
  /** Reads one partition once, from its start to an end that is there already; only committed records. */
  readPartition(options: PartitionReading): Promise<void>;
  /** Closes what is still open: publishers flush first. */
  close(): Promise<void>;
}

export interface PartitionReading {
  readonly topic: string;
  readonly partition: number;
  /** Takes records in order, a batch at a time; awaited. */
  readonly take: (records: readonly IncomingRecord[]) => void | Promise<void>;
  /** Ends before this offset, which the partition has reached already. Default: its end at the time of the call. */
  readonly until?: number;
  /** Told the first offset that the log holds, before any record; told anew when retention overtakes the reading. */
  readonly onStart?: (offset: number) => void;
  /** Ends the reading; it then rejects with the signal's reason. */
  readonly signal: AbortSignal;
}

export interface OutgoingRecord {
  /** A record without a key has no order and no identity: null only where a dead letter keeps what it had. */
  readonly key: string | Buffer | null;
  readonly value: Buffer | null;
  readonly headers?: Readonly<Record<string, string | Buffer>>;
  /** Instead of the one the key leads to. Required when there is no key. */
  readonly partition?: number;
}

export interface IncomingRecord {
  readonly topic: string;
  readonly partition: number;
  readonly offset: number;
  /** Broker's append time (all topics use LogAppendTime), milliseconds since the epoch. */
  readonly timestamp: number;
  readonly key: Buffer | null;
  readonly value: Buffer | null;
  readonly headers: Readonly<Record<string, Buffer>>;
}

export interface PublisherOptions {
  readonly topic: string;
  /** How long a record may wait for company before its batch is sent. Default 10. */
  readonly lingerMs?: number;
  /** Most bytes of one batch. Default 900,000: a broker refuses batches over 1 MB. */
  readonly maxBatchBytes?: number;
  /** Most bytes held in memory, waiting or in flight. Default 32 MiB. */
  readonly maxBufferedBytes?: number;
  /**
   * What to do when the buffer is full: `wait` holds the caller in `ready()`;
   * `drop-oldest` lets the oldest waiting record go, for data that only matters while it is new.
   */
  readonly whenFull: "wait" | "drop-oldest";
}

export interface Publisher {
  /**
   * Takes one record; at most one send is in flight, so records of a key keep their order.
   * Resolves `acknowledged` when all in-sync replicas have it, `dropped` when it made room for newer ones.
   * Weather is retried without end; rejects with a `BrokerError` only for what no retry mends (too large, refused).
   */
  publish(record: OutgoingRecord): Promise<"acknowledged" | "dropped">;
  /** Resolves as soon as the buffer has room; at once for `drop-oldest`. */
  ready(): Promise<void>;
  /** Resolves when everything taken so far is acknowledged or dropped. */
  flush(): Promise<void>;
  readonly status: ConnectionStatus;
  /**
   * Lets go of what is still waiting: it rejects with a `BrokerError` `closed`. A send in flight may yet be written.
   * For whoever has lost the right to write; nothing can be published afterwards.
   */
  abandon(): Promise<void>;
  close(): Promise<void>;
}

/** How a connection fares; `/readyz` turns this into words. */
export interface ConnectionStatus {
  /** Monotonic milliseconds of the last attempt, successful or not: a loop that hangs shows here. */
  readonly lastAttemptAt: number | undefined;
  /** Monotonic milliseconds of the last answer of the broker, or undefined before the first. */
  readonly lastSuccessAt: number | undefined;
  /** Monotonic milliseconds since when every attempt failed, or undefined while all is well. */
  readonly failingSince: number | undefined;
  readonly lastError: string | undefined;
}

/** Where a reader begins. `time` means the first record appended at or after that instant (epoch ms). */
export type StartPosition =
  | { readonly at: "earliest" }
  | { readonly at: "latest" }
  | { readonly at: "time"; readonly timestamp: number }
  | { readonly at: "offsets"; readonly offsets: readonly number[] };

export interface ReaderOptions {
  readonly topic: string;
  readonly from: StartPosition;
}

/** Records of one partition in order; only committed ones. May be empty when just the position moved. */
export interface LogChunk {
  readonly partition: number;
  readonly records: readonly IncomingRecord[];
  /** The position after this chunk: also past control records and compacted gaps. */
  readonly nextOffset: number;
  /** End of the partition as readers see it (last stable offset). */
  readonly endOffset: number;
  /** Records lost to retention before this chunk, 0 unless the reader fell behind the log's start. */
  readonly missedRecords: number;
}

export interface LogReader {
  /** Tells one log from another of the same name (other cluster, topic made anew): offsets of one mean nothing in the other. */
  readonly epoch: string;
  readonly partitions: number;
  /** Next offset to read, per partition. */
  readonly position: readonly number[];
  /** Ends of the partitions when the reader was opened: what to read before the view counts as restored. */
  readonly endAtStart: readonly number[];
  readonly status: ConnectionStatus;
  /**
   * Hands chunks to `handle`, one at a time, until `signal` aborts; then resolves.
   * Rides out weather (leader moves, restarts, cut sockets) by itself. A throw of `handle` rejects; so does, as a
   * `BrokerError` with code `conflict`, a topic that was deleted and made again meanwhile.
   */
  run(handle: (chunk: LogChunk) => void | Promise<void>, signal: AbortSignal): Promise<void>;
}
