import type { Broker, TopicPartition } from "@tributary/kafka";

/** What the conformance suite needs of a cluster beside the interface it tests. */
export interface BrokerUnderTest {
  /** A handle as one process has it. */
  openBroker(): Promise<Broker>;
  /** Makes an empty topic of this name; a compacted one is to be compacted as soon as can be. */
  createTopic(
    name: string,
    options: { readonly partitions: number; readonly isCompacted?: boolean },
  ): Promise<void>;
  /** Starts a consumer in a process of its own that commits nothing; it joins in its time. */
  startDoomed(options: { readonly group: string; readonly topic: string }): Promise<DoomedMember>;
  /** Lets the sessions of this process's members of the group end, as when it was stopped for a while. */
  outlastSession(group: string): Promise<void>;
  deleteBefore(at: TopicPartition & { readonly offset: number }): Promise<void>;
  /** Resolves when the topic can be expected to be compacted soon. */
  compact(topic: string): Promise<void>;
  close(): Promise<void>;
}

export interface DoomedMember {
  /** Values it was given so far. */
  readonly values: readonly string[];
  /** `kill -9`; its partitions are free when its session has ended. */
  crash(): Promise<void>;
}
