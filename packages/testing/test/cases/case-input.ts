import {
  type Broker,
  type Encoder,
  type IncomingRecord,
  type OutgoingRecord,
  openCodec,
  openKafkaBroker,
  type Publisher,
  provision,
} from "@tributary/kafka";
import type { FireEvent } from "../fire/fire-topics.ts";
import { silentLog } from "../kafka/silent-log.ts";
import { type CaseTopics, caseTopics, type Shape, topicsOf } from "./case-topics.ts";

export const never = new AbortController().signal;
/** Header of a record that no service is to take in; its value says why. */
const mark = "poison";

export interface Servers {
  readonly kafkaBrokers: readonly string[];
  readonly schemaRegistryUrl: string;
}

/** Where a record stands: `partition/offset`. */
export const placeOf = ({ partition, offset }: { partition: number; offset: number }) =>
  `${partition}/${offset}`;

/** What the services of a case are given: good events, and poison, which carries a mark that no service looks at. */
export class CaseInput {
  readonly run: string;
  readonly topics: CaseTopics;
  readonly servers: Servers;
  readonly broker: Broker;
  /** Acknowledged events that every service is to take in, by number. */
  readonly events = new Map<number, FireEvent>();
  readonly #publisher: Publisher;
  readonly #encoder: Encoder<FireEvent>;

  private constructor(
    run: string,
    servers: Servers,
    way: { broker: Broker; publisher: Publisher; encoder: Encoder<FireEvent> },
  ) {
    this.run = run;
    this.servers = servers;
    this.topics = caseTopics(run);
    this.broker = way.broker;
    this.#publisher = way.publisher;
    this.#encoder = way.encoder;
  }

  /** Makes the topics of the shapes. `run` names them all; once per cluster. */
  static async open(run: string, shapes: readonly Shape[], servers: Servers): Promise<CaseInput> {
    const kafka = { clientId: "case-input", brokers: servers.kafkaBrokers, log: silentLog };
    const registryUrl = servers.schemaRegistryUrl;
    const byName = new Map(
      shapes.flatMap((shape) => topicsOf(shape, run)).map((topic) => [topic.name, topic]),
    );
    await provision({
      kafka,
      registry: { registryUrl, timeoutMs: 20_000 },
      topics: [...byName.values()],
      replicationFactor: 1,
    });
    const { events } = caseTopics(run);
    const broker = await openKafkaBroker(kafka);
    const encoder = await openCodec({ registryUrl, log: silentLog }).encoder(events, never);
    const publisher = await broker.openPublisher({ topic: events.name, whenFull: "wait" });
    return new CaseInput(run, servers, { broker, publisher, encoder });
  }

  encode(event: FireEvent): Buffer {
    return this.#encoder.encode(event);
  }

  /** Events over 20 keys in turn, in this order; their numbers go on where they ended. */
  async publish(
    count: number,
    { partition, value = this.encode.bind(this) }: PublishOptions = {},
  ): Promise<void> {
    const first = this.events.size;
    await Promise.all(
      Array.from({ length: count }, async (_, i) => {
        const number = first + i;
        const event = {
          key: `key-${number % 20}${partition === undefined ? "" : `-of-${partition}`}`,
          number,
        };
        this.events.set(number, event);
        await this.send({
          key: event.key,
          value: value(event),
          ...(partition !== undefined && { partition }),
        });
      }),
    );
  }

  /** An event under this key that every service takes in. */
  async publishUnder(
    key: string,
    partition?: number,
    headers: OutgoingRecord["headers"] = {},
  ): Promise<void> {
    const event = { key, number: this.events.size };
    this.events.set(event.number, event);
    const where = partition === undefined ? {} : { partition };
    await this.send({ key, value: this.encode(event), headers, ...where });
  }

  /** A record that every service is to bury. */
  async publishPoison(why: string, record: OutgoingRecord): Promise<void> {
    await this.send({ ...record, headers: { ...record.headers, [mark]: why } });
  }

  /** A sound event that the step stumbles over, or the store refuses. */
  async publishStumble(why: string, key: string, partition?: number): Promise<void> {
    const value = this.encode({ key, number: 1_000_000 });
    await this.publishPoison(why, { key, value, ...(partition !== undefined && { partition }) });
  }

  /** Any record at all, of which the truth knows nothing. */
  async send(record: OutgoingRecord): Promise<void> {
    await this.#publisher.publish(record);
  }

  /** Poison by its place, as it stands in the topic. */
  async poison(): Promise<ReadonlyMap<string, IncomingRecord & { readonly why: string }>> {
    const marked = (await this.read(this.topics.events.name)).flatMap((record) => {
      const why = record.headers[mark];
      return why === undefined ? [] : [{ ...record, why: why.toString() }];
    });
    return new Map(marked.map((record) => [placeOf(record), record]));
  }

  /** What a reader of committed records finds in a topic with as many partitions as the input, in the partitions' order. */
  async read(topic: string): Promise<readonly IncomingRecord[]> {
    const records: IncomingRecord[] = [];
    const take = (more: readonly IncomingRecord[]) => void records.push(...more);
    for (let partition = 0; partition < this.topics.events.partitions; partition++)
      await this.broker.readPartition({ topic, partition, take, signal: never });
    return records;
  }

  async close(): Promise<void> {
    await this.broker.close();
  }
}

export interface PublishOptions {
  /** Instead of the ones the keys lead to. */
  readonly partition?: number;
  /** Another writer's bytes. */
  readonly value?: (event: FireEvent) => Buffer;
}
