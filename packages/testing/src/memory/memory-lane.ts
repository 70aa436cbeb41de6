import { setImmediate as nextTurn } from "node:timers/promises";
import { BrokerError, type GroupChunk, type GroupWorker, type TopicPartition } from "@tributary/kafka";
import type { Bell } from "./bell.ts";
import type { Membership } from "./membership.ts";
import type { MemoryGroup } from "./memory-group.ts";
import type { MemoryLog } from "./memory-log.ts";
import { MemoryTenure } from "./memory-tenure.ts";
import type { Wire } from "./wire.ts";

export interface LaneDependencies {
  readonly worker: GroupWorker;
  readonly group: MemoryGroup;
  readonly membership: Membership;
  readonly wire: Wire;
  readonly bell: Bell;
  readonly maxChunkBytes: number;
  /** Waits; resolves early when the signal aborts. */
  readonly pause: (ms: number, signal: AbortSignal) => Promise<void>;
  /** Whether the member has any call of its worker in hand. */
  readonly isWorking: () => boolean;
  readonly onExpelled: () => void;
}

/** What no retry within the tenure mends, but a new tenure may. */
const endsTenure = (error: unknown) =>
  error instanceof BrokerError && (error.code === "unavailable" || error.code === "expelled");

/** The work on one partition while a member holds it: one tenure after the other. */
export class MemoryLane {
  /** Monotonic milliseconds since when a call of the worker runs. */
  workingSince: number | undefined;
  /** Nothing to do until more comes: the worker has seen everything there is. */
  isIdle = false;
  readonly #log: MemoryLog;
  readonly #dependencies: LaneDependencies;
  readonly #stop = new AbortController();
  /** Records that retention took, not yet told. */
  #missed = 0;

  constructor(log: MemoryLog, dependencies: LaneDependencies) {
    this.#log = log;
    this.#dependencies = dependencies;
  }

  /** Lets the call in hand finish, then ends. */
  stop(): void {
    this.#stop.abort();
    this.#dependencies.bell.ring();
  }

  /** Resolves when stopped and the last tenure has ended; rejects with what the worker threw. */
  async run(): Promise<void> {
    const { wire } = this.#dependencies;
    while (!this.#stop.signal.aborted) {
      await wire.fair(this.#stop.signal);
      if (!this.#stop.signal.aborted) await this.#tenure();
      // Not a microtask: a worker that fails again and again must not shut out all else.
      if (!this.#stop.signal.aborted) await nextTurn();
    }
  }

  async #tenure(): Promise<void> {
    const { worker, group, membership, wire, onExpelled } = this.#dependencies;
    const over = new AbortController();
    const signal = AbortSignal.any([this.#stop.signal, over.signal]);
    const committed = group.committed(this.#log);
    const tenure = new MemoryTenure(this.#log, committed, { membership, wire, signal, onExpelled });
    try {
      const first = await this.#call(() => worker.begin(tenure));
      await this.#work(tenure, first);
    } catch (error) {
      if (!endsTenure(error)) throw error;
    } finally {
      over.abort();
      await this.#call(() => worker.end(tenure)).catch((error) => {
        if (!endsTenure(error)) throw error;
      });
    }
  }

  async #work(tenure: MemoryTenure, first: number): Promise<void> {
    const { bell, membership, isWorking, onExpelled, pause, wire, worker } = this.#dependencies;
    assertOffset(first, "begin", tenure);
    // 0 asks for the log's start, wherever it is; any other offset was a place in the log.
    this.#missed = first > 0 ? Math.max(0, tenure.logStart - first) : 0;
    let position = Math.max(first, tenure.logStart);
    for (;;) {
      const { rung } = bell;
      await wire.fair(tenure.signal);
      if (tenure.signal.aborted) return;
      if (membership.isExpelled) {
        // Work in hand stands for a process that was stopped: only that work can ask.
        if (!isWorking()) return onExpelled();
        await rung;
        continue;
      }
      const chunk = this.#chunk(position);
      if (chunk === undefined) {
        if (!this.isIdle) bell.ring();
        this.isIdle = true;
        await rung;
        continue;
      }
      const { next, pauseMs = 0 } = await this.#call(() => worker.work(chunk, tenure));
      assertOffset(next, "work", tenure);
      position = next;
      if (pauseMs > 0) await pause(pauseMs, tenure.signal);
    }
  }

  #chunk(position: number): GroupChunk | undefined {
    const { topic, partition, start, end, stableEnd: endOffset } = this.#log;
    const place = { topic, partition, endOffset };
    if (position < start) return this.#taken({ ...place, records: [], nextOffset: start }, start - position);
    // The log is a shorter one than the worker knew.
    if (position > end) return this.#taken({ ...place, records: [], nextOffset: end });
    const { records, nextOffset } = this.#log.read(position, this.#dependencies.maxChunkBytes);
    return nextOffset === position ? undefined : this.#taken({ ...place, records, nextOffset });
  }

  #taken(chunk: Omit<GroupChunk, "missedRecords">, missed = 0): GroupChunk {
    const missedRecords = this.#missed + missed;
    this.#missed = 0;
    return { ...chunk, missedRecords };
  }

  async #call<T>(work: () => Promise<T>): Promise<T> {
    this.isIdle = false;
    this.workingSince = performance.now();
    try {
      return await work();
    } finally {
      this.workingSince = undefined;
      this.#dependencies.bell.ring();
      if (this.#dependencies.wire.isDead) await new Promise<never>(() => undefined);
    }
  }
}

function assertOffset(offset: number, call: string, { topic, partition }: TopicPartition): void {
  if (!Number.isSafeInteger(offset) || offset < 0)
    throw new TypeError(`${call} of ${topic}/${partition} resolved with offset ${offset}`);
}
