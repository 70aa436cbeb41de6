import { setImmediate as nextTurn } from "node:timers/promises";
import { BrokerError, type OutgoingRecord, type Publisher, type PublisherOptions } from "@tributary/kafka";
import type { Bell } from "./bell.ts";
import { recordBytes } from "./memory-log.ts";
import type { Wire } from "./wire.ts";

export interface MemoryPublisherDependencies {
  readonly wire: Wire;
  readonly bell: Bell;
  /** Appends a batch; answers for each record why the broker refuses it, or undefined. */
  readonly append: (records: readonly OutgoingRecord[]) => readonly (BrokerError | undefined)[];
}

interface Held {
  readonly record: OutgoingRecord;
  readonly bytes: number;
  readonly fate: PromiseWithResolvers<"acknowledged" | "dropped">;
}

/** Little for those who wait, so that a source that never waits by itself has to wait for the publisher. */
const defaultBufferedBytes = { wait: 256 * 1_024, "drop-oldest": 32 * 1_024 * 1_024 };

/** Sends what it was given in one turn of the event loop as one batch in the next; `lingerMs` means nothing here. */
export class MemoryPublisher implements Publisher {
  readonly #whenFull: PublisherOptions["whenFull"];
  /** As the caller has set it: a record larger than that is refused. */
  readonly #limit: number | undefined;
  readonly #dependencies: MemoryPublisherDependencies;
  readonly #closing = new AbortController();
  #held: Held[] = [];
  #heldBytes = 0;
  #isSending = false;

  constructor(options: PublisherOptions, dependencies: MemoryPublisherDependencies) {
    this.#whenFull = options.whenFull;
    this.#limit = options.maxBufferedBytes;
    this.#dependencies = dependencies;
  }

  get #maxBufferedBytes(): number {
    return this.#limit ?? defaultBufferedBytes[this.#whenFull];
  }

  get status() {
    return this.#dependencies.wire.status;
  }

  publish(record: OutgoingRecord): Promise<"acknowledged" | "dropped"> {
    const bytes = recordBytes(record);
    if (this.#closing.signal.aborted)
      return Promise.reject(new BrokerError("closed", "the publisher is closed"));
    if (this.#limit !== undefined && bytes > this.#limit)
      return Promise.reject(new BrokerError("too_large", `a record of ${bytes} bytes exceeds the buffer`));
    if (this.#whenFull === "drop-oldest") this.#makeRoom(bytes);
    const held: Held = { record, bytes, fate: Promise.withResolvers() };
    this.#held.push(held);
    this.#heldBytes += bytes;
    void this.#send();
    return held.fate.promise;
  }

  async ready(): Promise<void> {
    if (this.#whenFull === "wait") await this.#until(() => this.#heldBytes < this.#maxBufferedBytes);
  }

  async flush(): Promise<void> {
    const last = this.#held.at(-1);
    await this.#until(() => last === undefined || !this.#held.includes(last));
  }

  async abandon(): Promise<void> {
    this.#closing.abort();
    const closed = new BrokerError("closed", "the publisher was closed before the broker had the record");
    this.#settle(this.#held, ({ fate }) => fate.reject(closed));
  }

  async close(): Promise<void> {
    if (!this.#dependencies.wire.isDead) await this.flush();
    await this.abandon();
  }

  async #send(): Promise<void> {
    if (this.#isSending) return;
    this.#isSending = true;
    // The turn gives a source that never waits a chance to be stopped.
    while (this.#held.length > 0 && !this.#closing.signal.aborted) {
      await nextTurn();
      await this.#dependencies.wire.fair(this.#closing.signal);
      if (this.#closing.signal.aborted) break;
      const batch = this.#held;
      const refusals = this.#dependencies.append(batch.map(({ record }) => record));
      const refusalOf = new Map(batch.map((held, index) => [held, refusals[index]]));
      this.#settle(batch, (held) => {
        const refusal = refusalOf.get(held);
        if (refusal === undefined) held.fate.resolve("acknowledged");
        else held.fate.reject(refusal);
      });
    }
    this.#isSending = false;
  }

  #makeRoom(bytes: number): void {
    let index = 0;
    for (
      let left = this.#heldBytes;
      index < this.#held.length && left + bytes > this.#maxBufferedBytes;
      index++
    )
      left -= this.#held[index]?.bytes ?? 0;
    this.#settle(this.#held.slice(0, index), ({ fate }) => fate.resolve("dropped"));
  }

  #settle(settled: readonly Held[], tell: (held: Held) => void): void {
    if (settled.length === 0) return;
    this.#held = this.#held.slice(settled.length);
    for (const held of settled) {
      this.#heldBytes -= held.bytes;
      tell(held);
    }
    this.#dependencies.bell.ring();
  }

  async #until(holds: () => boolean): Promise<void> {
    for (;;) {
      const { rung } = this.#dependencies.bell;
      if (holds()) return;
      await rung;
    }
  }
}
