import { BrokerError, type OutgoingRecord } from "@tributary/kafka";
import { Bell } from "./bell.ts";
import type { LogClock } from "./log-clock.ts";
import { MemoryGroup } from "./memory-group.ts";
import type { LaneDependencies } from "./memory-lane.ts";
import type { MemoryLog } from "./memory-log.ts";
import { MemoryTopic, type MemoryTopicOptions } from "./memory-topic.ts";
import { TransactionCoordinator } from "./transaction-coordinator.ts";
import { Weather } from "./weather.ts";

/** What a cluster knows, shared by all who have a handle to it. */
export class ClusterState {
  readonly bell = new Bell();
  readonly weather = new Weather(this.bell);
  readonly topics = new Map<string, MemoryTopic>();
  readonly groups = new Map<string, MemoryGroup>();
  readonly clock: LogClock;
  readonly pause: LaneDependencies["pause"];
  readonly transactions: TransactionCoordinator;
  #topicsMade = 0;

  constructor(clock: LogClock, pause: LaneDependencies["pause"]) {
    this.clock = clock;
    this.pause = pause;
    this.transactions = new TransactionCoordinator(clock, this.bell, (offsets) => {
      for (const { group, ...committed } of offsets) this.group(group).commit(committed);
    });
  }

  createTopic(options: MemoryTopicOptions): void {
    if (this.topics.has(options.name)) throw new BrokerError("conflict", `topic ${options.name} exists`);
    this.topics.set(options.name, new MemoryTopic(++this.#topicsMade, options));
  }

  /** Throws a `BrokerError` `unknown_topic`. */
  topic(name: string): MemoryTopic {
    const topic = this.topics.get(name);
    if (topic === undefined) throw new BrokerError("unknown_topic", `topic ${name} does not exist`);
    return topic;
  }

  /** Made when first asked for, as Kafka does. */
  group(name: string): MemoryGroup {
    let group = this.groups.get(name);
    if (group === undefined) {
      group = new MemoryGroup(name, (topic) => this.topics.get(topic)?.logs.length ?? 0, this.bell);
      this.groups.set(name, group);
    }
    return group;
  }

  /** One batch per partition. Answers for each record why it is refused, or undefined. */
  append(topic: string, records: readonly OutgoingRecord[]): readonly (BrokerError | undefined)[] {
    const batches = new Map<MemoryLog, OutgoingRecord[]>();
    const refusals = records.map((record) => {
      try {
        const log = this.topic(topic).place(record);
        const batch = batches.get(log);
        if (batch === undefined) batches.set(log, [record]);
        else batch.push(record);
        return undefined;
      } catch (error) {
        if (error instanceof BrokerError) return error;
        throw error;
      }
    });
    for (const [log, batch] of batches) log.append(batch, this.clock.stamp());
    this.bell.ring();
    return refusals;
  }
}
