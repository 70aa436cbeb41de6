import { BrokerError, toBrokerError } from "../broker-error.ts";
import type { TopicPartition } from "../group.ts";
import { dropBroker, dropConnections } from "../kafkajs/drop-connections.ts";
import type { Cluster, NodeConnection } from "../kafkajs/kafkajs-internals.ts";
import { assertSameLog, topicEpoch } from "../reading/topic-epoch.ts";
import type { GroupHealth } from "./group-health.ts";
import { within } from "./within.ts";

/** First offset and last stable offset. */
export interface LogBounds {
  readonly start: number;
  readonly end: number;
}

export interface LeadersDependencies {
  /** A cluster connection of its own, which knows the topics. */
  readonly connect: () => Promise<Cluster>;
  readonly health: GroupHealth;
}

const nobody = -1;
/**
 * kafkajs waits without end for the answers of a broker that hangs while it authenticates. Longer than its own limits:
 * 3 s for the socket and 3 s for the versions; 15 s for each request, and three tries.
 */
const longestConnectMs = 15_000;
const longestAnswerMs = 60_000;

/** The brokers that lead the topics' partitions, over one connection to each. */
export class Leaders {
  readonly #connect: () => Promise<Cluster>;
  readonly #health: GroupHealth;
  readonly #epochs: ReadonlyMap<string, string>;
  #cluster: Cluster | undefined;
  #refreshing: Promise<void> | undefined;
  #isClosed = false;

  private constructor(
    { connect, health }: LeadersDependencies,
    cluster: Cluster,
    epochs: ReadonlyMap<string, string>,
  ) {
    this.#connect = connect;
    this.#health = health;
    this.#cluster = cluster;
    this.#epochs = epochs;
  }

  static async open(topics: readonly string[], dependencies: LeadersDependencies): Promise<Leaders> {
    const cluster = await dependencies.connect();
    try {
      const epochs = new Map<string, string>();
      for (const topic of topics) epochs.set(topic, await topicEpoch(cluster, topic));
      return new Leaders(dependencies, cluster, epochs);
    } catch (error) {
      await dropConnections(cluster).catch(() => undefined);
      throw toBrokerError(error, `consume ${topics.join(", ")}`);
    }
  }

  /** The node's number, as far as is known; undefined while the partition has no leader. */
  leaderOf({ topic, partition }: TopicPartition): string | undefined {
    if (this.#cluster === undefined || this.#cluster.brokerPool.metadata === null) return undefined;
    const known = this.#cluster.findTopicPartitionMetadata(topic);
    const leader = known.find(({ partitionId }) => partitionId === partition)?.leader ?? nobody;
    return leader === nobody ? undefined : String(leader);
  }

  /** Rejects as `unavailable` when it takes longer than a sound broker needs. */
  async broker(nodeId: string): Promise<NodeConnection> {
    return within(longestConnectMs, this.#open.findBroker({ nodeId }));
  }

  /** The next use of that broker connects anew. */
  forget(nodeId: string): void {
    const { brokers, metadata } = this.#cluster?.brokerPool ?? {};
    const broker = brokers?.[nodeId];
    const address = metadata?.brokers.find((each) => String(each.nodeId) === nodeId);
    const gone = new Error(`gave up the connection to broker ${nodeId}`);
    for (const connection of broker?.connectionPool.pool ?? []) connection.rejectRequests(gone);
    if (address !== undefined) this.#cluster?.removeBroker(address);
    // Otherwise the sockets of a broker that hangs would pile up, attempt by attempt.
    const isRemoved = this.#cluster?.brokerPool.brokers[nodeId] !== broker;
    if (broker !== undefined && isRemoved) void dropBroker(broker, gone).catch(() => undefined);
  }

  /** Asks who leads what; when no broker that was known answers, beginning from the configured ones. */
  refresh(): Promise<void> {
    this.#refreshing ??= within(longestAnswerMs, this.#refresh())
      .then(
        () => this.#health.succeeded("cluster"),
        (error) => {
          this.#health.failed("cluster", error);
          throw error;
        },
      )
      .finally(() => {
        this.#refreshing = undefined;
      });
    return this.#refreshing;
  }

  async bounds({ topic, partition }: TopicPartition): Promise<LogBounds> {
    const cluster = this.#open;
    const ask = async (fromBeginning: boolean) => {
      const [answer] = await cluster.fetchTopicsOffset([
        { topic, partitions: [{ partition }], fromBeginning },
      ]);
      const offset = answer?.partitions[0]?.offset;
      if (offset === undefined) throw new BrokerError("unavailable", `${topic}/${partition} has no leader`);
      return Number(offset);
    };
    const both = async () => ({ start: await ask(true), end: await ask(false) });
    return within(longestAnswerMs, both());
  }

  /** Rejects `conflict` when the topic was deleted and made again. */
  async assertSameLog(topic: string): Promise<void> {
    await within(longestAnswerMs, assertSameLog(this.#open, topic, this.#epochs.get(topic) ?? ""));
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    await this.#drop();
  }

  get #open(): Cluster {
    if (this.#cluster === undefined) throw new BrokerError("unavailable", "not connected");
    return this.#cluster;
  }

  async #refresh(): Promise<void> {
    try {
      await this.#open.refreshMetadata();
    } catch {
      await this.#drop();
      const cluster = await this.#connect();
      if (this.#isClosed) await dropConnections(cluster);
      else this.#cluster = cluster;
    }
  }

  async #drop(): Promise<void> {
    const cluster = this.#cluster;
    this.#cluster = undefined;
    if (cluster !== undefined) await dropConnections(cluster).catch(() => undefined);
  }
}
