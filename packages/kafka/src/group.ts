import type { ConnectionStatus, LogChunk } from "./broker.ts";

/**
 * Sharing a topic's partitions among the members of a consumer group. Nothing here commits by itself: the offset moves
 * when the worker says so.
 */
export interface GroupOptions {
  readonly group: string;
  /** All must exist; their partitions are shared out together, so partition n of each goes to the same member. */
  readonly topics: readonly string[];
  /**
   * Static membership (KIP-345): a name that is this member's after a restart too. It then gets its partitions back
   * without a rebalance when it returns within the session time-out, and does not leave the group when it stops.
   */
  readonly instanceId?: string;
  /** How long the coordinator waits for a silent member before it gives its partitions to others. Default 10,000. */
  readonly sessionTimeoutMs?: number;
  /** How long a rebalance waits for the members' work in hand. Default 30,000. */
  readonly rebalanceTimeoutMs?: number;
  /** Most bytes fetched of a partition at a time. Default 512 KiB. */
  readonly maxChunkBytes?: number;
}

export interface TopicPartition {
  readonly topic: string;
  readonly partition: number;
}

/** One partition in this member's hands, from its assignment to its loss. */
export interface Tenure extends TopicPartition {
  /** The group's committed offset when the partition was assigned; undefined when there is none. */
  readonly committed: number | undefined;
  /** First offset of the partition's log when it was assigned. */
  readonly logStart: number;
  /** Aborts when the partition is lost or to be handed over: finish or drop the slice in hand and return. */
  readonly signal: AbortSignal;
  /**
   * Resolves while this member holds the partition: at once when the coordinator has said so within the last third of
   * the session time-out, else it is asked. Rejects with a `BrokerError` `expelled` when it does not; to be called
   * before every effect, for a process that was stopped for a while does not know that it was expelled.
   */
  confirm(): Promise<void>;
  /** Everything before `offset` is done. Rejects `expelled` when the partition is another's by now. */
  commit(offset: number): Promise<void>;
}

/** Where to go on: after what was done, or at the same place again. `pauseMs` holds only this partition. */
export interface Outcome {
  readonly next: number;
  readonly pauseMs?: number;
}

/** A chunk of one partition of one of the topics. */
export interface GroupChunk extends LogChunk {
  readonly topic: string;
}

/**
 * Does the work of each partition. Calls for one partition never overlap; partitions do not wait for each other.
 * A `BrokerError` `unavailable` or `expelled` thrown by `begin` or `work` ends the tenure, and if the partition is still
 * ours a new one begins after a pause. Any other throw is a bug: it ends `run`.
 */
export interface GroupWorker {
  /** A partition became ours. Resolves with the offset to begin at (below the log's start means at its start). */
  begin(tenure: Tenure): Promise<number>;
  /**
   * `chunk.records` may be empty when only the position moved (control records, aborted transactions, compaction).
   * `chunk.missedRecords` tells what retention took before it was read. The chunk after a smaller `next` begins there.
   */
  work(chunk: GroupChunk, tenure: Tenure): Promise<Outcome>;
  /** The partition is lost, given back, or begun anew. Nothing of this tenure is called afterwards. */
  end(tenure: Tenure): Promise<void>;
}

export interface GroupMember {
  /** Attempts are turns of the fetch and heartbeat loops; failures are those of broker and coordinator. */
  readonly status: ConnectionStatus;
  /** What is ours now; undefined before the first assignment and while the group rebalances for the first time. */
  readonly assignment: readonly TopicPartition[] | undefined;
  /** Completed rebalances this member took part in. */
  readonly rebalances: number;
  /** Monotonic milliseconds since when the longest running call of the worker has run, or undefined when none runs. */
  readonly workingSince: number | undefined;
  /**
   * Joins, works until `signal` aborts, lets the work in hand finish, leaves the group (unless static), and resolves.
   * Weather is ridden out without end. Rejects with a `BrokerError` for what no retry mends, and with what the worker threw.
   */
  run(worker: GroupWorker, signal: AbortSignal): Promise<void>;
}
