import { controlTopic, deadLetterOf, deadLetterTopic } from "@tributary/contracts";
import {
  type Broker,
  type Encoder,
  type IncomingRecord,
  openCodec,
  openKafkaBroker,
  type Publisher,
  provision,
} from "@tributary/kafka";
import { eventually } from "../../src/eventually.ts";
import { Diary } from "../../src/fire/diary.ts";
import type { FireGround } from "../../src/fire/fire-ground.ts";
import { groupOf, instanceOf, lagOf } from "../../src/fire/group-health.ts";
import type { Evidence } from "../../src/fire/oracle.ts";
import { ReplicaSet } from "../../src/fire/replica-set.ts";
import { silentLog } from "../kafka/silent-log.ts";
import { AddressStore } from "./address-store.ts";
import { type FireEvent, fireTopics } from "./fire-topics.ts";
import { storeService } from "./store-service.ts";

const keys = 40;
const never = new AbortController().signal;

export interface StoreTrialOptions {
  /** Names topics, group and log file; once per ground. */
  readonly name: string;
  readonly main?: URL;
  readonly isStatic?: boolean;
  readonly env?: Readonly<Record<string, string>>;
}

/** Makes those topics of a trial that are not there. */
export async function provisionTrial(ground: FireGround, name: string): Promise<void> {
  const { events } = fireTopics(name);
  const { name: group } = storeService(name);
  await provision({
    kafka: { clientId: "store-trial", brokers: ground.cluster.brokers, log: silentLog },
    registry: { registryUrl: ground.schemaRegistryUrl, timeoutMs: 20_000 },
    topics: [events, deadLetterTopic(group, events.partitions), controlTopic(group)],
    replicationFactor: 1,
  });
}

/** The store service on a ground, what was written to its topic, and what came of it. */
export class StoreTrial {
  readonly store: AddressStore;
  readonly replicas: ReplicaSet;
  /** Acknowledged events that the service can read, by number. */
  readonly events = new Map<number, FireEvent>();
  /** Keys of acknowledged records that nobody can read. */
  readonly poison = new Set<string>();
  readonly group: string;
  readonly #ground: FireGround;
  readonly #broker: Broker;
  readonly #publisher: Publisher;
  readonly #encoder: Encoder<FireEvent>;
  readonly #topic: string;
  readonly #diary: Diary;

  private constructor(
    ground: FireGround,
    store: AddressStore,
    way: { broker: Broker; publisher: Publisher; encoder: Encoder<FireEvent> },
    options: StoreTrialOptions,
  ) {
    const { name, main = new URL("store-main.ts", import.meta.url), isStatic = false, env = {} } = options;
    this.#ground = ground;
    this.store = store;
    this.#broker = way.broker;
    this.#publisher = way.publisher;
    this.#encoder = way.encoder;
    this.group = storeService(name).name;
    this.#topic = fireTopics(name).events.name;
    this.#diary = new Diary(new URL(`../../test-results/fire/${name}.log`, import.meta.url).pathname);
    this.replicas = new ReplicaSet({
      main,
      diary: this.#diary,
      env: (replica) => ({
        ...ground.env,
        FIRE_RUN: name,
        STORE_URL: store.url,
        REPLICA: String(replica),
        KAFKA_SESSION_TIMEOUT_MS: "6000",
        ...(isStatic && { KAFKA_GROUP_INSTANCE_ID: `replica-${replica}` }),
        ...env,
      }),
    });
  }

  static async open(ground: FireGround, options: StoreTrialOptions): Promise<StoreTrial> {
    const { events } = fireTopics(options.name);
    const kafka = { clientId: "store-trial", brokers: ground.cluster.brokers, log: silentLog };
    await provisionTrial(ground, options.name);
    const broker = await openKafkaBroker(kafka);
    const codec = openCodec({ registryUrl: ground.schemaRegistryUrl, log: silentLog });
    const encoder = await codec.encoder(events, never);
    const publisher = await broker.openPublisher({ topic: events.name, whenFull: "wait" });
    return new StoreTrial(ground, await AddressStore.open(), { broker, publisher, encoder }, options);
  }

