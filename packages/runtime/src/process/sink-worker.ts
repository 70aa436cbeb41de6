import { ConfigError } from "@tributary/config";
import type { AtLeastOnceHands, SliceWorker } from "./at-least-once-lane.ts";
import type { BatchLimit } from "./batch-limit.ts";
import { brokerAttempt } from "./broker-attempt.ts";
import type { Entry } from "./entry.ts";
import type { Message } from "./message.ts";
import type { Poison } from "./poison.ts";
import type { Rejection, SinkProcess, Writer } from "./sink.ts";
import type { SliceRun } from "./step-guard.ts";
import { StoreFailure, storeCall } from "./store-call.ts";
import type { WriterDoor } from "./writer-door.ts";

export const defaultBatchRecords = 1_000;
export const defaultWriteTimeoutMs = 30_000;
/** A writer's `begin` may wait out its predecessor's last write. */
const beginTimeouts = 4;
/** A call that goes on so many deadlines after its signal never ends. */
const patienceTimeouts = 10;

/** What the partitions of a sink have in common. */
export interface SharedStore<T> {
  readonly door: WriterDoor<T>;
  readonly batch: BatchLimit;
}

/**
 * A sink's work on one partition: the store, then the dead letters, then the offset. A throw of the store is weather, and
 * its batch comes again, in smaller ones; what it rejects is buried alone.
 *
 * Writes of a partition never overlap, so a late one cannot undo a newer: after a write that did not heed its signal, the
 * partition waits until that write has ended. One that goes on for ten deadlines ends the service, for only the end of
 * the process ends it. What no process can rule out is a late write of another one; see `Writer`.
 */
export class SinkWorker<T> implements SliceWorker {
  readonly #door: WriterDoor<T>;
  readonly #batch: BatchLimit;
  readonly #hands: AtLeastOnceHands;
  readonly #place: string;
  readonly #timeoutMs: number;
  #hasBegun = false;

  constructor(process: SinkProcess<T>, { door, batch }: SharedStore<T>, hands: AtLeastOnceHands) {
    this.#door = door;
    this.#batch = batch;
    this.#hands = hands;
    this.#place = `${hands.tenure.topic}[${hands.tenure.partition}]`;
    this.#timeoutMs = process.writeTimeoutMs ?? defaultWriteTimeoutMs;
  }

  get mostEntries(): number {
    return this.#batch.records;
  }

  async run(entries: readonly Entry<unknown>[]): Promise<SliceRun | { readonly pauseMs: number }> {
    const { workshop, tenure, drop } = this.#hands;
    // Beyond the record that trips the wire nothing is written: it would only be written again after the resumption.
    const done = workshop.tripwire.room(entries.map((entry) => poisonOf(entry) !== undefined));
    const poison = new Map<number, Poison>();
    const indexOf = new Map<Message<T>, number>();
    for (const [index, entry] of entries.slice(0, done).entries()) {
      const why = poisonOf(entry);
      if (why !== undefined) poison.set(index, why);
      if (entry.message !== undefined) indexOf.set(entry.message as Message<T>, index);
    }
    if (indexOf.size === 0) return { done, poison };
    try {
      for (const { message, reason, detail } of await this.#write([...indexOf.keys()])) {
        const index = indexOf.get(message);
        if (index === undefined) throw new Error(`${this.#place}: the writer rejected what it was not given`);
        poison.set(index, { stage: "sink", error: reason, message: detail });
      }
    } catch (error) {
      if (!(error instanceof StoreFailure)) throw error;
      if (error.outcome === "given_up") throw drop.reason;
      return { pauseMs: workshop.weather.failed("sink", tenure, error) };
    }
    workshop.weather.succeeded("sink", tenure);
    return { done, poison };
  }

  async #write(batch: readonly Message<T>[]): Promise<readonly Rejection<T>[]> {
    const { workshop, tenure } = this.#hands;
    const { metrics, weather } = workshop;
    const writer = await this.#writer();
    await brokerAttempt("confirm", () => tenure.confirm(), { tenure, weather });
    const began = performance.now();
    try {
      const rejections = await this.#call("write", this.#timeoutMs, (signal) => writer.write(batch, signal));
      metrics.sinkBatches.inc({ outcome: "written" });
      this.#batch.succeeded(batch.length, performance.now() - began);
      return rejections;
    } catch (error) {
      if (!(error instanceof StoreFailure)) throw error;
      metrics.sinkBatches.inc({ outcome: error.outcome });
      if (error.outcome !== "given_up") this.#batch.failed(batch.length);
      throw error;
    } finally {
      metrics.sinkWriteDuration.observe((performance.now() - began) / 1_000);
    }
  }

  /** The writer, with this partition begun. */
  async #writer(): Promise<Writer<T>> {
    this.#awaitLeftBehind();
    // The door has a deadline of its own; several partitions may wait for one opening.
    const writer = await this.#waitForDoor();
    if (!this.#hasBegun) {
      const { topic, partition } = this.#hands.tenure;
      const begin = async (signal: AbortSignal) => writer.begin?.({ topic, partition }, signal);
      await this.#call("begin", this.#timeoutMs * beginTimeouts, begin);
      this.#hasBegun = true;
    }
    return writer;
  }

  async #waitForDoor(): Promise<Writer<T>> {
    const { drop, onProgress } = this.#hands;
    const timeoutMs = this.#timeoutMs * 2;
    try {
      return await storeCall("open", () => this.#door.writer(), { timeoutMs, drop, onProgress });
    } catch (error) {
      if (error instanceof StoreFailure && error.cause instanceof ConfigError) throw error.cause;
      throw error;
    }
  }

  /** A call of the writer; should it not end when it is told to, the partition waits for it from then on. */
  async #call<R>(what: string, timeoutMs: number, call: (signal: AbortSignal) => Promise<R>): Promise<R> {
    const { drop, onProgress } = this.#hands;
    try {
      return await storeCall(what, call, { timeoutMs, drop, onProgress });
    } catch (error) {
      if (error instanceof StoreFailure && error.stillAtWork !== undefined)
        this.#door.leaveBehind(this.#place, error.stillAtWork);
      throw error;
    }
  }

  #awaitLeftBehind(): void {
    const ms = this.#door.leftBehindMs(this.#place);
    if (ms === undefined) return;
    const message = `${this.#place}: a call that was given up ${Math.round(ms / 1_000)} s ago has not ended`;
    if (ms > this.#timeoutMs * patienceTimeouts) throw new Error(message);
    throw new StoreFailure("failed", message, undefined);
  }
}

function poisonOf(entry: Entry<unknown>): Poison | undefined {
  return entry.message === undefined ? entry.poison : undefined;
}
