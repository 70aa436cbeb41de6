import { signal } from "@preact/signals";
import { DrawnFeed } from "../../stream/drawn-feed.ts";
import type { ServerClock } from "../../stream/server-clock.ts";
import type { StreamPorts } from "../../stream/steady-stream.ts";
import type { Bar } from "./bar.ts";
import { type BarPage, barsOf, openTimeOf } from "./bar-frame.ts";
import { BarList } from "./bar-list.ts";
import { barPage, FIRST_BARS, pagedStream } from "./paged-stream.ts";
import type { Rows } from "./rows.ts";

/** What differs from the picture before: all of it, or some bars. */
export interface BarChanges {
  readonly isWhole: boolean;
  /** Oldest first; none when all of it is anew. */
  readonly bars: readonly Bar[];
}

/** Older bars than those held: there are some, they come, there are none, or asking failed. */
export type Older = "some" | "coming" | "none" | "failed";

export interface BarPorts extends StreamPorts {
  readonly page: (query: string, signal: AbortSignal) => Promise<BarPage>;
}

const OLDER_BARS = 2_000;

/** The bars of one symbol and interval: the newest first, kept up to date, older ones as they are asked for. */
export class BarFeed extends DrawnFeed {
  readonly list = new BarList();
  readonly older = signal<Older>("some");
  readonly #clock: ServerClock;
  readonly #page: BarPorts["page"];
  #symbol = "";
  #interval = "";
  #changes: BarChanges = { isWhole: true, bars: [] };
  #isWhole = true;
  readonly #touched = new Set<number>();
  /** Bars that change while a page of older ones is on its way, which may not know it yet. */
  readonly #meanwhile: Bar[] = [];
  #asking: AbortController | undefined;

  constructor(
    clock: ServerClock,
    ports: BarPorts = { read: pagedStream, random: Math.random, page: barPage },
  ) {
    super(ports);
    this.#clock = clock;
    this.#page = ports.page;
  }

  /** Of the picture drawn last. */
  get changes(): BarChanges {
    return this.#changes;
  }

  follow(symbol: string, interval: string): void {
    this.open(`/api/technical-indicators/bars/stream?${new URLSearchParams({ symbol, interval })}`);
  }

  override close(): void {
    this.#asking?.abort();
    super.close();
  }

  /** Asks for bars before the oldest held, unless that is being done or there are none. @returns whether some came */
  async askOlder(limit = OLDER_BARS): Promise<boolean> {
    const before = this.list.first?.openTime;
    if (before === undefined || (this.older.peek() !== "some" && this.older.peek() !== "failed"))
      return false;
    const asking = new AbortController();
    this.#asking = asking;
    this.older.value = "coming";
    try {
      const query = new URLSearchParams({
        symbol: this.#symbol,
        interval: this.#interval,
        before: String(before),
        limit: String(limit),
      });
      const page = await this.#page(query.toString(), asking.signal);
      if (asking.signal.aborted) return false;
      this.list.takeAll(barsOf(page));
      this.list.takeAll(this.#meanwhile);
      this.older.value = page.rows.length < limit ? "none" : "some";
      this.#isWhole = true;
      this.drawSoon();
      return page.rows.length > 0;
    } catch {
      this.older.value = asking.signal.aborted ? "some" : "failed";
      return false;
    } finally {
      this.#meanwhile.length = 0;
    }
  }

  protected override clear(address: string): void {
    const query = new URLSearchParams(address.slice(address.indexOf("?")));
    this.#symbol = query.get("symbol") ?? "";
    this.#interval = query.get("interval") ?? "";
    this.#asking?.abort();
    this.#empty();
  }

  protected override take(event: string, data: string): number | undefined {
    if (event === "remove") {
      const { keys } = JSON.parse(data) as { readonly keys: readonly string[] };
      return keys.filter((key) => this.#drop(openTimeOf(key, this.#symbol, this.#interval))).length;
    }
    if (event !== "reset" && event !== "delta") return undefined;
    const frame = JSON.parse(data) as Rows & { readonly isPage?: true };
    this.#clock.hear(frame.clock);
    const bars = barsOf(frame);
    if (event === "delta") return bars.filter((bar) => this.#change(bar)).length;
    this.#asking?.abort();
    this.#empty();
    this.list.takeAll(bars);
    // The stream's own reset does not tell whether there are older ones: asking will.
    this.older.value = frame.isPage === true && bars.length < FIRST_BARS ? "none" : "some";
    return bars.length;
  }

  protected override settle(): void {
    const touched = this.#isWhole ? [] : [...this.#touched].sort((a, b) => a - b);
    const bars = touched.flatMap((openTime) => this.list.all[this.list.indexOf(openTime)] ?? []);
    this.#changes = { isWhole: this.#isWhole, bars };
    this.#isWhole = false;
    this.#touched.clear();
  }

  #empty(): void {
    this.list.clear();
    this.#touched.clear();
    this.#meanwhile.length = 0;
    this.#isWhole = true;
    this.older.value = "some";
  }

  #change(bar: Bar): boolean {
    const { first, last } = this.list;
    if (first !== undefined && bar.openTime < first.openTime && this.older.peek() !== "none") {
      // Whoever scrolls there asks for it.
      if (this.older.peek() === "coming") this.#meanwhile.push(bar);
      return false;
    }
    const taken = this.list.take(bar);
    // The chart puts a new bar at its end, and none in between.
    if (taken === "new" && bar.openTime < (last?.openTime ?? 0)) this.#isWhole = true;
    this.#touched.add(bar.openTime);
    return true;
  }

  #drop(openTime: number | undefined): boolean {
    if (openTime === undefined || !this.list.drop(openTime)) return false;
    this.#isWhole = true;
    return true;
  }
}
