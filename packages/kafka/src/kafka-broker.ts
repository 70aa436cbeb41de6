import { backoffMs, pause } from "./backoff.ts";
import type {
  Broker,
  LogReader,
  PartitionReading,
  Publisher,
  PublisherOptions,
  ReaderOptions,
} from "./broker.ts";
import { type BrokerErrorCode, toBrokerError } from "./broker-error.ts";
import { ConnectionHealth } from "./connection-health.ts";
import { openGroupCluster } from "./group/group-cluster.ts";
import { KafkaGroupMember } from "./group/kafka-group-member.ts";
import type { GroupMember, GroupOptions } from "./group.ts";
import { createClient, type KafkaConnection } from "./kafka-connection.ts";
import { createCluster, type KafkaClient } from "./kafkajs/kafkajs.ts";
import type { Cluster } from "./kafkajs/kafkajs-internals.ts";
import { BatchPublisher } from "./publishing/batch-publisher.ts";
import { openSendSession } from "./publishing/send-session.ts";
import { KafkaLogReader } from "./reading/kafka-log-reader.ts";
import { PartitionReader } from "./reading/partition-reader.ts";
import { SharedCluster } from "./reading/shared-cluster.ts";
import { rememberCoordinators } from "./transactions/coordinator-cache.ts";
import { KafkaTransactor } from "./transactions/kafka-transactor.ts";
import { KafkaTransactionSession } from "./transactions/transaction-session.ts";
import type { Transactor, TransactorOptions } from "./transactor.ts";

export interface KafkaBrokerOptions extends KafkaConnection {
  /** How long opening a publisher or reader tries before it rejects as `unavailable`. Default 30 s. */
  readonly openTimeoutMs?: number;
}

interface Closable {
  close(): Promise<void>;
}

/** A topic made a moment ago may not be known to every broker yet. */
const unknownTopicGraceMs = 2_000;

class KafkaBroker implements Broker {
  readonly #options: KafkaBrokerOptions;
  readonly #client: KafkaClient;
  readonly #open = new Set<Closable>();
  readonly #shared: SharedCluster;

  constructor(options: KafkaBrokerOptions) {
    this.#options = options;
    this.#client = createClient(options);
    this.#shared = this.#keep(new SharedCluster(() => createCluster(this.#client)));
  }

  async openPublisher(options: PublisherOptions): Promise<Publisher> {
    const { log } = this.#options;
    const { topic } = options;
    const health = new ConnectionHealth();
    const random = Math.random;
    const onTrouble = (error: unknown) => health.failed(error);
    const openSession = () => openSendSession(this.#client, { topic, random, onTrouble });
    const first = await this.#persist(health, openSession);
    const onClosed = () => this.#open.delete(publisher);
    const dependencies = { openSession, health, log, random, onClosed };
    const publisher = new BatchPublisher(options, dependencies, first);
    return this.#keep(publisher);
  }

  async openReader({ topic, from }: ReaderOptions): Promise<LogReader> {
    const health = new ConnectionHealth();
    const connect = () => this.#connect(topic);
    const dependencies = { connect, health, log: this.#options.log, random: Math.random };
    return this.#keep(await this.#persist(health, () => KafkaLogReader.open(topic, from, dependencies)));
  }

  async joinGroup(options: GroupOptions): Promise<GroupMember> {
    const connect = () => openGroupCluster(this.#client, options.topics);
    const onClosed = () => this.#open.delete(member);
    const dependencies = { connect, onClosed, log: this.#options.log, random: Math.random };
    const open = () => KafkaGroupMember.open(options, dependencies);
    const member = await this.#persist(new ConnectionHealth(), open);
    return this.#keep(member);
  }

  async openTransactor({
    transactionalId,
    timeoutMs = 15_000,
    signal,
  }: TransactorOptions): Promise<Transactor> {
    const logger = this.#client.logger().namespace("Transactor");
    const options = { transactionalId, timeoutMs, logger, random: Math.random };
    const openSession = () =>
      KafkaTransactionSession.open(rememberCoordinators(createCluster(this.#client)), options, signal);
    const session = await this.#persist(new ConnectionHealth(), openSession, signal);
    const transactor = new KafkaTransactor(session, transactionalId, () => this.#open.delete(transactor));
    return this.#keep(transactor);
  }

  async readPartition(reading: PartitionReading): Promise<void> {
    const { log } = this.#options;
    const patienceMs = (code: BrokerErrorCode) => this.#patienceMs(code);
    await new PartitionReader(reading, { cluster: this.#shared, log, random: Math.random, patienceMs }).run();
  }

  async close(): Promise<void> {
    const open = [...this.#open];
    this.#open.clear();
    await Promise.all(open.map((each) => each.close()));
  }

  async #connect(topic: string): Promise<Cluster> {
    const cluster = createCluster(this.#client);
    try {
      await cluster.connect();
      await cluster.addTargetTopic(topic);
      return cluster;
    } catch (error) {
      await cluster.disconnect().catch(() => undefined);
      throw toBrokerError(error, `connect to read ${topic}`);
    }
  }

  #keep<T extends Closable>(closable: T): T {
    this.#open.add(closable);
    return closable;
  }

  /** Tries until it opens, the time is over, the broker says what no retry mends, or `signal` aborts. */
  async #persist<T>(health: ConnectionHealth, open: () => Promise<T>, signal?: AbortSignal): Promise<T> {
    const began = performance.now();
    for (let attempt = 1; ; attempt++) {
      signal?.throwIfAborted();
      try {
        const opened = await open();
        health.succeeded();
        return opened;
      } catch (caught) {
        signal?.throwIfAborted();
        const error = toBrokerError(caught, "open");
        health.failed(error);
        if (performance.now() - began >= this.#patienceMs(error.code)) throw error;
        await pause(backoffMs(attempt, Math.random), signal);
      }
    }
  }

  /** How long it makes sense to try again after an error of this code. */
  #patienceMs(code: BrokerErrorCode): number {
    if (code === "unavailable") return this.#options.openTimeoutMs ?? 30_000;
    return code === "unknown_topic" ? unknownTopicGraceMs : 0;
  }
}

/**
 * Checks the options, a `BrokerError` says what is wrong with them, and does not connect yet: each publisher and
 * reader has a connection of its own and opens it.
 */
export async function openKafkaBroker(options: KafkaBrokerOptions): Promise<Broker> {
  return new KafkaBroker(options);
}
