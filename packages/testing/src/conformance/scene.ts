import { randomBytes } from "node:crypto";
import type {
  Broker,
  GroupOptions,
  IncomingRecord,
  OutgoingRecord,
  TransactionRecord,
} from "@tributary/kafka";
import type { BrokerUnderTest } from "./broker-under-test.ts";
import { type ProbeOptions, type RunningProbe, startProbe } from "./group-probe.ts";

const unique = (prefix: string) => `conformance.${prefix}.${randomBytes(5).toString("hex")}`;

/** One test's place: topics and groups of its own, and what it opened, to be closed after it. */
export class Scene {
  readonly cluster: BrokerUnderTest;
  readonly #brokers: Broker[] = [];
  readonly #probes: RunningProbe[] = [];

  constructor(cluster: BrokerUnderTest) {
    this.cluster = cluster;
  }

  async topic(partitions = 1, isCompacted = false): Promise<string> {
    const name = unique("topic");
    await this.cluster.createTopic(name, { partitions, isCompacted });
    return name;
  }

  group(): string {
    return unique("group");
  }

  async broker(): Promise<Broker> {
    const broker = await this.cluster.openBroker();
    this.#brokers.push(broker);
    return broker;
  }

  /** Publishes in this order; resolves when all are acknowledged. */
  async publish(topic: string, records: readonly OutgoingRecord[]): Promise<void> {
    const publisher = await (await this.broker()).openPublisher({ topic, whenFull: "wait" });
    await Promise.all(records.map((record) => publisher.publish(record)));
    await publisher.close();
  }

  /** What a reader of committed data finds in a partition now. */
  async read(topic: string, partition = 0): Promise<readonly IncomingRecord[]> {
    const found: IncomingRecord[] = [];
    await (await this.broker()).readPartition({
      topic,
      partition,
      take: (records) => void found.push(...records),
      signal: new AbortController().signal,
    });
    return found;
  }

  async values(topic: string, partition = 0): Promise<readonly string[]> {
    return (await this.read(topic, partition)).map(({ value }) => String(value));
  }

  /** A member with a handle of its own. */
  async member(
    group: string,
    topic: string,
    options: ProbeOptions = {},
    membership: Pick<GroupOptions, "maxChunkBytes" | "instanceId"> = {},
  ): Promise<RunningProbe> {
    const joining = { group, topics: [topic], ...membership };
    const probe = await startProbe(await this.broker(), joining, options);
    this.#probes.push(probe);
    return probe;
  }

  /** What the group has committed for a partition, as its next member is told. */
  async committed(group: string, topic: string, partition = 0): Promise<number | undefined> {
    const told = Promise.withResolvers<number | undefined>();
    const probe = await this.member(group, topic, {
      begin: (tenure) => {
        if (tenure.partition === partition) told.resolve(tenure.committed);
        return tenure.committed ?? tenure.logStart;
      },
      work: async (chunk) => ({ next: chunk.nextOffset }),
    });
    const committed = await told.promise;
    await probe.stop();
    return committed;
  }

  async close(): Promise<void> {
    await Promise.all(this.#probes.map((probe) => probe.stop().catch(() => undefined)));
    await Promise.all(this.#brokers.map((broker) => broker.close()));
  }
}

/** Records `first`, `first + 1`, … whose value is their number; all with one key, or in one partition. */
export function numbered(count: number, at: Partial<OutgoingRecord> = {}, first = 0): OutgoingRecord[] {
  return Array.from({ length: count }, (_, index) => ({
    key: "k",
    value: Buffer.from(String(first + index)),
    ...at,
  }));
}

/** Texts of the numbers from `first` to before `end`. */
export const numbers = (first: number, end: number): string[] =>
  Array.from({ length: end - first }, (_, index) => String(first + index));

export const record = (topic: string, value: string, partition = 0): TransactionRecord => ({
  topic,
  key: value,
  value: Buffer.from(value),
  partition,
});

/** Each partition gets its own numbers, from 0. */
export const inPartitions = (partitions: number, count: number): OutgoingRecord[] =>
  Array.from({ length: partitions }, (_, partition) => numbered(count, { partition })).flat();
