import { setTimeout as delay, setImmediate as nextTurn } from "node:timers/promises";
import type { Decoder, IncomingRecord, LogChunk } from "@tributary/kafka";
import type { LiveView } from "./live-view.ts";
import { PendingRecords } from "./pending-records.ts";
import { type LagMetrics, ReaderLag } from "./reader-lag.ts";
import type { StreamMetrics } from "./stream-metrics.ts";

export type ViewMetrics = LagMetrics &
  Pick<StreamMetrics, "consumed" | "processDuration" | "skipped" | "missed" | "eventTimeLag">;

/** Records taken in before other work of the process gets its turn: about 5 ms. */
const sliceRecords = 1_000;
/** Between two looks at a schema that is still not there. */
const pauseMs = 250;

/** Takes chunks of a log into a view. What it cannot read it skips and counts; nothing of it is fatal. */
export class ViewReader<T> {
  readonly #view: LiveView<T>;
  readonly #decoder: Decoder<T>;
  readonly #metrics: ViewMetrics;
  readonly #now: () => number;
  readonly #signal: AbortSignal;
  readonly #pending = new PendingRecords();
  readonly #waiting = new Set<number>();
  readonly #topic: string;
  readonly #lag: ReaderLag;
  /** The value taken in last, whose event time is still to be told. */
  #newest: T | undefined;

  constructor(o: {
    readonly view: LiveView<T>;
    readonly decoder: Decoder<T>;
    readonly metrics: ViewMetrics;
    readonly now: () => number;
    readonly signal: AbortSignal;
  }) {
    this.#view = o.view;
    this.#decoder = o.decoder;
    this.#metrics = o.metrics;
    this.#now = o.now;
    this.#signal = o.signal;
    this.#topic = o.view.definition.topic.name;
    this.#lag = new ReaderLag(o.metrics, "view", o.now);
  }

  async take(chunk: LogChunk): Promise<void> {
    const labels = { messaging_destination_name: this.#topic };
    const place = { topic: this.#topic, partition: chunk.partition };
    this.#lag.took(place, chunk);
    for (let start = 0; start < chunk.records.length; start += sliceRecords) {
      if (start > 0) await nextTurn();
      await this.#view.definition.archive?.ready();
      const stop = this.#metrics.processDuration.startTimer(labels);
      for (const record of chunk.records.slice(start, start + sliceRecords)) this.#skip(this.#read(record));
      stop();
      this.#tellEventTime();
    }
    const { progress } = this.#view;
    progress.moveTo(chunk.partition, chunk.nextOffset);
    progress.hold(chunk.partition, this.#pending.oldest(chunk.partition));
    this.#metrics.consumed.inc(labels, chunk.records.length);
    if (chunk.missedRecords > 0) this.#metrics.missed.inc(labels, chunk.missedRecords);
    this.#lag.moved(place, chunk, chunk.nextOffset);
  }

  /** Sets the gauges that are a function of now. */
  refresh(): void {
    this.#lag.refresh();
  }

  /** Answers why a record was skipped, in one word, or undefined. */
  #read(record: IncomingRecord): string | undefined {
    if (record.key === null || record.key.length === 0) return "no_key";
    if (record.value === null) return this.#apply(record, null);
    const decoded = this.#decoder.decode(record.value);
    if (decoded.ok === true) return this.#apply(record, decoded.value);
    if (decoded.ok === false) return decoded.reason;
    this.#skip("schema_pending_too_long", this.#pending.add(decoded.schemaId, record));
    this.#await(decoded.schemaId, decoded.resolved);
    return undefined;
  }

  #apply(record: IncomingRecord, value: T | null): string | undefined {
    const key = record.key?.toString() ?? "";
    const { topic, identity } = this.#view.definition;
    if (value !== null && topic.key(value) !== key) return "wrong_key";
    const { partition, offset, timestamp } = record;
    const held = value === null ? key : (identity?.(value) ?? key);
    const refused = this.#view.apply(
      { partition, offset, appendedAt: timestamp, key: held, value },
      this.#now(),
    );
    if (refused === undefined && value !== null) this.#newest = value;
    return refused;
  }

  /** Once for many records: to set a gauge takes a microsecond, a fifth of what a record takes. */
  #tellEventTime(): void {
    if (this.#newest === undefined) return;
    const lag = (this.#now() - this.#view.definition.topic.eventTime(this.#newest)) / 1000;
    this.#metrics.eventTimeLag.set({ messaging_destination_name: this.#topic }, lag);
    this.#newest = undefined;
  }

  #skip(reason: string | undefined, records = 1): void {
    if (reason === undefined || records === 0) return;
    this.#metrics.skipped.inc({ messaging_destination_name: this.#topic, reason }, records);
  }

  /** One waiter per schema: the record it was made for, and all that come after. */
  #await(schemaId: number, resolved: Promise<void>): void {
    if (this.#waiting.has(schemaId)) return;
    this.#waiting.add(schemaId);
    void resolved.then(() => this.#readPending(schemaId));
  }

  #readPending(schemaId: number): void {
    this.#waiting.delete(schemaId);
    if (this.#signal.aborted) return;
    const records = this.#pending.take(schemaId);
    for (const [index, record] of records.entries()) {
      const decoded = this.#decoder.decode(record.value);
      if (decoded.ok === "pending") {
        for (const rest of records.slice(index)) this.#pending.add(schemaId, rest);
        this.#await(schemaId, afterPause(decoded.resolved));
        break;
      }
      this.#skip(decoded.ok ? this.#apply(record, decoded.value) : decoded.reason);
    }
    this.#tellEventTime();
    // All of them: a partition whose records had to make room has none among these.
    const { progress } = this.#view;
    for (const partition of progress.position.keys()) {
      progress.hold(partition, this.#pending.oldest(partition));
    }
  }
}

/** Keeps a schema that never comes from turning into a loop without rest. */
async function afterPause(resolved: Promise<void>): Promise<void> {
  await resolved;
  await delay(pauseMs, undefined, { ref: false });
}
