import { setTimeout as delay, setImmediate as nextTurn } from "node:timers/promises";
import type { IncomingRecord, Operator, OutgoingRecord, TopicPartition } from "@tributary/kafka";
import { ClusterState } from "./cluster-state.ts";
import { LogClock } from "./log-clock.ts";
import { MemoryBroker } from "./memory-broker.ts";
import type { LaneDependencies } from "./memory-lane.ts";
import { MemoryOperator } from "./memory-operator.ts";
import type { MemoryTopicOptions } from "./memory-topic.ts";
import type { CommitFailure } from "./transaction-coordinator.ts";
import { Wire } from "./wire.ts";

export interface MemoryClusterOptions {
  /** The broker's wall clock, milliseconds since the epoch. Default: from 2026-01-01 on, 1 ms with each batch. */
  readonly now?: () => number;
  /** How a worker's `pauseMs` passes. Default: as long as it says. */
  readonly pause?: LaneDependencies["pause"];
}

/** A transaction of some other producer, for inputs that hold open, aborted and committed ones. */
export interface ForeignTransaction {
  send(topic: string, records: readonly OutgoingRecord[]): void;
  commit(): void;
  abort(): void;
}

const realPause: LaneDependencies["pause"] = (ms, signal) =>
  delay(ms, undefined, { signal, ref: false }).catch(() => undefined);

/**
 * A Kafka cluster in memory that keeps its rules: partitions, offsets with gaps, groups, transactions, compaction.
 * Nothing happens by time: sessions and transactions expire, logs are compacted and cut when the test says so.
 */
export class MemoryCluster {
  readonly #state: ClusterState;
  readonly #brokers: MemoryBroker[] = [];

  constructor({ now, pause = realPause }: MemoryClusterOptions = {}) {
    this.#state = new ClusterState(new LogClock(now), pause);
  }

  /** The broker's wall clock. */
  readonly now = (): number => this.#state.clock.now();

  /** Throws a `BrokerError` `conflict` when it exists. */
  createTopic(options: MemoryTopicOptions): void {
    this.#state.createTopic(options);
  }

  deleteTopic(name: string): void {
    this.#state.topics.delete(name);
    this.#state.bell.ring();
  }

  /** A handle as one process has it. */
  openBroker({ clientId = "memory" }: { readonly clientId?: string } = {}): MemoryBroker {
    const broker = new MemoryBroker(this.#state, clientId);
    this.#brokers.push(broker);
    return broker;
  }

  openOperator(): Operator {
    return new MemoryOperator(this.#state, new Wire(this.#state.weather, this.#state.bell));
  }

  /** Writes at once, one batch per partition. Throws a `BrokerError` when the broker would refuse one of them. */
  append(topic: string, ...records: readonly OutgoingRecord[]): void {
    const refusal = this.#state.append(topic, records).find((error) => error !== undefined);
    if (refusal !== undefined) throw refusal;
  }

  beginTransaction(): ForeignTransaction {
    const transaction = this.#state.transactions.begin();
    const changed = () => this.#state.bell.ring();
    return {
      send: (topic, records) => {
        const placed = Map.groupBy(records, (record) => this.#state.topic(topic).place(record));
        for (const [log, ofLog] of placed) transaction.send(log, ofLog);
      },
      commit: () => {
        transaction.commit();
        changed();
      },
      abort: () => {
        transaction.abort();
        changed();
      },
    };
  }

  /** All that a reader of committed data finds, in the order in which the batches came. */
  records(topic: string): readonly IncomingRecord[] {
    const visible = this.#state.topic(topic).logs.flatMap((log) => log.visible());
    return visible
      .sort((a, b) => a.batch - b.batch || a.record.offset - b.record.offset)
      .map(({ record }) => record);
  }

  hasTopic(name: string): boolean {
    return this.#state.topics.has(name);
  }

  /** Whether every reader and member of every live broker has worked off everything there is. */
  get isIdle(): boolean {
    return this.#brokers.every((broker) => broker.isIdle);
  }

  /** What a group has committed for a partition, or undefined. */
  committed(group: string, at: TopicPartition): number | undefined {
    return this.#state.groups.get(group)?.committed(at);
  }

  /** Resolves when every reader and member of every live broker has worked off everything there is. */
  async idle(): Promise<void> {
    for (;;) {
      const { rung } = this.#state.bell;
      // What has just been appended reaches its readers in microtasks.
      await nextTurn();
      if (this.isIdle) return;
      await rung;
    }
  }

  /** Nothing can be reached until the promise settles. Resolves then. */
  outage(until: Promise<unknown>): Promise<void> {
    return this.#state.weather.outage(until);
  }

  /**
   * The coordinator gives up on a member, who is not told: it learns of it when it asks, as a process does that was
   * stopped for longer than its session. Member ids are those of `Operator.groups`.
   */
  expel(group: string, memberId: string): void {
    const member = this.#state.group(group).members.find((each) => each.memberId === memberId);
    if (member === undefined) throw new Error(`group ${group} has no member ${memberId}`);
    this.#state.group(group).remove(member);
  }

  /** The sessions of all members end that do not answer any more: killed ones, and static ones that have stopped. */
  expireSessions(): void {
    for (const group of this.#state.groups.values())
      for (const member of group.members) if (member.isSilent) group.remove(member);
  }

  /** Aborts every transaction of a transactor that is still open, and fences it, as after `timeoutMs`. */
  expireTransactions(): void {
    this.#state.transactions.expire();
  }

  /** The next commit of a transactor rejects `unavailable`; a test says whether it has happened all the same. */
  failNextCommit(failure: CommitFailure): void {
    this.#state.transactions.failNext(failure);
  }

  /** As retention does it, whatever the topic's clean-up. */
  deleteBefore(topic: string, partition: number, offset: number): void {
    this.#state.topic(topic).log(partition).deleteBefore(offset);
    this.#state.bell.ring();
  }

  /** Leaves the newest record of each key; tombstones too, unless `dropTombstones`. */
  compact(topic: string, { dropTombstones = false }: { readonly dropTombstones?: boolean } = {}): void {
    for (const log of this.#state.topic(topic).logs) log.compact(dropTombstones);
  }
}
