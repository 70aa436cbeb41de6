import type { BarInterval, MarketBar } from "@tributary/contracts";
import type { Exchange } from "@tributary/exchange-hours";
import { isOver, seenUntil } from "../rollup/is-over.ts";
import { levelsFrom } from "../rollup/levels.ts";
import { rollUp } from "../rollup/roll-up.ts";
import { ClosedBars } from "./closed-bars.ts";
import type { BarRow, Now, SymbolState } from "./symbol-state.ts";
import { Telling } from "./telling.ts";
import type { SymbolTrackers } from "./trackers.ts";

/** The bars of a symbol during one step, the base's and those rolled up from it, and what is to be published of them. */
export class BarDraft {
  readonly closed: ClosedBars;
  readonly telling: Telling;
  forming: BarRow | null;
  readonly #intervals: readonly BarInterval[];
  readonly #exchange: Exchange;
  #opens: number[];
  #sums: (BarRow | null)[];
  #told: readonly number[];

  constructor(
    parts: SymbolState,
    bar: Pick<MarketBar, "symbol" | "exchange">,
    trackers: SymbolTrackers,
    exchange: Exchange,
  ) {
    const { head, now } = parts;
    this.closed = new ClosedBars(parts, trackers);
    this.#intervals = levelsFrom(head.base);
    this.telling = new Telling(bar, this.#intervals);
    this.forming = now.forming;
    this.#exchange = exchange;
    this.#opens = [...now.opens];
    const isBegun = now.sums.length === this.#intervals.length;
    this.#sums = isBegun ? [...now.sums] : this.#intervals.map(() => null);
    this.#told = isBegun ? now.told : this.#intervals.map(() => 0);
  }

  get base(): BarInterval {
    return this.#intervals[0] as BarInterval;
  }

  /** Takes the newest bar, or a newer state of it. A bar that was forming before it has closed. */
  place(bar: BarRow, final: boolean): void {
    const { openTime } = bar;
    if (this.forming !== null && this.forming.openTime < openTime) this.#close(0, this.forming);
    if (this.#opens[0] !== openTime) this.#begin(openTime);
    this.forming = null;
    if (final) this.#close(0, bar);
    else this.forming = bar;
  }

  /**
   * Publishes the newest bar of each interval that has not given way to another yet. One that is rolled up is told as
   * closed, and its signals with it, once trade of its period is over.
   */
  tellNewest(): void {
    const opens = this.#opens;
    const newest = { openTime: opens[0] as number, final: this.forming === null };
    const seen = seenUntil(this.#exchange, this.base, newest);
    let part = this.forming;
    if (part !== null) this.telling.newest(0, part, false, this.closed.peeking(this.base));
    for (let level = 1; level < this.#intervals.length; level++) {
      const sum = this.#sums[level] ?? null;
      const openTime = opens[level] as number;
      part = part === null ? sum : addedUp(sum, part, openTime);
      if (part === null) continue;
      const interval = this.#intervals[level] as BarInterval;
      const final = isOver(this.#exchange, interval, openTime, seen);
      const told = this.#told[level] as number;
      const bar = told === part.told ? part : { ...part, told };
      this.#tell(level, this.telling.newest(level, bar, final, this.closed.peeking(interval)));
    }
  }

  /**
   * Takes away the bars from this time on, the forming one as well, as if they had not come yet. Undefined, and of no use
   * any more, if what is kept does not reach back far enough to know how it was then.
   */
  cut(openTime: number): CutBars | undefined {
    const { closed } = this;
    const told: Map<number, number>[] = [];
    const newest = this.#opens.map((opens, level) => [opens, this.#told[level] ?? 0] as const);
    this.#told = this.#intervals.map(() => 0);
    const bars = closed.cut(this.base, openTime);
    told.push(toldOf(bars));
    const last = closed.last(this.base);
    if (last === undefined && closed.isCut(this.base)) return undefined;
    for (let level = 1; level < this.#intervals.length; level++) {
      const interval = this.#intervals[level] as BarInterval;
      if (last === undefined) {
        told.push(toldOf(closed.cut(interval, Number.NEGATIVE_INFINITY)));
        continue;
      }
      const opens = this.#exchange.opensAt(interval, last.openTime);
      told.push(toldOf(closed.cut(interval, opens)));
      const below = this.#intervals[level - 1] as BarInterval;
      const oldest = closed.oldest(below);
      if (closed.isCut(below) && (oldest === undefined || oldest.openTime >= opens)) return undefined;
      let sum: BarRow | null = null;
      for (const part of closed.from(below, opens)) sum = addedUp(sum, part, opens);
      this.#sums[level] = sum;
      this.#opens[level] = opens;
    }
    for (const [level, [opens, before]] of newest.entries()) if (before > 0) told[level]?.set(opens, before);
    if (last === undefined) return { bars, forming: this.#forget(), told };
    this.#opens[0] = last.openTime;
    const { forming } = this;
    this.forming = null;
    return { bars, forming, told };
  }

  /** From now on bars are closed once more that `cut` took away, of which the one at this time is another. */
  closeAgain(openTime: number, told: CutBars["told"], isOfRow: boolean): void {
    const from = this.#intervals.map((interval, level) =>
      level === 0 ? openTime : this.#exchange.opensAt(interval, openTime),
    );
    this.telling.again = { from, told, isOfRow };
  }

  /** Takes all bars away. */
  clear(): CutBars {
    const always = Number.NEGATIVE_INFINITY;
    const told = this.#intervals.map((interval) => toldOf(this.closed.from(interval, always)));
    const bars = this.closed.from(this.base, always);
    for (const interval of this.#intervals) this.closed.clear(interval);
    return { bars, forming: this.#forget(), told };
  }

  /** For the state. */
  now(corrected: Now["corrected"]): Now {
    return { forming: this.forming, opens: this.#opens, sums: this.#sums, told: this.#told, corrected };
  }

  /** Lets go of bars that are older than must be kept; answers those of the base. */
  trim(): readonly BarRow[] {
    for (const interval of this.#intervals.slice(1)) this.closed.trim(interval);
    return this.closed.trim(this.base);
  }

  /** As before the first bar; answers the forming one. */
  #forget(): BarRow | null {
    const { forming } = this;
    this.forming = null;
    this.#opens = [];
    this.#sums = this.#intervals.map(() => null);
    this.#told = this.#intervals.map(() => 0);
    return forming;
  }

  #begin(openTime: number): void {
    this.#opens[0] = openTime;
    for (let level = 1; level < this.#intervals.length; level++) {
      const opens = this.#exchange.opensAt(this.#intervals[level] as BarInterval, openTime);
      // Bars of longer intervals begin with one of each shorter interval.
      if (opens === this.#opens[level]) return;
      const sum = this.#sums[level] ?? null;
      this.#sums[level] = null;
      if (sum !== null) this.#close(level, { ...sum, told: this.#told[level] as number });
      this.#tell(level, 0);
      this.#opens[level] = opens;
    }
  }

  /** The list stays the same one while nothing in it changes, and is not looked at anew then. */
  #tell(level: number, told: number): void {
    if (this.#told[level] !== told) this.#told = this.#told.with(level, told);
  }

  #close(level: number, bar: BarRow): void {
    const interval = this.#intervals[level] as BarInterval;
    const tracker = this.closed.take(interval);
    const values = tracker.close(bar);
    const told = this.telling.closed(level, bar, values, tracker);
    this.closed.push(interval, told === bar.told ? bar : { ...bar, told }, tracker);
    const above = level + 1;
    if (above < this.#intervals.length)
      this.#sums[above] = addedUp(this.#sums[above] ?? null, bar, this.#opens[above] as number);
  }
}

export interface CutBars {
  readonly bars: readonly BarRow[];
  readonly forming: BarRow | null;
  readonly told: readonly ReadonlyMap<number, number>[];
}

/** Of a bar that is made of closed ones, and of another after them. */
function addedUp(sum: BarRow | null, part: BarRow, openTime: number): BarRow {
  if (sum === null) return { ...part, openTime, told: 0 };
  return { ...rollUp(openTime, [sum, part]), told: 0 };
}

function toldOf(bars: readonly BarRow[]): Map<number, number> {
  return new Map(bars.map(({ openTime, told }) => [openTime, told]));
}
