import { type Accident, accident, deadLetterTopicName } from "@tributary/contracts";
import {
  type Broker,
  type Encoder,
  type IncomingRecord,
  openCodec,
  openKafkaBroker,
  type Publisher,
} from "@tributary/kafka";
import { type Collection, type Document, MongoClient } from "mongodb";
import { eventually } from "../../src/eventually.ts";
import { Diary } from "../../src/fire/diary.ts";
import type { FireGround } from "../../src/fire/fire-ground.ts";
import { lagOf } from "../../src/fire/group-health.ts";
import { ReplicaSet } from "../../src/fire/replica-set.ts";
import type { MongoServer } from "../../src/mongo-server.ts";
import { mainOf } from "../chain/main-of.ts";
import { silentLog } from "../kafka/silent-log.ts";
import { MongoGate } from "../mongo/mongo-gate.ts";
import { provisionAccidents, sink } from "./accidents-chain.ts";
import { addressOf } from "./mongo-address.ts";
import { numberedAccident } from "./numbered-accident.ts";

const never = new AbortController().signal;

export interface SinkTrialOptions {
  /** Names database and log file; once per ground. */
  readonly name: string;
  /** How many sinks there will be: each has a gate of its own before MongoDB. */
  readonly sinks: number;
  readonly main?: URL;
  readonly env?: Readonly<Record<string, string>>;
  /** Members that keep their partitions while they are away. */
  readonly isStatic?: boolean;
}

/** mongo-sink on a ground, what was written to its topic, and what came of it in a database of its own. */
export class SinkTrial {
  readonly sinks: ReplicaSet;
  readonly gates: readonly MongoGate[];
  /** Ids of all acknowledged accidents. */
  readonly published: string[] = [];
  readonly collection: Collection;
  readonly diary: Diary;
  readonly #brokers: readonly string[];
  readonly #broker: Broker;
  readonly #publisher: Publisher;
  readonly #encoder: Encoder<Accident>;
  readonly #client: MongoClient;

  private constructor(
    { ground, mongo }: { readonly ground: FireGround; readonly mongo: MongoServer },
    way: { broker: Broker; publisher: Publisher; encoder: Encoder<Accident>; client: MongoClient },
    gates: readonly MongoGate[],
    { name, main = mainOf(sink), env = {}, isStatic = false }: SinkTrialOptions,
  ) {
    this.gates = gates;
    this.#brokers = ground.cluster.brokers;
    this.#broker = way.broker;
    this.#publisher = way.publisher;
    this.#encoder = way.encoder;
    this.#client = way.client;
    const database = `${mongo.database}_${name.replaceAll("-", "_")}`;
    this.collection = way.client.db(database).collection("accidents");
    this.diary = new Diary(new URL(`../../test-results/fire/${name}.log`, import.meta.url).pathname);
    this.sinks = new ReplicaSet({
      main,
      diary: this.diary,
      env: (replica) => ({
        ...ground.env,
        MONGODB_URI: gates[replica]?.uri ?? "",
        MONGODB_DATABASE: database,
        KAFKA_SESSION_TIMEOUT_MS: "6000",
        MONGO_WRITE_TIMEOUT_MS: "3000",
        MONGO_SETTLE_MS: "1000",
        ...(isStatic && { KAFKA_GROUP_INSTANCE_ID: `sink-${replica}` }),
        ...env,
      }),
    });
  }

  static async open(ground: FireGround, mongo: MongoServer, options: SinkTrialOptions): Promise<SinkTrial> {
    await provisionAccidents(ground);
    const kafka = { clientId: "sink-trial", brokers: ground.cluster.brokers, log: silentLog };
    const broker = await openKafkaBroker(kafka);
    const codec = openCodec({ registryUrl: ground.schemaRegistryUrl, log: silentLog });
    const encoder = await codec.encoder(accident, never);
    const publisher = await broker.openPublisher({ topic: accident.name, whenFull: "wait" });
    const client = await MongoClient.connect(mongo.uri);
    const numbers = Array.from({ length: options.sinks });
    const gates = await Promise.all(numbers.map(() => MongoGate.before(addressOf(mongo))));
    return new SinkTrial({ ground, mongo }, { broker, publisher, encoder, client }, gates, options);
  }

  /** Resolves when so many more accidents are acknowledged; their numbers go on where they ended. */
  async publish(count: number): Promise<void> {
    const from = this.published.length;
    const values = Array.from({ length: count }, (_, i) => numberedAccident(from + i));
    await Promise.all(values.map((value) => this.send(value)));
    this.published.push(...values.map(({ accidentId }) => accidentId));
  }

  /** Resolves when it is acknowledged; for what `publish` would not send. */
  async send(value: Accident, partition?: number): Promise<void> {
    const place = partition === undefined ? {} : { partition };
    await this.#publisher.publish({
      key: value.accidentId,
      value: this.#encoder.encode(value),
      ...place,
    });
  }

  /** Resolves when records that nobody can read are acknowledged, one for each key. */
  async sendPoison(...keys: readonly string[]): Promise<void> {
    await Promise.all(keys.map((key) => this.#publisher.publish({ key, value: Buffer.from("not Avro") })));
  }

  /** Offsets the group has not committed. */
  lag(): Promise<number> {
    return lagOf(this.#brokers, sink, accident.name);
  }

  /** Resolves when the group has committed everything. */
  async done(limitMs = 30_000): Promise<void> {
    await eventually(async () => expect(await this.lag()).toBe(0), limitMs);
  }

  /** All documents in the order in which a plain collection has taken them. */
  async documents(): Promise<readonly Document[]> {
    return await this.collection.find().toArray();
  }

  /** Each accident once and nothing else, in any order. */
  async hasAllOnce(): Promise<void> {
    const ids = (await this.documents()).map(({ _id }) => String(_id));
    expect(ids.toSorted()).toEqual(this.published.toSorted());
  }

  /** Everything that was ever buried on this ground. */
  async buried(): Promise<readonly IncomingRecord[]> {
    const letters: IncomingRecord[] = [];
    const take = (records: readonly IncomingRecord[]) => void letters.push(...records);
    const topic = deadLetterTopicName(sink);
    for (let partition = 0; partition < accident.partitions; partition++)
      await this.#broker.readPartition({ topic, partition, take, signal: never });
    return letters;
  }

  async close(): Promise<void> {
    await this.sinks.end();
    this.diary.write("logs of the sinks", { text: this.sinks.transcript() });
    await Promise.all([
      this.#client.close(),
      this.#broker.close(),
      ...this.gates.map((gate) => gate.close()),
    ]);
  }
}
