import { backoffMs, pause } from "../backoff.ts";
import type { IncomingRecord, PartitionReading } from "../broker.ts";
import { BrokerError, type BrokerErrorCode, toBrokerError, typeOf } from "../broker-error.ts";
import { failureFields } from "../failure-fields.ts";
import type { KafkaLog } from "../kafka-log.ts";
import type { Cluster, FetchedPartition } from "../kafkajs/kafkajs-internals.ts";
import { committedRecords } from "./committed-records.ts";
import { fetchRequest } from "./fetch-request.ts";
import { partitionBounds } from "./log-offsets.ts";
import type { SharedCluster } from "./shared-cluster.ts";
import { unlessAborted } from "./unless-aborted.ts";

/** Few round trips for a long log, and no more in memory than a restore needs anyway. */
const maxFetchBytes = 8 * 1_024 * 1_024;

export interface PartitionReaderDependencies {
  readonly cluster: SharedCluster;
  readonly log: KafkaLog;
  readonly random: () => number;
  /** How long it may go without a step forward, failing with this code. */
  readonly patienceMs: (code: BrokerErrorCode) => number;
}

interface Step {
  readonly position: number;
  /** Where the log begins, when that was asked. */
  readonly start?: number;
  readonly end: number;
  readonly records: readonly IncomingRecord[];
}

/** Reads one partition once, from its start to the given end or the one it had at the first answer of the broker. */
export class PartitionReader {
  readonly #reading: PartitionReading;
  readonly #dependencies: PartitionReaderDependencies;
  readonly #began = performance.now();
  #steppedAt = this.#began;
  #failures = 0;
  #position = 0;
  #end: number | undefined;

  constructor(reading: PartitionReading, dependencies: PartitionReaderDependencies) {
    this.#reading = reading;
    this.#dependencies = dependencies;
  }

  /** Rides out weather; rejects with a `BrokerError`, the signal's reason, or what `take` threw. */
  async run(): Promise<void> {
    const { take, signal } = this.#reading;
    while (this.#end === undefined || this.#position < this.#end) {
      signal.throwIfAborted();
      const records = await this.#step().catch((error) => this.#ride(error));
      if (records.length > 0) await take(records);
    }
    signal.throwIfAborted();
  }

  async #step(): Promise<readonly IncomingRecord[]> {
    const { signal } = this.#reading;
    const next = this.#dependencies.cluster.use((cluster) => this.#next(cluster));
    const found = await unlessAborted(next, signal);
    if (found === undefined) return [];
    if (found.position > this.#position) {
      this.#steppedAt = performance.now();
      this.#failures = 0;
    }
    if (found.start !== undefined) this.#reading.onStart?.(found.start);
    this.#end = found.end;
    this.#position = found.position;
    return found.records;
  }

  /** What follows the position; asks for the bounds first when they are not known. */
  async #next(cluster: Cluster): Promise<Step> {
    const { topic, partition, until } = this.#reading;
    await cluster.addTargetTopic(topic);
    if (this.#end === undefined) {
      const { start, end } = await partitionBounds(cluster, topic, partition);
      return { position: start, start, end: until ?? end, records: [] };
    }
    const end = this.#end;
    const [nodeId = ""] = Object.keys(cluster.findLeaderForPartitions(topic, [partition]));
    const broker = await cluster.findBroker({ nodeId });
    const request = fetchRequest(topic, [partition], { [partition]: this.#position }, maxFetchBytes);
    let fetched: FetchedPartition | undefined;
    try {
      fetched = (await broker.fetch(request)).responses[0]?.partitions[0];
    } catch (error) {
      if (typeOf(error) !== "OFFSET_OUT_OF_RANGE") throw error;
      // Records that were deleted meanwhile are not missed; a log that has become shorter is.
      const { start } = await partitionBounds(cluster, topic, partition);
      if (start <= this.#position) throw error;
      return { position: start, start, end, records: [] };
    }
    if (fetched === undefined) throw new BrokerError("unavailable", "the broker's answer holds no partition");
    const { records, nextOffset } = committedRecords(topic, fetched, this.#position);
    // A new leader may know less of what is stable than the old one did; it learns soon.
    if (nextOffset === this.#position)
      throw new BrokerError("unavailable", `nothing follows ${nextOffset} yet`);
    const upToEnd = nextOffset <= end ? records : records.filter(({ offset }) => offset < end);
    return { position: nextOffset, end, records: upToEnd };
  }

  async #ride(caught: unknown): Promise<readonly IncomingRecord[]> {
    const { topic, partition, signal } = this.#reading;
    const { log, random, patienceMs } = this.#dependencies;
    if (signal.aborted) return [];
    const error = toBrokerError(caught, `read ${topic}/${partition} to its end`);
    if (performance.now() - this.#steppedAt >= patienceMs(error.code)) throw error;
    const attempt = ++this.#failures;
    log.warn({ topic, partition, attempt, ...failureFields(error) }, "restoring interrupted, trying again");
    await pause(backoffMs(attempt, random), signal);
    return [];
  }
}
