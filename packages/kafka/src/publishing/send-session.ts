import type { OutgoingRecord } from "../broker.ts";
import { toBrokerError } from "../broker-error.ts";
import { dropConnections } from "../kafkajs/drop-connections.ts";
import { createCluster, createIdempotence, type KafkaClient } from "../kafkajs/kafkajs.ts";
import type { Cluster, Message, Partitioner } from "../kafkajs/kafkajs-internals.ts";
import { createSendMessages, type Unsent } from "../patches/send-messages.ts";
import { partitionOf } from "./partition-of.ts";
import { sendRetrier } from "./send-retrier.ts";

/** Sends batches of one topic; after a failed `send` it is of no use any more. */
export interface SendSession {
  /** Resolves when all in-sync replicas have every record; rejects with a `SendFailure`. */
  send(records: readonly OutgoingRecord[]): Promise<void>;
  close(): Promise<void>;
}

/** What is not acknowledged (it may have been written all the same), as indices into the batch. */
export class SendFailure extends Error {
  override readonly name = "SendFailure";
  readonly unsent: readonly number[];

  constructor(cause: unknown, unsent: readonly number[]) {
    super("a batch could not be sent", { cause });
    this.unsent = unsent;
  }
}

export interface SessionOptions {
  readonly topic: string;
  readonly random: () => number;
  /** Told of every failed try, so that the status shows weather while a send is still being tried. */
  readonly onTrouble: (error: unknown) => void;
}

/** About 15 s of tries with one producer id, in which a repeat is recognised by the broker; then a new one is needed. */
const mostAttempts = 12;
const produceTimeoutMs = 10_000;
const allInSyncReplicas = -1;

/** A record has a key or a partition, or it is not taken. */
const partitioner: Partitioner = ({ message: { key, partition }, partitionMetadata }) =>
  partition ?? partitionOf(key ?? "", partitionMetadata.length);

class KafkaSendSession implements SendSession {
  readonly #cluster: Cluster;
  readonly #topic: string;
  readonly #send: ReturnType<typeof createSendMessages>;
  readonly #closing: AbortController;

  constructor(
    cluster: Cluster,
    topic: string,
    send: ReturnType<typeof createSendMessages>,
    closing: AbortController,
  ) {
    this.#cluster = cluster;
    this.#topic = topic;
    this.#send = send;
    this.#closing = closing;
  }

  async send(records: readonly OutgoingRecord[]): Promise<void> {
    const messages: Message[] = records.map(({ key, value, headers = {}, partition }) =>
      partition === undefined ? { key, value, headers } : { key, value, headers, partition },
    );
    try {
      await this.#send({
        acks: allInSyncReplicas,
        timeout: produceTimeoutMs,
        topicMessages: [{ topic: this.#topic, messages }],
      });
    } catch (error) {
      const unsent = new Set((error as Unsent).unsentMessages ?? messages);
      throw new SendFailure(
        error,
        [...messages.keys()].filter((index) => unsent.has(messages[index] as Message)),
      );
    }
  }

  async close(): Promise<void> {
    this.#closing.abort();
    await dropConnections(this.#cluster);
  }
}

/** Connects, makes sure the topic is there, and takes a producer id. Rejects with a `BrokerError`. */
export async function openSendSession(client: KafkaClient, options: SessionOptions): Promise<SendSession> {
  const cluster = createCluster(client);
  try {
    await cluster.connect();
    await cluster.addTargetTopic(options.topic);
    const logger = client.logger().namespace("Publisher");
    const eosManager = createIdempotence(cluster, logger);
    await eosManager.initProducerId();
    const closing = new AbortController();
    const { random, onTrouble } = options;
    const isOver = (tries: number) => tries >= mostAttempts;
    const retrier = sendRetrier({ signal: closing.signal, random, isOver, onTrouble });
    const send = createSendMessages({ logger, cluster, partitioner, eosManager, retrier });
    return new KafkaSendSession(cluster, options.topic, send, closing);
  } catch (error) {
    await cluster.disconnect().catch(() => undefined);
    throw toBrokerError(error, `open a publisher of ${options.topic}`);
  }
}
