import type { ServerResponse } from "node:http";
import type { ReplayStatus } from "../replay-status.ts";

export interface StatusStreamOptions {
  readonly mostReaders?: number;
  readonly heartbeatMs?: number;
}

interface Watched {
  readonly status: ReplayStatus;
  watch(listener: () => void): () => void;
}

/** Numbers change with every transaction: readers get them so often, at most; a change of state or pace at once. */
const numbersEveryMs = 250;
/** While it runs, time itself changes what is left. */
const clockEveryMs = 1_000;
const stalledAfterMs = 5_000;
const farewellMs = 300;

const retryFrame = Buffer.from("retry: 2000\n\n");
const heartbeatFrame = Buffer.from(": heartbeat\n\n");

interface Reader {
  /** Monotonic clock when its socket stopped taking anything. */
  stalledSince: number | undefined;
}

/**
 * Tells readers the status as it changes, encoded once for all. A status makes the one before it useless, so a slow reader
 * has nothing waiting for it: it gets the newest when it can take one. No timer runs without readers.
 */
export class StatusStream {
  readonly #watched: Watched;
  readonly #mostReaders: number;
  readonly #heartbeatMs: number;
  readonly #readers = new Map<ServerResponse, Reader>();
  #unwatch: (() => void) | undefined;
  #tick: NodeJS.Timeout | undefined;
  #isClosed = false;
  #toldAt = 0;
  #toldHead = "";
  #hasNews = false;
  #heardAt = 0;

  constructor(watched: Watched, { mostReaders = 1_000, heartbeatMs = 15_000 }: StatusStreamOptions = {}) {
    this.#watched = watched;
    this.#mostReaders = mostReaders;
    this.#heartbeatMs = heartbeatMs;
  }

  /** True when no further reader is taken in. */
  get isFull(): boolean {
    return this.#isClosed || this.#readers.size >= this.#mostReaders;
  }

  /** Takes over a response whose head has been written. */
  add(response: ServerResponse): void {
    if (response.destroyed) return; // gone before it came; its close has been told already
    this.#readers.set(response, { stalledSince: undefined });
    response.once("close", () => this.#forget(response));
    response.on("drain", () => {
      const reader = this.#readers.get(response);
      if (reader === undefined || reader.stalledSince === undefined) return;
      reader.stalledSince = undefined;
      response.write(frameOf(this.#watched.status));
    });
    response.write(Buffer.concat([retryFrame, frameOf(this.#watched.status)]));
    if (this.#readers.size === 1) this.#begin();
  }

  /** Tells every reader to come back, and ends all streams. */
  async close(): Promise<void> {
    this.#isClosed = true;
    this.#rest();
    const { clock } = this.#watched.status;
    const frame = Buffer.from(`event: reconnect\ndata: ${JSON.stringify({ clock })}\n\n`);
    const responses = [...this.#readers.keys()];
    const gone = responses.map((response) => new Promise<void>((resolve) => response.once("close", resolve)));
    for (const response of responses) response.end(frame);
    let timer: NodeJS.Timeout | undefined;
    const patience = new Promise<void>((resolve) => {
      timer = setTimeout(resolve, farewellMs);
    });
    await Promise.race([Promise.all(gone), patience]);
    clearTimeout(timer);
    for (const response of this.#readers.keys()) response.destroy();
  }

  #begin(): void {
    const now = performance.now();
    this.#toldAt = now;
    this.#heardAt = now;
    this.#toldHead = headOf(this.#watched.status);
    this.#unwatch = this.#watched.watch(() => this.#onChange());
    this.#tick = setInterval(() => this.#onTick(), numbersEveryMs).unref();
  }

  #rest(): void {
    this.#unwatch?.();
    clearInterval(this.#tick);
  }

  #forget(response: ServerResponse): void {
    this.#readers.delete(response);
    if (this.#readers.size === 0) this.#rest();
  }

  #onChange(): void {
    const status = this.#watched.status;
    if (headOf(status) !== this.#toldHead) this.#tell(status, performance.now());
    else this.#hasNews = true;
  }

  #onTick(): void {
    const now = performance.now();
    for (const [response, { stalledSince }] of this.#readers) {
      if (stalledSince !== undefined && now - stalledSince > stalledAfterMs) response.destroy();
    }
    const status = this.#watched.status;
    const isDue = status.state === "running" && now - this.#toldAt >= clockEveryMs;
    if (this.#hasNews || isDue || headOf(status) !== this.#toldHead) this.#tell(status, now);
    else if (now - this.#heardAt >= this.#heartbeatMs) this.#write(heartbeatFrame, now);
  }

  #tell(status: ReplayStatus, now: number): void {
    this.#toldAt = now;
    this.#toldHead = headOf(status);
    this.#hasNews = false;
    this.#write(frameOf(status), now);
  }

  #write(frame: Buffer, now: number): void {
    this.#heardAt = now;
    for (const [response, reader] of this.#readers) {
      if (reader.stalledSince !== undefined) continue;
      if (!response.write(frame)) reader.stalledSince = now;
    }
  }
}

/** What is told at once when it changes. */
function headOf({ state, detail, replay, pace }: ReplayStatus): string {
  return JSON.stringify([state, detail, replay, pace]);
}

function frameOf(status: ReplayStatus): Buffer {
  return Buffer.from(`event: status\ndata: ${JSON.stringify(status)}\n\n`);
}
