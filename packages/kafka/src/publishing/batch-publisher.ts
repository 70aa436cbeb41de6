import { backoffMs, pause } from "../backoff.ts";
import type { OutgoingRecord, Publisher, PublisherOptions } from "../broker.ts";
import { BrokerError, codeOf, toBrokerError } from "../broker-error.ts";
import type { ConnectionHealth } from "../connection-health.ts";
import { failureFields } from "../failure-fields.ts";
import type { KafkaLog } from "../kafka-log.ts";
import { ConditionWaiters } from "./condition-waiters.ts";
import { type Held, RecordBuffer, recordBytes, refusalOf } from "./record-buffer.ts";
import { SendFailure, type SendSession } from "./send-session.ts";

export interface BatchPublisherDependencies {
  /** A new connection with a new producer id. */
  readonly openSession: () => Promise<SendSession>;
  readonly health: ConnectionHealth;
  readonly log: KafkaLog;
  readonly random: () => number;
  /** Called once it has closed or was abandoned: whoever keeps it may forget it. */
  readonly onClosed?: () => void;
}

/** Gathers records into batches and sends them one after the other, through all weather. */
export class BatchPublisher implements Publisher {
  readonly status: ConnectionHealth;
  readonly #options: Required<PublisherOptions>;
  readonly #dependencies: BatchPublisherDependencies;
  readonly #buffer: RecordBuffer;
  readonly #closing = new AbortController();
  #session: SendSession | undefined;
  #sending = false;
  #lingering: NodeJS.Timeout | undefined;
  #taken = 0;
  readonly #waiters = new ConditionWaiters();

