import type { Topic } from "@tributary/contracts";
import {
  type Broker,
  type Encoder,
  openCodec,
  openKafkaBroker,
  type Publisher,
  provision,
} from "@tributary/kafka";
import { stackInUse } from "./stack-in-use.ts";

const silent = { debug() {}, info() {}, warn() {}, error() {} };

/** Writes to a topic on the stack in use, as its producer would and as no producer should. */
export class TopicWriter<T> {
  readonly #topic: Topic<T>;
  readonly #broker: Broker;
  readonly #publisher: Publisher;
  readonly #encoder: Encoder<T>;

  private constructor(topic: Topic<T>, broker: Broker, publisher: Publisher, encoder: Encoder<T>) {
    this.#topic = topic;
    this.#broker = broker;
    this.#publisher = publisher;
    this.#encoder = encoder;
  }

  /** Makes the topic and its subject if they are not there. */
  static async open<T>(topic: Topic<T>): Promise<TopicWriter<T>> {
    const { kafkaBrokers, schemaRegistryUrl } = stackInUse();
    const kafka = { clientId: "topic-writer", brokers: kafkaBrokers, log: silent };
    const registry = { registryUrl: schemaRegistryUrl };
    await provision({ kafka, registry, topics: [topic], replicationFactor: 1 });
    const encoder = await openCodec({ ...registry, log: silent }).encoder(
      topic,
      new AbortController().signal,
    );
    const broker = await openKafkaBroker(kafka);
    const publisher = await broker.openPublisher({ topic: topic.name, whenFull: "wait" });
    return new TopicWriter(topic, broker, publisher, encoder);
  }

  encode(value: T): Buffer {
    return this.#encoder.encode(value);
  }

  /** Resolves when the broker has all of them. */
  async write(...values: readonly T[]): Promise<void> {
    await Promise.all(values.map((value) => this.writeRaw(this.#topic.key(value), this.encode(value))));
  }

  /** Any bytes, or none, under any key. */
  async writeRaw(key: string, value: Buffer | null): Promise<void> {
    await this.#publisher.publish({ key, value });
  }

  /** Ends of the partitions: where a reader stands that has taken in everything written so far. */
  async ends(): Promise<readonly number[]> {
    const reader = await this.#broker.openReader({ topic: this.#topic.name, from: { at: "latest" } });
    await reader.run(() => {}, AbortSignal.abort());
    return reader.endAtStart;
  }

  async close(): Promise<void> {
    await this.#broker.close();
  }
}
