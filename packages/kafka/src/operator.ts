import type { IncomingRecord } from "./broker.ts";
import type { TopicPartition } from "./group.ts";

/** What a person on call asks of the cluster, and the few things they may do to it. Opened by `openOperator`. */
export interface Operator {
  /** All consumer groups, by name. */
  groups(): Promise<readonly GroupDescription[]>;
  /** Offsets the group has committed; a partition without one is left out. */
  committed(group: string): Promise<readonly (TopicPartition & { readonly offset: number })[]>;
  /** Names of all topics but Kafka's own. */
  topics(): Promise<readonly string[]>;
  /** Start and end (last stable offset) of each partition, by partition. Rejects `unknown_topic`. */
  bounds(topic: string): Promise<readonly { readonly start: number; readonly end: number }[]>;
  /**
   * Committed records of one partition from `offset` on, control records left out, at most `limit` of them.
   * `next` is where to go on; equal to the end when there is no more.
   */
  read(
    at: TopicPartition & { readonly offset: number },
    limit: number,
  ): Promise<{ readonly records: readonly IncomingRecord[]; readonly next: number }>;
  /** Deletes the records of a partition before `offset`. */
  deleteBefore(at: TopicPartition & { readonly offset: number }): Promise<void>;
  close(): Promise<void>;
}

export interface GroupDescription {
  readonly group: string;
  /** Kafka's word: Stable, PreparingRebalance, CompletingRebalance, Empty, Dead. */
  readonly state: string;
  readonly members: readonly {
    readonly memberId: string;
    /** Of a static member. */
    readonly instanceId: string | undefined;
    readonly clientId: string;
    readonly host: string;
    readonly assignment: readonly TopicPartition[];
  }[];
}
