import type { GroupDescription, IncomingRecord, Operator, TopicPartition } from "@tributary/kafka";
import { BrokerError } from "@tributary/kafka";
import type { ClusterState } from "./cluster-state.ts";
import type { Wire } from "./wire.ts";

const maxReadBytes = 16 * 1_024 * 1_024;

export class MemoryOperator implements Operator {
  readonly #cluster: ClusterState;
  readonly #wire: Wire;

  constructor(cluster: ClusterState, wire: Wire) {
    this.#cluster = cluster;
    this.#wire = wire;
  }

  async groups(): Promise<readonly GroupDescription[]> {
    await this.#wire.reach();
    const groups = [...this.#cluster.groups.values()].map((group) => group.describe());
    return groups.sort((a, b) => (a.group < b.group ? -1 : 1));
  }

  async committed(group: string): Promise<readonly (TopicPartition & { readonly offset: number })[]> {
    await this.#wire.reach();
    return [...(this.#cluster.groups.get(group)?.offsets.values() ?? [])];
  }

  async topics(): Promise<readonly string[]> {
    await this.#wire.reach();
    return [...this.#cluster.topics.keys()].sort();
  }

  async bounds(topic: string): Promise<readonly { readonly start: number; readonly end: number }[]> {
    await this.#wire.reach();
    return this.#cluster.topic(topic).logs.map(({ start, stableEnd }) => ({ start, end: stableEnd }));
  }

  async read(
    { topic, partition, offset }: TopicPartition & { readonly offset: number },
    limit: number,
  ): Promise<{ readonly records: readonly IncomingRecord[]; readonly next: number }> {
    await this.#wire.reach();
    const log = this.#cluster.topic(topic).log(partition);
    const { records, nextOffset } = log.read(Math.max(offset, log.start), maxReadBytes);
    const wanted = records.slice(0, limit);
    return { records: wanted, next: wanted.length < records.length ? after(wanted, offset) : nextOffset };
  }

  /** Kafka refuses it where the topic is only compacted. */
  async deleteBefore({
    topic,
    partition,
    offset,
  }: TopicPartition & { readonly offset: number }): Promise<void> {
    await this.#wire.reach();
    const { cleanup } = this.#cluster.topic(topic);
    const log = this.#cluster.topic(topic).log(partition);
    if (cleanup.policy === "compact")
      throw new BrokerError("conflict", `records of ${topic} cannot be deleted: it is compacted`);
    if (offset > log.end)
      throw new BrokerError("conflict", `offset ${offset} is beyond the end of ${topic} ${partition}`);
    log.deleteBefore(offset);
    this.#cluster.bell.ring();
  }

  async close(): Promise<void> {
    this.#wire.close();
  }
}

const after = (records: readonly IncomingRecord[], offset: number) =>
  (records.at(-1)?.offset ?? offset - 1) + 1;
