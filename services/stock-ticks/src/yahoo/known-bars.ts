import type { ProviderBar } from "../provider.ts";

interface Known {
  readonly bar: ProviderBar;
  /** From a chart, which is what Yahoo means to keep; quotes are a sample of it. */
  readonly isCharted: boolean;
}

/** The newest so many are remembered: more than a fortnight of days, a week of minutes. */
const mostBars = 4000;

/** What was told of the last days, to see what another look at them changes. */
export class KnownBars {
  /** By openTime, oldest first. */
  #bars = new Map<number, Known>();
  #newest: ProviderBar | undefined;

  get newest(): ProviderBar | undefined {
    return this.#newest;
  }

  /** openTime of the newest closed bar of a chart: what comes after it a chart has still to confirm. */
  get newestCharted(): number | undefined {
    return [...this.#bars.values()].findLast(({ bar, isCharted }) => isCharted && bar.final)?.bar.openTime;
  }

  /** Whether the bar before the newest never closed: quotes missed the end of it. */
  get hasOpenPast(): boolean {
    return [...this.#bars.values()].slice(0, -1).some(({ bar }) => !bar.final);
  }

  /** Those of a quote's bars that are new: nothing before the newest, nothing that a chart has closed. */
  newOfQuote(bars: readonly ProviderBar[]): ProviderBar[] {
    return bars.filter((bar) => {
      const known = this.#bars.get(bar.openTime);
      if (known === undefined) return bar.openTime > (this.#newest?.openTime ?? Number.NEGATIVE_INFINITY);
      return (
        !(known.isCharted && known.bar.final) && !isSameBar(known.bar, bar) && (bar.final || !known.bar.final)
      );
    });
  }

  /**
   * What another look at a chart brings: bars that are new, or other than the quotes' sample of them; and whether bars
   * that a chart had closed are others now, as after a split.
   */
  newOfChart(bars: readonly ProviderBar[]): { readonly news: ProviderBar[]; readonly isRestated: boolean } {
    let isRestated = false;
    const news = bars.filter((bar) => {
      const known = this.#bars.get(bar.openTime);
      const tellsMore = known?.isCharted === false && known.bar.adjustedClose !== bar.adjustedClose;
      if (known !== undefined && !tellsMore && isSameBar(known.bar, bar)) return false;
      if (known?.isCharted && known.bar.final) isRestated = true;
      // The forming bar is the quotes' to tell.
      return bar.final || known === undefined;
    });
    return { news, isRestated };
  }

  remember(bars: readonly ProviderBar[], isCharted: boolean): void {
    let isSorted = true;
    for (const bar of bars) {
      isSorted &&= this.#newest === undefined || bar.openTime >= this.#newest.openTime;
      this.#bars.set(bar.openTime, { bar, isCharted });
      if (isSorted) this.#newest = bar;
    }
    if (isSorted && this.#bars.size <= mostBars) return;
    this.#bars = new Map([...this.#bars].sort(([a], [b]) => a - b).slice(-mostBars));
    this.#newest = [...this.#bars.values()].at(-1)?.bar;
  }
}

const adjustedTolerance = 1e-4;

/** Whether both say the same; the last digits of `adjustedClose` differ from answer to answer, and quotes have none. */
function isSameBar(a: ProviderBar, b: ProviderBar): boolean {
  const isAdjustedSame =
    a.adjustedClose === null ||
    b.adjustedClose === null ||
    Math.abs(a.adjustedClose - b.adjustedClose) <= adjustedTolerance * Math.abs(a.adjustedClose);
  return (
    isAdjustedSame &&
    a.final === b.final &&
    a.open === b.open &&
    a.high === b.high &&
    a.low === b.low &&
    a.close === b.close &&
    a.volume === b.volume
  );
}
