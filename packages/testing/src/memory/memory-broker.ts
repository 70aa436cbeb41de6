import type {
  Broker,
  GroupMember,
  GroupOptions,
  LogReader,
  PartitionReading,
  Publisher,
  PublisherOptions,
  ReaderOptions,
  Transactor,
  TransactorOptions,
} from "@tributary/kafka";
import type { ClusterState } from "./cluster-state.ts";
import { MemoryGroupMember } from "./memory-group-member.ts";
import { MemoryLogReader } from "./memory-log-reader.ts";
import { MemoryPublisher } from "./memory-publisher.ts";
import { MemoryTransactor } from "./memory-transactor.ts";
import { startOffsets } from "./start-offsets.ts";
import { Wire } from "./wire.ts";

const maxReadBytes = 1_024 * 1_024;

/** One process's way to the cluster. */
export class MemoryBroker implements Broker {
  readonly #cluster: ClusterState;
  readonly #clientId: string;
  readonly #wire: Wire;
  readonly #publishers: MemoryPublisher[] = [];
  readonly #readers: MemoryLogReader[] = [];
  readonly #members: MemoryGroupMember[] = [];

  constructor(cluster: ClusterState, clientId: string) {
    this.#cluster = cluster;
    this.#clientId = clientId;
    this.#wire = new Wire(cluster.weather, cluster.bell);
  }

  /** Whether whoever reads here, in groups or without, has worked off everything there is; or is no more. */
  get isIdle(): boolean {
    if (this.#wire.isGone) return true;
    return [...this.#readers, ...this.#members].every(({ isIdle }) => isIdle);
  }

  async openPublisher(options: PublisherOptions): Promise<Publisher> {
    await this.#wire.reach();
    const { bell } = this.#cluster;
    this.#cluster.topic(options.topic);
    const publisher = new MemoryPublisher(options, {
      wire: this.#wire,
      bell,
      append: (records) => this.#cluster.append(options.topic, records),
    });
    this.#publishers.push(publisher);
    return publisher;
  }

  async openReader({ topic: name, from }: ReaderOptions): Promise<LogReader> {
    await this.#wire.reach();
    const topic = this.#cluster.topic(name);
    const current = () => this.#cluster.topics.get(name);
    const dependencies = { wire: this.#wire, bell: this.#cluster.bell, current };
    const reader = new MemoryLogReader(topic, startOffsets(topic, from), dependencies);
    this.#readers.push(reader);
    return reader;
  }

  async joinGroup(options: GroupOptions): Promise<GroupMember> {
    await this.#wire.reach();
    for (const topic of options.topics) this.#cluster.topic(topic);
    const { bell, pause } = this.#cluster;
    const member = new MemoryGroupMember(options, {
      clientId: this.#clientId,
      group: this.#cluster.group(options.group),
      logOf: ({ topic, partition }) => this.#cluster.topic(topic).log(partition),
      wire: this.#wire,
      bell,
      pause,
    });
    this.#members.push(member);
    return member;
  }

  async openTransactor({ transactionalId, signal }: TransactorOptions): Promise<Transactor> {
    await this.#wire.reach();
    signal?.throwIfAborted();
    return new MemoryTransactor({
      fence: this.#cluster.transactions.take(transactionalId),
      wire: this.#wire,
      place: (record) => this.#cluster.topic(record.topic).place(record),
      assertTopic: (name) => this.#cluster.topic(name),
    });
  }

  async readPartition({ topic, partition, take, until, onStart, signal }: PartitionReading): Promise<void> {
    await this.#wire.reach();
    const log = this.#cluster.topic(topic).log(partition);
    const end = Math.min(until ?? Number.POSITIVE_INFINITY, log.stableEnd);
    let { start } = log;
    onStart?.(start);
    for (let position = start; position < end; ) {
      signal.throwIfAborted();
      await this.#wire.reach();
      if (log.start > Math.max(start, position)) {
        start = log.start;
        onStart?.(start);
      }
      const { records, nextOffset } = log.read(position, maxReadBytes);
      const wanted = records.filter(({ offset }) => offset < end);
      if (wanted.length > 0) await take(wanted);
      position = nextOffset;
    }
    signal.throwIfAborted();
  }

  async close(): Promise<void> {
    await Promise.all(this.#publishers.map((publisher) => publisher.close()));
    this.#wire.close();
  }

  /**
   * As `kill -9` does it: nothing of this handle reaches the cluster any more and nothing is answered, so that its
   * calls stay open for ever. Its members keep their partitions until their sessions end (`expireSessions`).
   */
  kill(): void {
    this.#wire.kill();
    for (const member of this.#members) member.fallSilent();
  }
}