  /** Resolves when so many more events are acknowledged; their numbers go on where they ended, over 40 keys in turn. */
  async publish(count: number): Promise<void> {
    const from = this.events.size;
    await Promise.all(
      Array.from({ length: count }, async (_, i) => {
        const event = { key: `key-${(from + i) % keys}`, number: from + i };
        await this.#publisher.publish({ key: event.key, value: this.#encoder.encode(event) });
        this.events.set(event.number, event);
      }),
    );
  }

  /** Resolves when records that nobody can read are acknowledged, one for each key. */
  async publishPoison(...poisonKeys: readonly string[]): Promise<void> {
    await Promise.all(
      poisonKeys.map(async (key) => {
        await this.#publisher.publish({ key, value: Buffer.from("not Avro") });
        this.poison.add(key);
      }),
    );
  }

  /** Offsets the group has not committed. */
  lag(): Promise<number> {
    return lagOf(this.#ground.cluster.brokers, this.group, this.#topic);
  }

  /** Everything in `<group>.dlq`. */
  async buried(): Promise<readonly IncomingRecord[]> {
    const letters: IncomingRecord[] = [];
    const { partitions } = fireTopics("").events;
    const take = (records: readonly IncomingRecord[]) => void letters.push(...records);
    for (let partition = 0; partition < partitions; partition++)
      await this.#broker.readPartition({ topic: `${this.group}.dlq`, partition, take, signal: never });
    return letters;
  }

  /** Waits until all is done, stops the service, and tells what came of every event. */
  async evidence(limitMs: number): Promise<Evidence> {
    const startedAt = performance.now();
    const offsets = await eventually(async () => {
      const lag = await this.lag();
      if (lag > 0) throw new Error(`lag is ${lag}`);
      return lag;
    }, limitMs).catch(() => this.lag());
    const afterMs = Math.round(performance.now() - startedAt);
    await this.replicas.ready(20_000).catch(() => undefined); // the oracle tells who is not
    const instances = await Promise.all(this.replicas.running.map(instanceOf));
    const { partitions } = fireTopics("").events;
    const group = await groupOf(this.#ground.cluster.brokers, this.group, partitions);
    await this.replicas.scale(0);
    return {
      ...(await this.#fates()),
      lag: { offsets, afterMs, limitMs },
      instances,
      group,
      residentLimitBytes: 600_000_000,
      exits: {
        asked: this.replicas.partings,
        // One that ended by a signal was killed by the test.
        unasked: this.replicas.falls.map(({ code }) => code).filter((code) => code !== null),
      },
    };
  }

  async close(): Promise<void> {
    await this.replicas.end();
    this.#diary.write("logs of the replicas", { text: this.replicas.transcript() });
    await Promise.all([this.store.close(), this.#broker.close()]);
  }

  async #fates(): Promise<Pick<Evidence, "missing" | "repeated" | "stale">> {
    const { store, events, poison } = this;
    // A sink may bury a record more than once: where it stood tells which it was.
    const addresses = new Map<string, IncomingRecord>();
    for (const letter of await this.buried()) {
      const { group, topic, partition, offset } = deadLetterOf(letter.headers) ?? {};
      addresses.set([group, topic, partition, offset].join("/"), letter);
    }
    const buriedKeys = [...addresses.values()].map(({ key }) => String(key));
    const numbers = [...store.stored.values()].map(({ number }) => number);
    const refused = [...events.values()].filter((event) => this.#isRefused(event));
    const kept = [...events.values()].filter((event) => !this.#isRefused(event));
    const inStore = new Set(numbers);
    const newest = new Map(kept.map((event) => [event.key, event.number]));
    const missingPoison = [...poison].filter((key) => !buriedKeys.includes(key)).length;
    return {
      missing:
        kept.filter(({ number }) => !inStore.has(number)).length +
        missingPoison +
        Math.max(0, refused.length + poison.size - missingPoison - addresses.size),
      repeated:
        numbers.length -
        inStore.size +
        store.conflicts +
        Math.max(0, addresses.size - refused.length - poison.size) +
        refused.filter(({ number }) => inStore.has(number)).length,
      stale: [...newest].filter(([key, number]) => store.newest.get(key)?.number !== number).length,
    };
  }

  #isRefused({ key, number }: FireEvent): boolean {
    return this.store.refuses({ address: "", offset: 0, key, number });
  }
}