  constructor(options: PublisherOptions, dependencies: BatchPublisherDependencies, session?: SendSession) {
    this.#options = {
      lingerMs: 10,
      maxBatchBytes: 900_000,
      maxBufferedBytes: 32 * 1_024 * 1_024,
      ...options,
    };
    this.#dependencies = dependencies;
    this.#buffer = new RecordBuffer(this.#options.maxBatchBytes);
    this.#session = session;
    this.status = dependencies.health;
  }

  publish(record: OutgoingRecord): Promise<"acknowledged" | "dropped"> {
    const bytes = recordBytes(record);
    if (this.#closing.signal.aborted)
      return Promise.reject(new BrokerError("closed", "the publisher is closed"));
    const refusal = refusalOf(record, bytes, this.#options.maxBufferedBytes, `of ${this.#options.topic}`);
    if (refusal !== undefined) return Promise.reject(refusal);
    const { promise, resolve, reject } = Promise.withResolvers<"acknowledged" | "dropped">();
    if (this.#options.whenFull === "drop-oldest") this.#makeRoom(bytes);
    this.#buffer.add({ record, bytes, sequence: ++this.#taken, resolve, reject });
    this.#wake();
    return promise;
  }

  ready(): Promise<void> {
    if (this.#options.whenFull === "drop-oldest") return Promise.resolve();
    return this.#waiters.when(() => this.#buffer.heldBytes < this.#options.maxBufferedBytes);
  }

  flush(): Promise<void> {
    const last = this.#taken;
    this.#start();
    return this.#waiters.when(() => this.#buffer.oldestSequence > last);
  }

  /** Flushes, so it waits as long as the weather lasts; `abandon` does not. */
  async close(): Promise<void> {
    await this.flush();
    await this.abandon();
  }

  /** Rejects what is still held, as `closed`, and disconnects. */
  async abandon(): Promise<void> {
    this.#closing.abort();
    clearTimeout(this.#lingering);
    const closed = new BrokerError("closed", "the publisher was closed before the broker had the record");
    for (let held = this.#buffer.dropOldest(); held !== undefined; held = this.#buffer.dropOldest())
      held.reject(closed);
    await this.#discardSession();
    this.#waiters.check();
    this.#dependencies.onClosed?.();
  }

  #makeRoom(bytes: number): void {
    while (this.#buffer.heldBytes + bytes > this.#options.maxBufferedBytes) {
      const oldest = this.#buffer.dropOldest();
      if (oldest === undefined) return;
      oldest.resolve("dropped");
    }
    this.#waiters.check();
  }

  #wake(): void {
    if (this.#sending) return;
    if (this.#buffer.waitingBytes >= this.#options.maxBatchBytes) this.#start();
    else this.#lingering ??= setTimeout(() => this.#start(), this.#options.lingerMs);
  }

  #start(): void {
    clearTimeout(this.#lingering);
    this.#lingering = undefined;
    if (this.#sending || this.#buffer.waitingRecords === 0) return;
    this.#sending = true;
    void this.#drain().finally(() => {
      this.#sending = false;
      if (this.#buffer.waitingRecords > 0) this.#start();
    });
  }

  /** While one batch is in flight the next one gathers: it goes at once, its company is already there. */
  async #drain(): Promise<void> {
    while (!this.#closing.signal.aborted) {
      const batch = this.#buffer.takeBatch();
      if (batch.length === 0) return;
      await this.#deliver(batch);
    }
  }

  /** Ends when the fate of every record is known: acknowledged, refused, or left behind by `abandon`. */
  async #deliver(batch: readonly Held[]): Promise<void> {
    const groups: (readonly Held[])[] = [batch];
    let interrupted = false;
    for (let group = groups.shift(), attempt = 1; group !== undefined; group = groups.shift(), attempt++) {
      const { unsent, error } = await this.#send(group);
      const left = new Set(unsent);
      this.#settle(
        group.filter((held) => !left.has(held)),
        (held) => held.resolve("acknowledged"),
      );
      if (unsent.length === 0) {
        if (interrupted) this.#dependencies.log.info({ topic: this.#options.topic }, "publishing again");
        interrupted = false;
        attempt = 0;
        continue;
      }
      await this.#discardSession();
      const code = this.#closing.signal.aborted ? "closed" : codeOf(error);
      const refusedForItself = code === "too_large" || code === "invalid_record";
      if (refusedForItself && unsent.length > 1) {
        const middle = unsent.length >> 1;
        groups.unshift(unsent.slice(0, middle), unsent.slice(middle));
      } else if (refusedForItself || code === "not_authorized" || code === "closed") {
        const refusal = code === "closed" ? new BrokerError(code, "the publisher was closed", error) : error;
        const reason = toBrokerError(refusal, `publish to ${this.#options.topic}`);
        this.#settle(unsent, (held) => held.reject(reason));
      } else {
        groups.unshift(unsent);
        interrupted = true;
        const told = { topic: this.#options.topic, attempt, ...failureFields(error) };
        this.#dependencies.log.warn(told, "publishing interrupted, trying again");
        await pause(backoffMs(attempt, this.#dependencies.random), this.#closing.signal);
      }
    }
  }

  async #send(group: readonly Held[]): Promise<{ unsent: readonly Held[]; error?: unknown }> {
    try {
      this.status.attempted();
      const session = this.#session ?? (await this.#openSession());
      await session.send(group.map((held) => held.record));
      this.status.succeeded();
      return { unsent: [] };
    } catch (error) {
      this.status.failed(error);
      if (!(error instanceof SendFailure)) return { unsent: group, error };
      return { unsent: error.unsent.map((index) => group[index] as Held), error: error.cause };
    }
  }

  async #openSession(): Promise<SendSession> {
    const session = await this.#dependencies.openSession();
    this.#session = session;
    // Who has let go meanwhile must not write any more.
    if (!this.#closing.signal.aborted) return session;
    await this.#discardSession();
    throw new BrokerError("closed", "the publisher was closed while it connected");
  }

  #settle(settled: readonly Held[], tell: (held: Held) => void): void {
    for (const held of settled) {
      this.#buffer.settle(held);
      tell(held);
    }
    if (settled.length > 0) this.#waiters.check();
  }

  async #discardSession(): Promise<void> {
    const session = this.#session;
    this.#session = undefined;
    await session?.close().catch(() => undefined);
  }
}
