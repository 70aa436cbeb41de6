import { backoffMs, pause } from "./backoff.ts";
import type {
  Broker,
  LogReader,
  PartitionReading,
  Publisher,
  PublisherOptions,
  ReaderOptions,
} from "./broker.ts";
import { toBrokerError } from "./broker-error.ts";
import { ConnectionHealth } from "./connection-health.ts";
import type { GroupMember, GroupOptions } from "./group.ts";
import { createClient, type KafkaConnection } from "./kafka-connection.ts";
import { createCluster, type KafkaClient } from "./kafkajs/kafkajs.ts";
import type { Cluster } from "./kafkajs/kafkajs-internals.ts";
import { BatchPublisher } from "./publishing/batch-publisher.ts";
import { openSendSession } from "./publishing/send-session.ts";
import { KafkaLogReader } from "./reading/kafka-log-reader.ts";
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

  constructor(options: KafkaBrokerOptions) {
    this.#options = options;
    this.#client = createClient(options);
  }

  async openPublisher(options: PublisherOptions): Promise<Publisher> {
    const { log } = this.#options;
    const { topic } = options;
    const health = new ConnectionHealth();
    const random = Math.random;
    const onTrouble = (error: unknown) => health.failed(error);
    const openSession = () => openSendSession(this.#client, { topic, random, onTrouble });
    const first = await this.#persist(health, openSession);
    const dependencies = { openSession, health, log, random };
    return this.#keep(new BatchPublisher(options, dependencies, first));
  }

  async openReader({ topic, from }: ReaderOptions): Promise<LogReader> {
    const health = new ConnectionHealth();
    const connect = () => this.#connect(topic);
    const dependencies = { connect, health, log: this.#options.log, random: Math.random };
    return this.#keep(await this.#persist(health, () => KafkaLogReader.open(topic, from, dependencies)));
  }

  async joinGroup(_options: GroupOptions): Promise<GroupMember> {
    throw new Error("not built yet");
  }

  async openTransactor(_options: TransactorOptions): Promise<Transactor> {
    throw new Error("not built yet");
  }

  async readPartition(_options: PartitionReading): Promise<void> {
    throw new Error("not built yet");
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

  /** Tries until it opens, the time is over, or the broker says what no retry mends. */
  async #persist<T>(health: ConnectionHealth, open: () => Promise<T>): Promise<T> {
    const began = performance.now();
    for (let attempt = 1; ; attempt++) {
      try {
        const opened = await open();
        health.succeeded();
        return opened;
      } catch (caught) {
        const error = toBrokerError(caught, "open");
        health.failed(error);
        const waited = performance.now() - began;
        const limit = {
          unavailable: this.#options.openTimeoutMs ?? 30_000,
          unknown_topic: unknownTopicGraceMs,
        };
        const patience = limit[error.code as keyof typeof limit] ?? 0;
        if (waited >= patience) throw error;
        await pause(backoffMs(attempt, Math.random));
      }
    }
  }
}

/**
 * Checks the options, a `BrokerError` says what is wrong with them, and does not connect yet: each publisher and
 * reader has a connection of its own and opens it.
 */
export async function openKafkaBroker(options: KafkaBrokerOptions): Promise<Broker> {
  return new KafkaBroker(options);
}
