import { backoffMs, pause } from "../backoff.ts";
import type { LogChunk, LogReader, StartPosition } from "../broker.ts";
import { codeOf, toBrokerError, typeOf } from "../broker-error.ts";
import type { ConnectionHealth } from "../connection-health.ts";
import { failureFields } from "../failure-fields.ts";
import type { KafkaLog } from "../kafka-log.ts";
import type { Cluster, FetchedPartition } from "../kafkajs/kafkajs-internals.ts";
import { type ChunkHandler, ChunkTurns, HandlerFailure } from "./chunk-turns.ts";
import { committedRecords } from "./committed-records.ts";
import { fetchRequest } from "./fetch-request.ts";
import { awaitLeader, nobody } from "./leader-wait.ts";
import { logEnds, logStarts, restarts, startOffsets } from "./log-offsets.ts";
import { assertSameLog, topicEpoch } from "./topic-epoch.ts";
import { unlessAborted } from "./unless-aborted.ts";

export interface LogReaderDependencies {
  /** A cluster connection of its own, which knows the topic. */
  readonly connect: () => Promise<Cluster>;
  readonly health: ConnectionHealth;
  readonly log: KafkaLog;
  readonly random: () => number;
}

export class KafkaLogReader implements LogReader {
  readonly epoch: string;
  readonly partitions: number;
  readonly position: number[];
  readonly endAtStart: readonly number[];
  readonly status: ConnectionHealth;
  readonly #topic: string;
  readonly #dependencies: LogReaderDependencies;
  #cluster: Cluster | undefined;
  #attempt = 0;

  private constructor(
    topic: string,
    dependencies: LogReaderDependencies,
    cluster: Cluster,
    log: { readonly epoch: string; readonly position: number[]; readonly ends: readonly number[] },
  ) {
    this.#topic = topic;
    this.#dependencies = dependencies;
    this.#cluster = cluster;
    this.status = dependencies.health;
    this.epoch = log.epoch;
    this.partitions = log.position.length;
    this.position = log.position;
    this.endAtStart = log.ends;
  }

  static async open(
    topic: string,
    from: StartPosition,
    dependencies: LogReaderDependencies,
  ): Promise<KafkaLogReader> {
    const cluster = await dependencies.connect();
    try {
      const ends = await logEnds(cluster, topic);
      const position = await startOffsets(cluster, topic, from, ends);
      const epoch = await topicEpoch(cluster, topic);
      dependencies.health.succeeded();
      return new KafkaLogReader(topic, dependencies, cluster, { epoch, position, ends });
    } catch (error) {
      await cluster.disconnect().catch(() => undefined);
      throw toBrokerError(error, `open a reader of ${topic}`);
    }
  }

