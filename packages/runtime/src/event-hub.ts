import type { ServerResponse } from "node:http";
import { setTimeout as delay, setImmediate as nextTurn } from "node:timers/promises";
import type { Logger } from "pino";
import { EventDelivery } from "./event-delivery.ts";
import { heartbeatFrame, reconnectFrame } from "./event-frame.ts";
import { createEventHubMetrics, type EventHubMetrics } from "./event-hub-metrics.ts";
import { EventReader } from "./event-reader.ts";
import { EventTick } from "./event-tick.ts";
import type { LiveView } from "./live-view.ts";
import type { DomainMetrics } from "./metrics.ts";
import { PositionHistory } from "./position-history.ts";
import { RowEncoder } from "./row-encoder.ts";
import type { ChangeCollector } from "./view-changes.ts";

export interface EventHubOptions<T> {
  readonly view: LiveView<T>;
  readonly metrics: DomainMetrics;
  readonly log: Logger;
  /** Wall clock, milliseconds since the epoch. */
  readonly now: () => number;
  /** Milliseconds that only go forward. */
  readonly monotonic?: () => number;
  /** Time between two looks at the view. Default 1,000. */
  readonly tickMs?: number;
  /** Default 15,000: proxies give up on streams silent for 30 s or 60 s. */
  readonly heartbeatMs?: number;
  /** A reader whose socket takes nothing for so long is cut. Default 5,000. */
  readonly stalledAfterMs?: number;
  /** A reader with more bytes than this to catch up with is cut. Default 16 MiB. */
  readonly mostQueuedBytes?: number;
  /** Default 5,000. */
  readonly mostReaders?: number;
}

/** Other work of the process gets its turn at least so often during a fan-out. */
const sliceMs = 10;
/** What a reader gets to take the last words of a hub that closes. */
const farewellMs = 300;

/** Tells readers of a view what changes in it, one look a tick, each channel encoded once for all its readers. */
export class EventHub<T> {
  readonly #view: LiveView<T>;
  readonly #log: Logger;
  readonly #now: () => number;
  readonly #monotonic: () => number;
  readonly #limits: { tickMs: number; heartbeatMs: number; stalledAfterMs: number; mostReaders: number };
  readonly #metrics: EventHubMetrics;
  readonly #collector: ChangeCollector<T>;
  readonly #encoder: RowEncoder<T>;
  readonly #history = new PositionHistory();
  readonly #delivery: EventDelivery<T>;
  readonly #readers = new Set<EventReader>();
  readonly #closing = new AbortController();
  #last: EventTick<T> | undefined;

  constructor(options: EventHubOptions<T>) {
    const { view, now, log } = options;
    this.#view = view;
    this.#log = log;
    this.#now = now;
    this.#monotonic = options.monotonic ?? (() => performance.now());
    this.#limits = {
      tickMs: options.tickMs ?? 1_000,
      heartbeatMs: options.heartbeatMs ?? 15_000,
      stalledAfterMs: options.stalledAfterMs ?? 5_000,
      mostReaders: options.mostReaders ?? 5_000,
    };
    const metrics = createEventHubMetrics(options.metrics, view.definition.topic.name);
    this.#metrics = metrics;
    this.#collector = view.collect();
    this.#encoder = new RowEncoder(view.definition.columns);
    const mostQueuedBytes = options.mostQueuedBytes ?? 16 * 1024 * 1024;
    this.#delivery = new EventDelivery({ view, history: this.#history, metrics, now, mostQueuedBytes });
  }

  get readers(): number {
    return this.#readers.size;
  }

  /** True when no further reader is taken in: as many as allowed are here, or the hub is closing. */
  get isFull(): boolean {
    return this.#closing.signal.aborted || this.#readers.size >= this.#limits.mostReaders;
  }

  /** Counts a reader that was turned away. */
  refuse(): void {
    this.#metrics.refused.inc();
  }

  /** Takes over a response whose head has been written. */
  add(response: ServerResponse, channels: readonly string[], lastEventId: string | undefined): void {
    if (response.destroyed) return; // gone before it came; its close has been told already
    const reader = new EventReader({ response, channels, lastEventId, monotonic: this.#monotonic });
    this.#readers.add(reader);
    this.#metrics.readers.set(this.#readers.size);
    reader.onClose(() => {
      this.#readers.delete(reader);
      this.#metrics.readers.set(this.#readers.size);
    });
    if (this.#last !== undefined) this.#delivery.greet(reader, this.#last);
  }

  /** Ticks until `close`. */
  async run(): Promise<void> {
    const { signal } = this.#closing;
    let heartbeatAt = this.#monotonic();
    while (!signal.aborted) {
      const startedAt = this.#monotonic();
      await this.tick();
      if (startedAt - heartbeatAt >= this.#limits.heartbeatMs) {
        heartbeatAt = startedAt;
        await this.heartbeat();
      }
      const rest = Math.max(0, this.#limits.tickMs - (this.#monotonic() - startedAt));
      await delay(rest, undefined, { signal }).catch(() => {}); // only the closing ends it early
    }
  }

  /** One look at the view, told to every reader that can take it; readers that have stopped reading are cut. */
  async tick(): Promise<void> {
    if (!this.#view.isRestored) {
      // Nobody has been told anything yet; the first tick tells everything.
      this.#collector.drop();
      return;
    }
    const stop = this.#metrics.fanOut.startTimer();
    const tick = new EventTick({
      previous: this.#last,
      clock: this.#now(),
      view: this.#view,
      changes: this.#collector.take(),
      encoder: this.#encoder,
      onEncoded: () => this.#metrics.encoded.inc(),
    });
    this.#history.add(tick.position, this.#view.appendedUntil, tick.clock);
    this.#last = tick;
    await this.#each((reader) => {
      if (reader.stalledMs > this.#limits.stalledAfterMs) this.#cut(reader);
      else this.#delivery.deliver(reader, tick);
    });
    stop();
  }

  async heartbeat(): Promise<void> {
    await this.#each((reader) => {
      if (reader.isIdle && !reader.isClosed) reader.send([heartbeatFrame]);
    });
  }

  /** Tells every reader to come back to another replica, and ends all streams. */
  async close(): Promise<void> {
    this.#closing.abort();
    this.#view.unwatch(this.#collector);
    const frame = reconnectFrame(this.#now());
    const readers = [...this.#readers];
    const gone = readers.map((reader) => new Promise<void>((resolve) => reader.onClose(resolve)));
    for (const reader of readers) reader.end(frame);
    await Promise.race([Promise.all(gone), delay(farewellMs, undefined, { ref: false })]);
    for (const reader of this.#readers) reader.cut();
  }

  #cut(reader: EventReader): void {
    this.#log.info(
      { stalledMs: Math.round(reader.stalledMs), queuedBytes: reader.queuedBytes },
      "reader cut",
    );
    this.#metrics.cut.inc({ reason: "stalled" });
    reader.cut();
  }

  /** Visits all readers in slices, so that no fan-out holds up the rest of the process. */
  async #each(visit: (reader: EventReader) => void): Promise<void> {
    let sliceStart = this.#monotonic();
    for (const reader of [...this.#readers]) {
      if (this.#closing.signal.aborted) return;
      visit(reader);
      if (this.#monotonic() - sliceStart < sliceMs) continue;
      await nextTurn();
      sliceStart = this.#monotonic();
    }
  }
}
