import { ConfigError } from "@tributary/config";
import type { MarketIndicator } from "@tributary/contracts";
import type { LogPlace, ViewArchive, ViewEntry, ViewRecord } from "@tributary/runtime";
import type { BarRange, Extent } from "./bar-range.ts";
import type { HistoryBatch, HistoryContent, SeriesExtent } from "./history-request.ts";
import { HistoryError, HistoryThread, HistoryUnavailable } from "./history-thread.ts";
import { HistoryWriter } from "./history-writer.ts";
import { Names } from "./names.ts";
import { unpackBars } from "./packed-bars.ts";

type Log = Parameters<ViewArchive<MarketIndicator>["open"]>[0];

export interface BarHistoryOptions {
  /** Path of the SQLite file. */
  readonly file: string;
  /** How many bars of each symbol and interval a view begins with. */
  readonly windowBars: number;
}

const restoredAtOnce = 1_000;

/** Every bar there ever was, in a file of this replica's own; nothing is opened before `open`. */
export class BarHistory implements ViewArchive<MarketIndicator> {
  readonly #options: BarHistoryOptions;
  readonly #names = new Names();
  readonly #extents = new Map<number, SeriesExtent>();
  #opening: Promise<LogPlace | undefined> | undefined;
  #thread: HistoryThread | undefined;
  #writer: HistoryWriter | undefined;
  #log: Log | undefined;
  /** Where what the file holds ends; of the time it was opened. */
  #place: LogPlace | undefined;

  constructor(options: BarHistoryOptions) {
    this.#options = options;
  }

  open(log: Log): Promise<LogPlace | undefined> {
    this.#opening ??= this.#open(log);
    return this.#opening;
  }

  async restore(take: (records: readonly ViewRecord<MarketIndicator>[]) => void): Promise<boolean> {
    try {
      for (const { series } of this.#extents.values()) await this.#restore(series, take);
      return true;
    } catch (error) {
      if (!(error instanceof HistoryError)) throw error;
      await this.#setAside(error.message);
      return false;
    }
  }

  async begin(progress: LogPlace): Promise<void> {
    if (this.#place?.epoch !== progress.epoch) {
      await this.#asked.ask("begin", { epoch: progress.epoch });
      this.#names.begin([]);
      this.#extents.clear();
    }
    this.#writer = new HistoryWriter({
      names: this.#names,
      progress,
      write: (batch, transfer) => this.#write(batch, transfer),
      onFailure: (error) =>
        this.#log?.error({ err: error, file: this.#options.file }, "bars are not kept: what is live goes on"),
      onRecovery: () => this.#log?.info({ file: this.#options.file }, "bars are kept again"),
      isFinal: (error) => !(error instanceof HistoryError) || error.isDamage,
    });
  }

  put(entry: ViewEntry<MarketIndicator>): void {
    this.#writer?.put(entry.key, entry);
  }

  pass(entry: ViewEntry<MarketIndicator>): void {
    this.put(entry);
  }

  remove({ key }: { readonly key: string }): void {
    this.#writer?.put(key, undefined);
  }

  async ready(): Promise<void> {
    await this.#writer?.ready();
  }

  /** Of each symbol and interval what is in the file; the newest changes are not counted for a moment. */
  get extents(): readonly Extent[] {
    return [...this.#extents.values()].map(({ series, barCount, first, last }) => {
      const [symbol = "", interval = ""] = this.#names.listOf(series);
      return { symbol, interval, barCount, firstOpenTime: first, lastOpenTime: last };
    });
  }

  /** Whether there are, or may be in a moment, bars before this openTime. */
  mayHave(symbol: string, interval: string, before: number): boolean {
    const series = this.#names.find(symbol, interval);
    const extent = series === undefined ? undefined : this.#extents.get(series);
    return this.#writer?.isBehind === true || (extent !== undefined && extent.first < before);
  }

  /**
   * Rows of the columns of the API, as JSON with commas between them, with all that the view was told by now. Rejects with a
   * `HistoryUnavailable`.
   */
  async rows({ symbol, interval, ...range }: BarRange) {
    try {
      await this.#writer?.settled();
      const series = this.#names.find(symbol, interval);
      if (series === undefined) return { count: 0, rows: new Uint8Array() };
      return await this.#asked.ask("rows", { series, ...range });
    } catch (cause) {
      throw new HistoryUnavailable("the history cannot be written or read at present", { cause });
    }
  }

  async close(): Promise<void> {
    if (this.#thread === undefined) return;
    await this.#writer?.close();
    await this.#thread.ask("close", undefined).catch(() => {}); // it has ended, and with it the file
    await this.#thread.end();
  }

  get #asked(): HistoryThread {
    if (this.#thread === undefined) throw new Error("the history is not open");
    return this.#thread;
  }

  async #open(log: Log): Promise<LogPlace | undefined> {
    this.#log = log;
    this.#thread = new HistoryThread();
    const { file } = this.#options;
    try {
      return this.#take(await this.#thread.ask("open", { path: file }));
    } catch (error) {
      const cure = `${(error as Error).message}. Name a file that this process may write, or make room.`;
      throw new ConfigError([
        { name: "INDICATOR_HISTORY_FILE", given: file, expected: "a file to keep bars in", cure },
      ]);
    }
  }

  #take({ file, setAside, place, names, extents }: HistoryContent): LogPlace | undefined {
    if (setAside !== undefined)
      this.#log?.error(
        { file, ...setAside },
        "the history is damaged: it is set aside, and an empty one begun",
      );
    this.#log?.info({ file, series: extents.length, position: place?.position }, "history is open");
    this.#place = place;
    this.#names.begin(names);
    this.#extents.clear();
    for (const extent of extents) this.#extents.set(extent.series, extent);
    return place;
  }

  async #write(batch: HistoryBatch, transfer: ArrayBuffer[]): Promise<void> {
    const { from, texts } = batch.names;
    try {
      for (const extent of await this.#asked.ask("write", batch, transfer))
        this.#extents.set(extent.series, extent);
    } catch (error) {
      if (error instanceof HistoryError && error.isDamage) await this.#setAside(error.message);
      throw error;
    }
    this.#names.kept(from + texts.length);
  }

  /** The next life finds an empty file, and fills it. */
  async #setAside(reason: string): Promise<void> {
    this.#take(await this.#asked.ask("setAside", { reason }));
  }

  /** Newest first, a slice at a time. */
  async #restore(
    series: number,
    take: (records: readonly ViewRecord<MarketIndicator>[]) => void,
  ): Promise<void> {
    let before = Number.MAX_SAFE_INTEGER;
    for (let left = this.#options.windowBars; left > 0; left -= restoredAtOnce) {
      const limit = Math.min(left, restoredAtOnce);
      const records = unpackBars(
        await this.#asked.ask("bars", { series, from: -before, before, limit }),
        this.#names,
      );
      take(records);
      const oldest = records.at(-1)?.value;
      if (records.length < limit || oldest === undefined || oldest === null) return;
      before = oldest.openTime;
    }
  }
}
