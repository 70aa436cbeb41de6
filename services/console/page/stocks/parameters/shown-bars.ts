import { indexIn } from "../chart/repair.ts";
import type { Bar } from "../feed/bar.ts";
import type { BarChanges } from "../feed/bar-feed.ts";
import type { ParameterValues } from "./graph-parameters.ts";
import { type OwnRun, runsOf, type ShownBar } from "./own-run.ts";

/** Bars to be shown, and what differs from those shown before. */
export interface Shown {
  readonly bars: readonly ShownBar[];
  readonly changes: { readonly isWhole: boolean; readonly bars: readonly ShownBar[] };
}

/** A bar whose values are told, and the one before it. */
export interface ToldBar {
  readonly bar: ShownBar;
  readonly before: ShownBar | undefined;
}

/** The bar that opens then, or the last where there is none. */
export function barAt(bars: readonly ShownBar[], openTime: number | undefined): ToldBar | undefined {
  const found = openTime === undefined ? -1 : indexIn(bars, openTime);
  const index = found < 0 ? bars.length - 1 : found;
  const bar = bars[index];
  return bar === undefined ? undefined : { bar, before: bars[index - 1] };
}

/**
 * The bars held, with the values of graphs that have parameters of their own. The last bar is only peeked at, so that a
 * tick costs one bar; a bar that others follow is taken in once. After a correction all are gone through again, and those
 * from it on made anew, which of 5,000 takes 2 ms, and 13 where all are (`bench/shown-bars.ts`).
 */
export class ShownBars {
  #own: ParameterValues = new Map();
  #begin: ((first: Bar) => OwnRun) | undefined;
  #run: OwnRun | undefined;
  /** Bars that the run has taken in: all but the last. */
  #taken = 0;
  #bars: ShownBar[] = [];

  /**
   * @param held oldest first; a hole in their numbers begins a new run, as nothing may be computed across it
   * @param changes what differs from the bars brought before
   * @param isNext whether the changes are all that differs
   * @param own graphs that are computed here, another map for others
   */
  bring(held: readonly Bar[], changes: BarChanges, isNext: boolean, own: ParameterValues): Shown {
    const isOther = own !== this.#own;
    if (isOther) {
      this.#own = own;
      this.#begin = own.size === 0 ? undefined : runsOf(own);
    }
    const isWhole = isOther || !isNext || changes.isWhole;
    if (this.#begin === undefined) return { bars: held, changes: isWhole ? whole : changes };
    const [earliest] = changes.bars;
    if (!isWhole && earliest === undefined) return { bars: this.#bars, changes: { isWhole, bars: [] } };
    const found = isWhole ? 0 : held.findLastIndex(({ openTime }) => openTime <= (earliest?.openTime ?? 0));
    // The one that was peeked at, too: taken in, it may be settled.
    const from = Math.max(0, Math.min(found, this.#taken));
    this.#advance(held, from);
    return { bars: this.#bars, changes: isWhole ? whole : { isWhole, bars: this.#bars.slice(from) } };
  }

  /** Goes on to the last bar, and makes those from `from` on anew. */
  #advance(held: readonly Bar[], from: number): void {
    if (from < this.#taken) this.#taken = 0;
    this.#bars.length = Math.min(this.#bars.length, from);
    for (let index = this.#taken; index < held.length; index++) {
      const bar = held[index] as Bar;
      if (index === 0 || bar.barCount !== (held[index - 1] as Bar).barCount + 1)
        this.#run = this.#begin?.(bar);
      const run = this.#run as OwnRun;
      if (index === held.length - 1) {
        this.#bars[index] = run.peek(bar);
        continue;
      }
      const values = run.take(bar);
      if (index >= from) this.#bars[index] = run.shown(bar, values);
    }
    this.#taken = Math.max(0, held.length - 1);
  }
}

const whole: Shown["changes"] = { isWhole: true, bars: [] };
