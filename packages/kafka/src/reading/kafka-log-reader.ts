import { backoffMs, pause } from "../backoff.ts";
import type { LogChunk, LogReader, StartPosition } from "../broker.ts";
import { rootCause, toBrokerError } from "../broker-error.ts";
import type { ConnectionHealth } from "../connection-health.ts";
import type { KafkaLog } from "../kafka-log.ts";
import type { Cluster, FetchedPartition } from "../kafkajs/kafkajs-internals.ts";
import { committedRecords } from "./committed-records.ts";
import { fetchRequest } from "./fetch-request.ts";
import { logEnds, logStarts, startOffsets } from "./log-offsets.ts";
import { topicEpoch } from "./topic-epoch.ts";
import { unlessAborted } from "./unless-aborted.ts";

type Handle = (chunk: LogChunk) => void | Promise<void>;

export interface LogReaderDependencies {
  /** A cluster connection of its own, which knows the topic. */
  readonly connect: () => Promise<Cluster>;
  readonly health: ConnectionHealth;
  readonly log: KafkaLog;
  readonly random: () => number;
}

/** A throw of the caller's `handle`, to tell it from weather. */
class HandlerFailure extends Error {}

export class KafkaLogReader implements LogReader {
  readonly epoch: string;
  readonly partitions: number;
  readonly position: number[];
  readonly endAtStart: readonly number[];
  readonly status: ConnectionHealth;
  readonly #topic: string;
  readonly #dependencies: LogReaderDependencies;
  #cluster: Cluster | undefined;
  /** Ends when the chunk in hand is handled: leaders are read side by side, but handled one at a time. */
  #turn: Promise<void> = Promise.resolve();
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

  async run(handle: Handle, signal: AbortSignal): Promise<void> {
    try {
      while (!signal.aborted) {
        try {
          this.#cluster ??= await this.#dependencies.connect();
          await this.#follow(this.#cluster, handle, signal);
        } catch (error) {
          if (error instanceof HandlerFailure) throw error.cause;
          if (!signal.aborted) await this.#recover(error, handle, signal);
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

  /** Reads from all leaders until `signal` aborts or one of them fails; then waits until none is at work. */
  async #follow(cluster: Cluster, handle: Handle, signal: AbortSignal): Promise<void> {
    const all = this.position.map((_, partition) => partition);
    const leaders = Object.entries(cluster.findLeaderForPartitions(this.#topic, all));
    const failure = new AbortController();
    const either = AbortSignal.any([signal, failure.signal]);
    const outcomes = await Promise.allSettled(
      leaders.map(([nodeId, partitions]) =>
        this.#followLeader(cluster, nodeId, partitions, handle, either).catch((error) => {
          failure.abort();
          throw error;
        }),
      ),
    );
    const failures = outcomes.filter((outcome) => outcome.status === "rejected").map(({ reason }) => reason);
    if (failures.length > 0) throw failures.find((reason) => reason instanceof HandlerFailure) ?? failures[0];
  }

  async #followLeader(
    cluster: Cluster,
    nodeId: string,
    partitions: readonly number[],
    handle: Handle,
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
      this.#attempt = 0;
      for (const { partitions: fetched } of response.responses)
        for (const partition of fetched) await this.#deliver(partition, handle, signal);
    }
  }

  async #deliver(fetched: FetchedPartition, handle: Handle, signal: AbortSignal): Promise<void> {
    const { partition } = fetched;
    const before = this.position[partition] as number;
    const { records, nextOffset } = committedRecords(this.#topic, fetched, before);
    if (nextOffset === before) return;
    const endOffset = Math.max(Number(fetched.lastStableOffset), nextOffset);
    await this.#hand({ partition, records, nextOffset, endOffset, missedRecords: 0 }, handle, signal);
  }

  async #hand(chunk: LogChunk, handle: Handle, signal: AbortSignal): Promise<void> {
    const turn = this.#turn.then(async () => {
      if (signal.aborted) return;
      try {
        await handle(chunk);
      } catch (error) {
        throw new HandlerFailure("the handler threw", { cause: error });
      }
      this.position[chunk.partition] = chunk.nextOffset;
    });
    this.#turn = turn.catch(() => undefined);
    await turn;
  }

  async #recover(error: unknown, handle: Handle, signal: AbortSignal): Promise<void> {
    const outOfRange = (rootCause(error) as { type?: string }).type === "OFFSET_OUT_OF_RANGE";
    if (outOfRange && this.#cluster !== undefined) {
      try {
        await this.#restartAtLogStart(this.#cluster, handle, signal);
        return await pause(backoffMs(++this.#attempt, this.#dependencies.random), signal);
      } catch (further) {
        if (further instanceof HandlerFailure) throw further.cause;
      }
    }
    this.status.failed(error);
    this.#attempt++;
    this.#dependencies.log.warn(
      { topic: this.#topic, attempt: this.#attempt, err: error },
      "reading interrupted, trying again",
    );
    await this.close();
    await pause(backoffMs(this.#attempt, this.#dependencies.random), signal);
  }

  /** Retention overtook the reader, or the log is a shorter one than before. */
  async #restartAtLogStart(cluster: Cluster, handle: Handle, signal: AbortSignal): Promise<void> {
    const starts = await logStarts(cluster, this.#topic);
    const ends = await logEnds(cluster, this.#topic);
    for (const [partition, position] of this.position.entries()) {
      const start = starts[partition] ?? 0;
      const endOffset = ends[partition] ?? start;
      if (position >= start && position <= endOffset) continue;
      const missedRecords = Math.max(0, start - position);
      this.#dependencies.log.warn(
        { topic: this.#topic, partition, position, start, missedRecords },
        "restarting",
      );
      await this.#hand(
        { partition, records: [], nextOffset: start, endOffset, missedRecords },
        handle,
        signal,
      );
    }
  }
}
