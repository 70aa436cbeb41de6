import { toBrokerError, typeOf } from "../broker-error.ts";
import { dropConnections } from "../kafkajs/drop-connections.ts";
import { createTransactionManager } from "../kafkajs/kafkajs.ts";
import type { Cluster, KafkajsLogger, TransactionManager } from "../kafkajs/kafkajs-internals.ts";
import { createSendMessages, type SendMessages } from "../patches/send-messages.ts";
import { partitionOf } from "../publishing/partition-of.ts";
import { sendRetrier } from "../publishing/send-retrier.ts";
import { unlessAborted } from "../reading/unless-aborted.ts";
import type { GroupOffset, TransactionRecord } from "../transactor.ts";
import { pastConcurrentTransactions } from "./patient-request.ts";
import type { TopicMessages, TopicPartitions } from "./send-plan.ts";

/**
 * The steps of a transaction, to be called in this order, on one connection with one producer epoch. After any failure
 * the session is of no use.
 */
export interface TransactionSession {
  /** Resolves to the function that tells the partition of a record of these topics. */
  partitioning(topics: readonly string[]): Promise<(record: TransactionRecord) => number>;
  begin(partitions: readonly TopicPartitions[]): Promise<void>;
  send(topicMessages: readonly TopicMessages[]): Promise<void>;
  /** All of one group. */
  moveOffsets(group: string, offsets: readonly GroupOffset[]): Promise<void>;
  end(): Promise<void>;
  /** Ends what is under way, which then rejects; leaves an open transaction to whoever opens the id next. */
  close(): Promise<void>;
}

export interface SessionOptions {
  readonly transactionalId: string;
  readonly timeoutMs: number;
  readonly logger: KafkajsLogger;
  readonly random: () => number;
}

const produceTimeoutMs = 10_000;
const allInSyncReplicas = -1;

export class KafkaTransactionSession implements TransactionSession {
  readonly #cluster: Cluster;
  readonly #options: SessionOptions;
  readonly #transactions: TransactionManager;
  readonly #send: SendMessages;
  readonly #closing = new AbortController();

  private constructor(cluster: Cluster, options: SessionOptions) {
    const { transactionalId, timeoutMs, logger, random } = options;
    this.#cluster = cluster;
    this.#options = options;
    this.#transactions = createTransactionManager({
      cluster,
      logger,
      transactionalId,
      transactionTimeout: timeoutMs,
    });
    this.#send = createSendMessages({
      logger,
      cluster,
      partitioner: ({ message }) => message.partition as number, // the plan has chosen it
      eosManager: this.#transactions,
      // A leader that moves is followed, for as long as the broker keeps the transaction open.
      retrier: sendRetrier({
        signal: this.#closing.signal,
        random,
        isOver: (_, elapsedMs) => elapsedMs >= timeoutMs,
      }),
    });
  }

  /**
   * Connects and takes the id: every earlier holder is fenced, and its open transaction ended. Tries once; a failure
   * is a `BrokerError` and leaves `cluster` closed, as does `signal`.
   */
  static async open(
    cluster: Cluster,
    options: SessionOptions,
    signal?: AbortSignal,
  ): Promise<KafkaTransactionSession> {
    const session = new KafkaTransactionSession(cluster, options);
    const giveUp = () => void session.close().catch(() => undefined);
    signal?.addEventListener("abort", giveUp, { once: true });
    const connecting = cluster.connect();
    try {
      // A connection that kafkajs is about to make is in no list yet, and could not be dropped.
      await (signal === undefined ? connecting : unlessAborted(connecting, signal));
      signal?.throwIfAborted();
      await session.#transactions.initProducerId();
      signal?.throwIfAborted();
      return session;
    } catch (error) {
      await session.close().catch(() => undefined);
      if (signal?.aborted) void connecting.then(giveUp, () => undefined);
      throw toBrokerError(error, `take the transactional id ${options.transactionalId}`);
    } finally {
      signal?.removeEventListener("abort", giveUp);
    }
  }

  async partitioning(topics: readonly string[]): Promise<(record: TransactionRecord) => number> {
    await this.#cluster.addMultipleTargetTopics(topics);
    await this.#cluster.refreshMetadataIfNecessary();
    const partitions = new Map(
      topics.map((topic) => [topic, this.#cluster.findTopicPartitionMetadata(topic).length]),
    );
    return ({ topic, key, partition }) => partition ?? partitionOf(key ?? "", partitions.get(topic) ?? 1);
  }

  async begin(partitions: readonly TopicPartitions[]): Promise<void> {
    this.#transactions.beginTransaction();
    if (partitions.length === 0) return;
    const add = (some: readonly TopicPartitions[]) =>
      this.#pastPredecessor(() => this.#transactions.addPartitionsToTransaction(some));
    try {
      await add(partitions);
    } catch (error) {
      // The others are refused beside the one that is at fault, which kafkajs does not tell: asked alone, it says why.
      if (typeOf(error) === "OPERATION_NOT_ATTEMPTED")
        for (const { topic, partitions: ofTopic } of partitions)
          for (const partition of ofTopic) await add([{ topic, partitions: [partition] }]);
      throw error;
    }
  }

  async send(topicMessages: readonly TopicMessages[]): Promise<void> {
    await this.#send({ acks: allInSyncReplicas, timeout: produceTimeoutMs, topicMessages });
  }

  async moveOffsets(group: string, offsets: readonly GroupOffset[]): Promise<void> {
    const byTopic = Object.groupBy(offsets, ({ topic }) => topic);
    const topics = Object.entries(byTopic).map(([topic, ofTopic = []]) => ({
      topic,
      partitions: ofTopic.map(({ partition, offset }) => ({ partition, offset: String(offset) })),
    }));
    await this.#pastPredecessor(() => this.#transactions.sendOffsets({ consumerGroupId: group, topics }));
  }

  async end(): Promise<void> {
    await this.#transactions.commit();
  }

  async close(): Promise<void> {
    this.#closing.abort();
    await dropConnections(this.#cluster);
  }

  #pastPredecessor<T>(request: () => Promise<T>): Promise<T> {
    return pastConcurrentTransactions(request, this.#options.timeoutMs, this.#closing.signal);
  }
}
