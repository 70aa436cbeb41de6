// biome-ignore-all lint/suspicious/noExplicitAny: topics of different values stand in one list.
import {
  controlTopicName,
  deadLetterOf,
  deadLetterTopicName,
  progressTopicName,
  stateTopicName,
  type Topic,
} from "@tributary/contracts";
import {
  type Codec,
  type Encoder,
  type IncomingRecord,
  LocalRegistry,
  openLocalCodec,
} from "@tributary/kafka";
import { innerTopics, outputsOf, type Service } from "@tributary/runtime";
import { MemoryCluster } from "../memory/memory-cluster.ts";
import type { Aftermath, BuriedRecord, Published } from "./aftermath.ts";
import { RawRecord } from "./raw.ts";
import { storedStates } from "./stored-states.ts";

const silent = { debug() {}, info() {}, warn() {}, error() {} };

/** What one service reads and writes, made in a cluster in memory; and what can be seen of it there. */
export class Stage {
  readonly cluster: MemoryCluster;
  readonly registry: LocalRegistry;
  readonly #service: Service;
  readonly #codec: Codec;
  readonly #encoders = new Map<string, Encoder<any>>();
  /** What the group has to commit beyond. */
  #newest: readonly IncomingRecord[] = [];
  /** Records that were there before the service wrote any. */
  readonly #before = new Map<string, number>();

  constructor(service: Service, cluster = new MemoryCluster(), registry = new LocalRegistry()) {
    this.cluster = cluster;
    this.registry = registry;
    this.#service = service;
    this.#codec = openLocalCodec({ registry, log: silent });
    for (const topic of [...this.inputs, ...this.outputs, ...innerTopics(service)])
      if (!cluster.hasTopic(topic.name)) cluster.createTopic(topic);
    for (const topic of [...this.inputs, ...this.outputs]) registry.register(topic);
  }

  get inputs(): readonly Topic<any>[] {
    if (this.#service.kind !== "consumer") return [];
    return this.#service.inputs.map((topic) => topic.whole ?? topic);
  }

  get outputs(): readonly Topic<any>[] {
    return outputsOf(this.#service);
  }

  /** Publishes to an input as its producer would, or as no producer should. */
  async publish(topic: Topic<any>, value: unknown): Promise<void> {
    let encoder = this.#encoders.get(topic.name);
    if (encoder === undefined) {
      encoder = await this.#codec.encoder(topic, new AbortController().signal);
      this.#encoders.set(topic.name, encoder);
    }
    const record =
      value instanceof RawRecord
        ? { key: value.key, value: value.value, ...value.at }
        : { key: topic.key(value), value: encoder.encode(value) };
    this.cluster.append(topic.name, record);
  }

  /** From now on it is the service that writes. */
  begin(): void {
    for (const { name } of this.outputs) this.#before.set(name, this.cluster.records(name).length);
    const given = this.inputs.flatMap(({ name }) => this.cluster.records(name));
    this.#newest = [...new Map(given.map((each) => [`${each.topic}/${each.partition}`, each])).values()];
  }

  get publishedRecords(): number {
    return this.outputs.reduce((sum, topic) => sum + this.#written(topic).length, 0);
  }

  /** Whether the group has committed past every record that its inputs held when it began. */
  get isConsumed(): boolean {
    return this.#newest.every((record) => {
      const committed = this.cluster.committed(this.#service.name, record);
      return committed !== undefined && committed > record.offset;
    });
  }

  get tripped(): string | undefined {
    const trip = this.#records(controlTopicName(this.#service.name)).findLast(
      ({ key }) => String(key) === "trip",
    );
    if (trip === undefined || trip.value === null) return undefined;
    return (JSON.parse(trip.value.toString()) as { readonly reason: string }).reason;
  }

  async aftermath(logs: Aftermath["logs"]): Promise<Aftermath> {
    const values = new Map<string, readonly unknown[]>();
    for (const topic of this.outputs) values.set(topic.name, await this.#decoded(topic));
    const retracted = new Map(this.outputs.map((topic) => [topic.name, this.#retracted(topic)]));
    const published: Published = {
      get: <T>(topic: Topic<T>) => (values.get(topic.name) ?? []) as readonly T[],
      retracted: (topic) => retracted.get(topic.name) ?? [],
    };
    const { deadLetters, state, marks, committed, tripped } = this;
    return { published, deadLetters, state, marks, committed, tripped, logs };
  }

  private get deadLetters(): readonly BuriedRecord[] {
    return this.#records(deadLetterTopicName(this.#service.name)).map(({ key, value, headers }) => {
      const letter = deadLetterOf(headers);
      if (letter === undefined) throw new Error("a dead letter whose headers do not tell where it came from");
      return { letter, key, value };
    });
  }

  private get state(): ReadonlyMap<string, unknown> {
    return storedStates(this.#records(stateTopicName(this.#service.name)));
  }

  private get marks(): ReadonlyMap<string, unknown> {
    const marks = new Map<string, unknown>();
    if (this.#service.kind !== "producer") return marks;
    for (const { key, value } of this.#records(progressTopicName(this.#service.name))) {
      if (value === null) marks.delete(String(key));
      else marks.set(String(key), (JSON.parse(value.toString()) as { readonly value: unknown }).value);
    }
    return marks;
  }

  private get committed(): Aftermath["committed"] {
    return new Map(
      this.inputs.map(({ name, partitions }) => [
        name,
        Array.from({ length: partitions }, (_, partition) =>
          this.cluster.committed(this.#service.name, { topic: name, partition }),
        ),
      ]),
    );
  }

  #records(topic: string): readonly IncomingRecord[] {
    return this.cluster.hasTopic(topic) ? this.cluster.records(topic) : [];
  }

  #written({ name }: Topic<any>): readonly IncomingRecord[] {
    return this.cluster.records(name).slice(this.#before.get(name));
  }

  #retracted(topic: Topic<any>): readonly string[] {
    return this.#written(topic).flatMap(({ key, value }) => (value === null ? [String(key)] : []));
  }

  async #decoded(topic: Topic<any>): Promise<readonly unknown[]> {
    const decoder = this.#codec.decoder(topic);
    const values: unknown[] = [];
    for (const { value } of this.#written(topic)) {
      if (value === null) continue;
      let decoded = decoder.decode(value);
      if (decoded.ok === "pending") {
        await decoded.resolved;
        decoded = decoder.decode(value);
      }
      if (decoded.ok !== true)
        throw new Error(`${topic.name} holds a record that cannot be read: ${JSON.stringify(decoded)}`);
      values.push(decoded.value);
    }
    return values;
  }
}
