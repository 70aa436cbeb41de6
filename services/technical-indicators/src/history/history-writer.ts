import { setTimeout as delay } from "node:timers/promises";
import type { MarketIndicator } from "@tributary/contracts";
import type { LogPlace, ViewEntry } from "@tributary/runtime";
import type { HistoryBatch } from "./history-request.ts";
import type { Names } from "./names.ts";
import { type PackedBars, packBars } from "./packed-bars.ts";

export interface HistoryWriterOptions {
  readonly write: (batch: HistoryBatch, transfer: ArrayBuffer[]) => Promise<void>;
  readonly names: Names;
  /** How far the log is read: all that was told before it was asked for is up to there at least. */
  readonly progress: LogPlace;
  /** Told once an outage begins, and once it is over. */
  readonly onFailure: (error: unknown) => void;
  readonly onRecovery: () => void;
  /** Whether no further try can mend it. */
  readonly isFinal: (error: unknown) => boolean;
  readonly limits?: Partial<typeof usualLimits>;
}

const usualLimits = {
  /** Changes wait so long for company; of those to one bar only the newest is written. */
  lingerMs: 100,
  /** A transaction takes the thread some 10 ms, and packing it 2 ms here. */
  mostInBatch: 2_000,
  /** With so many waiting, whoever reads the log waits, too; unless the file fails, which must not hold up what is live. */
  mostWaiting: 20_000,
  /** What a file that fails may cost in memory: about 200 MB. Beyond it nothing more is kept in this life. */
  mostInOutage: 200_000,
  firstPauseMs: 1_000,
  longestPauseMs: 30_000,
};

/** Undefined: the bar is removed. */
type Change = ViewEntry<MarketIndicator> | undefined;

/** Writes changes in batches, in the order of the log as far as a reader of the file can tell. */
export class HistoryWriter {
  readonly #o: HistoryWriterOptions;
  readonly #limits: typeof usualLimits;
  #waiting = new Map<string, Change>();
  #settling: PromiseWithResolvers<void>[] = [];
  /** Those who wait for what is being written. */
  #settlingNow: PromiseWithResolvers<void>[] = [];
  #swapped = Promise.withResolvers<void>();
  #hurry = new AbortController();
  readonly #closing = new AbortController();
  #running: Promise<void> | undefined;
  #failure: unknown;
  #isLost = false;

  constructor(options: HistoryWriterOptions) {
    this.#o = options;
    this.#limits = { ...usualLimits, ...options.limits };
  }

  /** Why changes cannot be written at present; undefined while they can. */
  get failure(): unknown {
    return this.#failure;
  }

  /** Whether the file lacks something that is on its way there. */
  get isBehind(): boolean {
    return this.#running !== undefined && this.#failure === undefined;
  }

  put(key: string, change: Change): void {
    if (this.#isLost || this.#closing.signal.aborted) return;
    this.#waiting.set(key, change);
    if (this.#failure !== undefined && this.#waiting.size > this.#limits.mostInOutage)
      this.#lose(this.#failure);
    else this.#running ??= this.#run();
  }

  /** Resolves when there is room for more. */
  async ready(): Promise<void> {
    while (this.#waiting.size >= this.#limits.mostWaiting && this.#failure === undefined)
      await this.#swapped.promise;
  }

  /** Resolves when all that was put so far is in the file; rejects when it cannot be written. */
  async settled(): Promise<void> {
    if (this.#failure !== undefined) throw this.#failure;
    if (this.#running === undefined) return;
    const settling = Promise.withResolvers<void>();
    this.#settling.push(settling);
    this.#hurry.abort();
    await settling.promise;
  }

  /** Writes what is left, and how far it reaches; gives up at once while the file fails. */
  async close(): Promise<void> {
    this.#closing.abort();
    this.#hurry.abort();
    await this.#running;
    if (this.#failure === undefined) await this.#write([], [...this.#o.progress.position]);
  }

  async #run(): Promise<void> {
    await delay(this.#limits.lingerMs, undefined, { signal: this.#hurry.signal }).catch(() => {});
    while (!this.#isLost && (this.#waiting.size > 0 || this.#settling.length > 0)) {
      const [changes, position] = [[...this.#waiting], [...this.#o.progress.position]];
      this.#waiting = new Map();
      [this.#settlingNow, this.#settling] = [this.#settling, []];
      this.#hurry = new AbortController();
      this.#makeRoom();
      await this.#writeAll(changes, position);
      for (const { resolve } of this.#settlingNow.splice(0)) resolve();
    }
    this.#running = undefined;
  }

  async #writeAll(
    changes: readonly (readonly [string, Change])[],
    position: readonly number[],
  ): Promise<void> {
    const { mostInBatch } = this.#limits;
    for (let from = 0; from < changes.length; from += mostInBatch) {
      const isLast = from + mostInBatch >= changes.length;
      const batch = changes.slice(from, from + mostInBatch);
      // What is missing in the file must never come to lie before the place that it tells.
      if (!(await this.#write(batch, isLast ? position : undefined))) return this.#lose(this.#failure);
    }
  }

  /** Tries until it is written; answers false when there is no more sense in trying. */
  async #write(
    changes: readonly (readonly [string, Change])[],
    position: HistoryBatch["position"],
  ): Promise<boolean> {
    let pauseMs = this.#limits.firstPauseMs;
    while (!this.#isLost) {
      try {
        await this.#o.write(...this.#packed(changes, position));
        if (this.#isLost) return false;
        if (this.#failure !== undefined) this.#o.onRecovery();
        this.#failure = undefined;
        return true;
      } catch (error) {
        if (this.#failure === undefined) this.#o.onFailure(error);
        this.#fail(error);
        if (this.#o.isFinal(error)) this.#lose(error);
      }
      if (this.#closing.signal.aborted) return false;
      await delay(pauseMs, undefined, { signal: this.#closing.signal }).catch(() => {});
      pauseMs = Math.min(2 * pauseMs, this.#limits.longestPauseMs);
    }
    return false;
  }

  #packed(
    changes: readonly (readonly [string, Change])[],
    position: HistoryBatch["position"],
  ): [HistoryBatch, ArrayBuffer[]] {
    const { names } = this.#o;
    const entries = changes.flatMap(([, change]) => (change === undefined ? [] : [change]));
    const removed = changes.filter(([, change]) => change === undefined).map(([key]) => placeOf(key, names));
    const bars: PackedBars = packBars(entries, names);
    return [{ names: names.fresh, bars, removed, position }, [bars.buffer]];
  }

  /** Nobody waits for a file that fails. */
  #fail(error: unknown): void {
    this.#failure = error;
    this.#makeRoom();
    const settling = [...this.#settlingNow.splice(0), ...this.#settling.splice(0)];
    for (const { reject } of settling) reject(error);
  }

  #makeRoom(): void {
    this.#swapped.resolve();
    this.#swapped = Promise.withResolvers();
  }

  #lose(error: unknown): void {
    this.#isLost = true;
    this.#fail(error);
    this.#waiting.clear();
  }
}

/** Of a key `AAPL|1d|1577941200000`. */
function placeOf(key: string, names: Names) {
  const [symbol = "", interval = "", openTime] = key.split("|");
  return { series: names.idOf(symbol, interval), openTime: Number(openTime) };
}
