import { backoffMs, pause } from "../backoff.ts";
import { BrokerError, codeOf } from "../broker-error.ts";
import { failureFields } from "../failure-fields.ts";
import type { GroupChunk, GroupWorker, TopicPartition } from "../group.ts";
import type { KafkaLog } from "../kafka-log.ts";
import { ConditionWaiters } from "../publishing/condition-waiters.ts";
import type { HeldTenure } from "./held-tenure.ts";

export interface LaneDependencies {
  readonly worker: GroupWorker;
  /** Rides out weather; undefined when `signal` aborts. */
  readonly open: (at: TopicPartition, signal: AbortSignal) => Promise<HeldTenure | undefined>;
  /** The lane would take a chunk. */
  readonly onRoom: () => void;
  /** What no retry mends: the member is to end. */
  readonly onFailure: (error: unknown) => void;
  readonly log: KafkaLog;
  readonly random: () => number;
}

const betweenTenures = { firstMs: 50, longestMs: 5_000 };

/**
 * The work on one partition, as long as it is this member's: tenure after tenure, chunk after chunk. While one chunk is
 * worked on, the next may be fetched.
 */
export class PartitionLane implements TopicPartition {
  readonly topic: string;
  readonly partition: number;
  /** Resolves when the last tenure has ended; never rejects. */
  readonly finished: Promise<void>;
  /** Monotonic milliseconds since when a call of the worker runs. */
  callingSince: number | undefined;
  /** Monotonic milliseconds since when there has been no room. */
  fullSince = performance.now();
  /** The offset to fetch next. */
  fetchOffset = 0;
  readonly #dependencies: LaneDependencies;
  readonly #conditions = new ConditionWaiters();
  readonly #over = new AbortController();
  #isFrozen = false;
  #isWorking = false;
  #missed = 0;
  #tenure: HeldTenure | undefined;
  #waiting: GroupChunk | undefined;

  /** `after`: when its predecessor is done with the partition. */
  constructor({ topic, partition }: TopicPartition, after: Promise<void>, dependencies: LaneDependencies) {
    this.topic = topic;
    this.partition = partition;
    this.#dependencies = dependencies;
    this.finished = after.then(() => this.#serve()).catch(dependencies.onFailure);
  }

  /** Whether a chunk from `fetchOffset` on is welcome. */
  hasRoom = false;

  take(chunk: Omit<GroupChunk, "missedRecords">): void {
    this.#waiting = { ...chunk, missedRecords: this.#missed };
    this.#missed = 0;
    this.fetchOffset = chunk.nextOffset;
    this.#setRoom(false);
    this.#conditions.check();
  }

  /** The log does not hold `fetchOffset`: go on elsewhere. */
  goOnAt(offset: number, missedRecords: number, endOffset: number): void {
    this.#missed += missedRecords;
    const { topic, partition } = this;
    this.take({ topic, partition, records: [], nextOffset: offset, endOffset });
  }

  /** No further call of `work`; resolves when none is under way. */
  freeze(): Promise<void> {
    this.#isFrozen = true;
    return this.#conditions.when(() => !this.#isWorking);
  }

  get isWorking(): boolean {
    return this.#isWorking;
  }

  thaw(): void {
    this.#isFrozen = false;
    this.#conditions.check();
  }

  /** Comes to an end: the work in hand may be finished and committed. */
  stop(): void {
    this.#over.abort();
    this.#setRoom(false);
    this.#tenure?.handOver();
    this.#conditions.check();
  }

  /** Comes to an end: the work in hand is in vain. */
  lose(): void {
    this.stop();
    this.#tenure?.lose();
  }

  async #serve(): Promise<void> {
    const { open, worker, log, random } = this.#dependencies;
    for (let failures = 0; !this.#over.signal.aborted; ) {
      const tenure = await open(this, this.#over.signal);
      if (tenure === undefined || this.#over.signal.aborted) return;
      this.#tenure = tenure;
      try {
        await this.#begin(tenure);
        await this.#work(tenure, () => {
          failures = 0;
        });
      } catch (error) {
        if (!isWeather(error)) this.#dependencies.onFailure(error);
        else if (!this.#over.signal.aborted) {
          const { topic, partition } = this;
          log.warn({ topic, partition, ...failureFields(error) }, "work interrupted, beginning anew");
        }
      } finally {
        this.#setRoom(false);
        this.#waiting = undefined;
        tenure.lose();
        await this.#calling(() => worker.end(tenure)).catch((error) => {
          if (!isWeather(error)) this.#dependencies.onFailure(error);
        });
      }
      await pause(backoffMs(++failures, random, betweenTenures), this.#over.signal);
    }
  }

  async #begin(tenure: HeldTenure): Promise<void> {
    const offset = await this.#calling(() => this.#dependencies.worker.begin(tenure));
    this.#assertOffset(offset, "begin");
    // 0 asks for the log's start, wherever it is; any other offset was a place in the log.
    this.#missed = offset > 0 ? Math.max(0, tenure.logStart - offset) : 0;
    this.fetchOffset = Math.max(offset, tenure.logStart);
  }

  async #work(tenure: HeldTenure, onProgress: () => void): Promise<void> {
    const isOver = () => tenure.signal.aborted || this.#over.signal.aborted;
    if (!isOver()) this.#setRoom(true);
    for (;;) {
      await this.#conditions.when(() => isOver() || (this.#waiting !== undefined && !this.#isFrozen));
      const chunk = this.#waiting;
      if (isOver() || chunk === undefined) return;
      this.#waiting = undefined;
      this.#setRoom(true);
      this.#isWorking = true;
      try {
        const { next, pauseMs } = await this.#calling(() => this.#dependencies.worker.work(chunk, tenure));
        this.#assertOffset(next, "work");
        if (next !== chunk.nextOffset) this.#goBack(next, isOver());
        else onProgress();
        this.#rest();
        if (pauseMs !== undefined && pauseMs > 0) await pause(pauseMs, tenure.signal);
      } finally {
        this.#rest();
      }
    }
  }

  #rest(): void {
    this.#isWorking = false;
    this.#conditions.check();
  }

  /** What was fetched beyond is fetched again; an answer under way no longer fits `fetchOffset`. */
  #goBack(next: number, isOver: boolean): void {
    this.#waiting = undefined;
    this.fetchOffset = next;
    if (!isOver) this.#setRoom(true);
  }

  #setRoom(hasRoom: boolean): void {
    if (this.hasRoom && !hasRoom) this.fullSince = performance.now();
    this.hasRoom = hasRoom;
    if (hasRoom) this.#dependencies.onRoom();
  }

  async #calling<T>(call: () => Promise<T>): Promise<T> {
    this.callingSince = performance.now();
    try {
      return await call();
    } finally {
      this.callingSince = undefined;
    }
  }

  #assertOffset(offset: number, call: string): void {
    if (!Number.isSafeInteger(offset) || offset < 0)
      throw new TypeError(`${call} of ${this.topic}/${this.partition} resolved with offset ${offset}`);
  }
}

function isWeather(error: unknown): boolean {
  return error instanceof BrokerError && ["unavailable", "expelled"].includes(codeOf(error));
}
