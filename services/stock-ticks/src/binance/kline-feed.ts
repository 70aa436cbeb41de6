import { type BackOffRange, backOffMs } from "@tributary/runtime";
import type { Clock } from "../network/clock.ts";
import type { Kline } from "./kline.ts";
import { type ConnectionSettings, KlineConnection } from "./kline-connection.ts";
import type { KlineInbox } from "./kline-inbox.ts";

/** Binance takes 1,024 streams a connection. */
const mostStreams = 1024;
/** Binance takes 300 connections in 5 minutes from an address. */
const reconnect: BackOffRange = { firstMs: 1000, longestMs: 60_000 };
/** A connection that lived for so long was a good one: its end is the first failure again. */
const soundMs = 60_000;

export interface KlineFeedOptions extends ConnectionSettings {
  readonly interval: "1m" | "1d";
  /** Age at which a connection is replaced. */
  readonly renewMs: number;
  readonly clock: Clock;
}

/**
 * The klines of many symbols over one connection that is kept up: opened anew with back-off when it breaks, and replaced
 * by a second one while it still runs when its day is nearly over or Binance says that it goes. Both are read meanwhile:
 * who splices them leaves out what comes twice.
 */
export class KlineFeed {
  readonly #options: KlineFeedOptions;
  readonly #inboxes = new Map<string, Set<KlineInbox>>();
  #current: KlineConnection | undefined;
  /** Is to replace the current one. */
  #next: KlineConnection | undefined;
  #renewal: NodeJS.Timeout | undefined;
  /** Aborts the pause before the next try. */
  #pausing = new AbortController();
  #failures = 0;

  constructor(options: KlineFeedOptions) {
    this.#options = options;
  }

  /** @returns how to leave. @throws Error when the connection can take no more streams */
  join(symbol: string, inbox: KlineInbox): () => void {
    const stream = `${symbol.toLowerCase()}@kline_${this.#options.interval}`;
    const others = this.#inboxes.get(stream);
    if (others === undefined && this.#inboxes.size >= mostStreams) {
      throw new Error(`Binance takes no more than ${mostStreams} symbols a connection`);
    }
    if (others !== undefined) others.add(inbox);
    else this.#inboxes.set(stream, new Set([inbox]));
    if (this.#inboxes.size === 1 && this.#current === undefined) this.#open();
    else for (const connection of [this.#current, this.#next]) connection?.add(stream);
    let isLeft = false;
    return () => {
      if (!isLeft) this.#leave(stream, inbox);
      isLeft = true;
    };
  }

  #leave(stream: string, inbox: KlineInbox): void {
    const inboxes = this.#inboxes.get(stream);
    inboxes?.delete(inbox);
    if (inboxes === undefined || inboxes.size > 0) return;
    this.#inboxes.delete(stream);
    if (this.#inboxes.size > 0) {
      for (const connection of [this.#current, this.#next]) connection?.remove(stream);
      return;
    }
    clearTimeout(this.#renewal);
    this.#pausing.abort();
    this.#current?.close();
    this.#next?.close();
    this.#current = undefined;
    this.#next = undefined;
  }

  #open(): void {
    this.#current = this.#connect(() => this.#tellAll({ kind: "joined" }));
    this.#planRenewal();
  }

  #connect(onReady: () => void): KlineConnection {
    const openedAt = this.#options.clock.elapsed();
    const connection: KlineConnection = new KlineConnection(this.#options, this.#inboxes.keys(), {
      onKline: (stream, kline) => this.#deliver(stream, kline),
      onReady,
      onLeaving: () => this.#renew(),
      onEnd: (reason) => this.#ended(connection, reason, this.#options.clock.elapsed() - openedAt),
    });
    return connection;
  }

  #renew(): void {
    if (this.#next !== undefined) return;
    clearTimeout(this.#renewal);
    this.#next = this.#connect(() => {
      if (this.#next === undefined) return; // a stream that was added later is confirmed
      this.#current?.close();
      this.#current = this.#next;
      this.#next = undefined;
      this.#planRenewal();
      this.#tellAll({ kind: "joined" });
    });
  }

  #planRenewal(): void {
    clearTimeout(this.#renewal);
    this.#renewal = setTimeout(() => this.#renew(), this.#options.renewMs);
  }

  #ended(connection: KlineConnection, reason: string, livedMs: number): void {
    if (connection === this.#next) this.#next = undefined;
    else if (connection === this.#current) this.#current = undefined;
    this.#failures = livedMs >= soundMs ? 1 : this.#failures + 1;
    const waitMs = backOffMs(this.#failures, reconnect, this.#options.clock.random());
    if (this.#current === undefined && this.#next === undefined) {
      this.#tellAll({ kind: "lost", reason: `${reason}, next try in ${Math.ceil(waitMs / 1000)} s` });
      clearTimeout(this.#renewal);
      void this.#after(waitMs, () => this.#open());
    } else if (this.#current === undefined) {
      this.#tellAll({ kind: "lost", reason: `${reason}, the next is being opened` });
    } else {
      void this.#after(waitMs, () => this.#renew());
    }
  }

  async #after(waitMs: number, work: () => void): Promise<void> {
    this.#pausing.abort();
    this.#pausing = new AbortController();
    const { signal } = this.#pausing;
    await this.#options.clock.pause(waitMs, signal);
    if (!signal.aborted) work();
  }

  #deliver(stream: string, kline: Kline): void {
    for (const inbox of this.#inboxes.get(stream) ?? []) inbox.put({ kind: "kline", kline });
  }

  #tellAll(event: Parameters<KlineInbox["put"]>[0]): void {
    for (const inboxes of this.#inboxes.values()) for (const inbox of inboxes) inbox.put(event);
  }
}
