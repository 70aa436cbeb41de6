import type { Socket } from "node:net";
import type * as KafkaJS from "kafkajs";
import type { RecordBatch } from "../record-batch/record-batch.ts";

/**
 * The parts of kafkajs 2.2.4 that this room reaches into, as far as it uses them. kafkajs has no `assign` and hides
 * its cluster, so reading without a group and sending without losses need them.
 */
export interface Message {
  readonly key: string | Buffer | null;
  readonly value: Buffer | null;
  readonly headers?: Readonly<Record<string, string | Buffer>> | undefined;
  readonly partition?: number;
}

export interface PartitionMetadata {
  readonly partitionId: number;
  readonly leader: number;
  readonly isr: readonly number[];
}

export type Partitioner = (choice: {
  readonly topic: string;
  readonly partitionMetadata: readonly PartitionMetadata[];
  readonly message: Message;
}) => number;

export interface PartitionSend {
  readonly topic: string;
  readonly partition: number;
  readonly messages: readonly Message[];
  /** Of the idempotent producer; assigned once and never rolled back. */
  firstSequence?: number;
}

export interface TopicSends {
  readonly topic: string;
  readonly partitions: readonly PartitionSend[];
}

export interface FetchedPartition {
  readonly partition: number;
  readonly highWatermark: string;
  readonly lastStableOffset: string;
  readonly abortedTransactions: readonly { readonly producerId: string; readonly firstOffset: string }[];
  /** kafkajs's name; by patch P1 the batches as they were written. */
  readonly messages: readonly RecordBatch[];
}

export interface FetchRequest {
  readonly isolationLevel: 0 | 1;
  readonly maxWaitTime: number;
  readonly minBytes: number;
  readonly maxBytes: number;
  readonly topics: readonly {
    readonly topic: string;
    readonly partitions: readonly { partition: number; fetchOffset: string; maxBytes: number }[];
  }[];
}

export interface ClusterMetadata {
  readonly clusterId: string;
  readonly brokers: readonly { readonly nodeId: number; readonly host: string; readonly port: number }[];
}

/** One socket to one broker. */
export interface SocketConnection {
  /** Undefined before the first `connect`. */
  readonly socket?: Socket;
  isConnected(): boolean;
  connect(): Promise<unknown>;
  /** Settles what waits for an answer. */
  rejectRequests(error: Error): void;
}

export interface CoordinatorQuery {
  /** Of a group, or a transactional id. */
  readonly groupId: string;
  /** 0 for a group's, 1 for a transaction's. */
  readonly coordinatorType: number;
}

export interface NodeConnection {
  readonly nodeId: number;
  /** Versions of each API that the broker takes. */
  readonly versions: Readonly<Record<number, { readonly maxVersion: number }>> | null;
  readonly connectionPool: {
    readonly pool: readonly SocketConnection[];
    send(request: object): Promise<unknown>;
  };
  disconnect(): Promise<void>;
  findGroupCoordinator(query: CoordinatorQuery): Promise<object>;
  produce(request: object): Promise<{ readonly topics: readonly object[] }>;
  fetch(request: FetchRequest): Promise<{
    readonly responses: readonly {
      readonly topicName: string;
      readonly partitions: readonly FetchedPartition[];
    }[];
  }>;
}

export interface Cluster {
  connect(): Promise<void>;
  disconnect(): Promise<void>;
  isConnected(): boolean;
  addTargetTopic(topic: string): Promise<void>;
  addMultipleTargetTopics(topics: readonly string[]): Promise<void>;
  refreshMetadata(): Promise<void>;
  refreshMetadataIfNecessary(): Promise<void>;
  removeBroker(address: { readonly host: string; readonly port: number }): void;
  findBroker(node: { readonly nodeId: number | string }): Promise<NodeConnection>;
  findTopicPartitionMetadata(topic: string): readonly PartitionMetadata[];
  findLeaderForPartitions(topic: string, partitions: readonly number[]): Record<string, number[]>;
  fetchTopicsOffset(
    topics: readonly {
      readonly topic: string;
      readonly partitions: readonly { readonly partition: number }[];
      readonly fromBeginning?: boolean;
      readonly fromTimestamp?: number;
    }[],
  ): Promise<readonly { partitions: readonly { partition: number; offset: string }[] }[]>;
  findGroupCoordinatorMetadata(query: CoordinatorQuery): Promise<object>;
  readonly brokerPool: {
    readonly metadata: ClusterMetadata | null;
    readonly brokers: Readonly<Record<string, NodeConnection>>;
    readonly seedBroker: NodeConnection | undefined;
    findConnectedBroker(): Promise<NodeConnection>;
  };
}

/** Keeps the producer id and the sequences of an idempotent or transactional producer. */
export interface EosManager {
  initProducerId(): Promise<void>;
  isTransactional(): boolean;
  getProducerId(): number;
  getProducerEpoch(): number;
  getTransactionalId(): string;
  getSequence(topic: string, partition: number): number;
  updateSequence(topic: string, partition: number, increment: number): void;
  addPartitionsToTransaction(
    topics: readonly {
      readonly topic: string;
      readonly partitions: readonly { readonly partition: number }[];
    }[],
  ): Promise<void>;
  acquireBrokerLock(broker: NodeConnection): Promise<void>;
  releaseBrokerLock(broker: NodeConnection): Promise<void>;
}

/** Of a transactional producer: one transaction after the other. */
export interface TransactionManager extends EosManager {
  beginTransaction(): void;
  sendOffsets(offsets: {
    readonly consumerGroupId: string;
    readonly topics: readonly {
      readonly topic: string;
      readonly partitions: readonly { readonly partition: number; readonly offset: string }[];
    }[];
  }): Promise<void>;
  /** Nothing is sent when the transaction holds nothing. */
  commit(): Promise<void>;
}

/** Runs the attempt until it succeeds; `bail` ends it with an error that no further attempt can mend. */
export type Retrier = <T>(
  attempt: (bail: (error: unknown) => void, retryCount: number, retryTime: number) => Promise<T>,
) => Promise<T>;

export type KafkajsLogger = KafkaJS.Logger;