  async run(handle: ChunkHandler, signal: AbortSignal): Promise<void> {
    const turns = new ChunkTurns(handle);
    try {
      while (!signal.aborted) {
        try {
          this.#cluster ??= await this.#reconnect(signal);
          if (this.#cluster !== undefined) await this.#follow(this.#cluster, turns, signal);
        } catch (error) {
          await this.#recover(error, turns, signal);
        }
      }
    } finally {
      await this.close();
    }
  }

  async close(): Promise<void> {
    const cluster = this.#cluster;
    this.#cluster = undefined;
    await cluster?.disconnect().catch(() => undefined);
  }

  /** Until `signal` aborts, a leader fails, or a partition without one has one again; then all have come to rest. */
  async #follow(cluster: Cluster, turns: ChunkTurns, signal: AbortSignal): Promise<void> {
    const all = this.position.map((_, partition) => partition);
    const leaders = Object.entries(cluster.findLeaderForPartitions(this.#topic, all));
    const over = new AbortController();
    const either = AbortSignal.any([signal, over.signal]);
    const outcomes = await Promise.allSettled(
      leaders.map(([nodeId, partitions]) => {
        const following =
          nodeId === nobody
            ? awaitLeader(cluster, { topic: this.#topic, partitions }, this.#dependencies, either)
            : this.#followLeader(cluster, nodeId, partitions, turns, either);
        return following.finally(() => over.abort());
      }),
    );
    const failures = outcomes.filter((outcome) => outcome.status === "rejected").map(({ reason }) => reason);
    if (failures.length > 0) throw failures.find((reason) => reason instanceof HandlerFailure) ?? failures[0];
  }

  async #followLeader(
    cluster: Cluster,
    nodeId: string,
    partitions: readonly number[],
    turns: ChunkTurns,
    signal: AbortSignal,
  ): Promise<void> {
    const broker = await unlessAborted(cluster.findBroker({ nodeId }), signal);
    while (broker !== undefined && !signal.aborted) {
      this.status.attempted();
      const response = await unlessAborted(
        broker.fetch(fetchRequest(this.#topic, partitions, this.position)),
        signal,
      );
      if (response === undefined) return;
      this.status.succeeded();
      if (this.#attempt > 0)
        this.#dependencies.log.info({ topic: this.#topic, attempts: this.#attempt }, "reading again");
      this.#attempt = 0;
      for (const { partitions: fetched } of response.responses)
        for (const partition of fetched) await this.#deliver(partition, turns, signal);
    }
  }

  async #deliver(fetched: FetchedPartition, turns: ChunkTurns, signal: AbortSignal): Promise<void> {
    const { partition } = fetched;
    const before = this.position[partition] as number;
    const { records, nextOffset } = committedRecords(this.#topic, fetched, before);
    if (nextOffset === before) return;
    const endOffset = Math.max(Number(fetched.lastStableOffset), nextOffset);
    await this.#hand({ partition, records, nextOffset, endOffset, missedRecords: 0 }, turns, signal);
  }

  #hand(chunk: LogChunk, turns: ChunkTurns, signal: AbortSignal): Promise<void> {
    return turns.take(chunk, signal, () => {
      this.position[chunk.partition] = chunk.nextOffset;
    });
  }

  async #reconnect(signal: AbortSignal): Promise<Cluster | undefined> {
    const connecting = this.#dependencies.connect();
    const cluster = await unlessAborted(connecting, signal);
    if (cluster === undefined) connecting.then((late) => late.disconnect()).catch(() => undefined);
    else
      await assertSameLog(cluster, this.#topic, this.epoch).catch(async (error) => {
        await cluster.disconnect().catch(() => undefined);
        throw error;
      });
    return cluster;
  }

  /** Settles what one failure asks for; throws what is none of the weather's doing. */
  async #recover(caught: unknown, turns: ChunkTurns, signal: AbortSignal): Promise<void> {
    let error = caught;
    if (error instanceof HandlerFailure) throw error.cause;
    if (typeOf(error) === "OFFSET_OUT_OF_RANGE" && this.#cluster !== undefined) {
      error = await this.#restartAtLogStart(this.#cluster, turns, signal).catch((further) => further);
      if (error instanceof HandlerFailure) throw error.cause;
    }
    if (codeOf(error) === "conflict") throw error;
    if (signal.aborted) return;
    this.#attempt++;
    if (error !== undefined) {
      this.status.failed(error);
      const { log } = this.#dependencies;
      log.warn(
        { topic: this.#topic, attempt: this.#attempt, ...failureFields(error) },
        "reading interrupted, trying again",
      );
      await this.close();
    }
    await pause(backoffMs(this.#attempt, this.#dependencies.random), signal);
  }

  /** Retention overtook the reader, or the log is a shorter one than before. */
  async #restartAtLogStart(cluster: Cluster, turns: ChunkTurns, signal: AbortSignal): Promise<void> {
    await assertSameLog(cluster, this.#topic, this.epoch);
    const starts = await logStarts(cluster, this.#topic);
    const ends = await logEnds(cluster, this.#topic);
    for (const { partition, position, start, ...further } of restarts(this.position, starts, ends)) {
      const { endOffset, missedRecords } = further;
      const told = { topic: this.#topic, partition, position, start, missedRecords };
      this.#dependencies.log.warn(told, "position out of range, restarting at the log's start");
      const chunk = { partition, records: [], nextOffset: start, endOffset, missedRecords };
      await this.#hand(chunk, turns, signal);
    }
  }
}
