import type { BarInterval, MarketBar } from "@tributary/contracts";
import { exchange } from "@tributary/exchange-hours";
import { isOver, seenUntil } from "../../src/rollup/is-over.ts";
import { levelsFrom } from "../../src/rollup/levels.ts";
import { type RollUpBar, rollUp } from "../../src/rollup/roll-up.ts";

export type RolledUpBar = RollUpBar & { readonly final: boolean };

/** The simplest thing that rolls up as it is meant to: all bars are kept, and each base bar goes up level by level. */
export class KeptBars {
  readonly #levels = new Map<BarInterval, Map<number, RolledUpBar>>();

  /** A state of a base bar; false for one that is not newer than what is known. */
  take(bar: MarketBar): boolean {
    const base = bar.interval as BarInterval;
    const hours = exchange(bar.exchange);
    const known = this.#at(base).get(bar.openTime);
    if (known !== undefined && known.revision >= bar.revision) return false;
    this.#at(base).set(bar.openTime, bar);
    const seen = seenUntil(hours, base, this.#at(base).get(this.#newest(base) as number) as RolledUpBar);
    let below: BarInterval = base;
    for (const level of levelsFrom(base).slice(1)) {
      const open = this.#newest(level);
      const { opensAt, endsAt } = hours.periodOf(level, bar.openTime);
      const parts = [...this.#at(below).values()]
        .filter(({ openTime }) => openTime >= opensAt && openTime < endsAt)
        .sort((a, b) => a.openTime - b.openTime);
      for (const [openTime, one] of [
        ...(open === undefined ? [] : [[open, this.#at(level).get(open) as RollUpBar] as const]),
        [opensAt, rollUp(opensAt, parts)] as const,
      ]) {
        const wasFinal = this.#at(level).get(openTime)?.final ?? false;
        this.#at(level).set(openTime, { ...one, final: wasFinal || isOver(hours, level, openTime, seen) });
      }
      below = level;
    }
    return true;
  }

  /** Oldest first. */
  bars(interval: BarInterval): RolledUpBar[] {
    return [...this.#at(interval).values()].sort((a, b) => a.openTime - b.openTime);
  }

  #newest(interval: BarInterval): number | undefined {
    const times = [...this.#at(interval).keys()];
    return times.length === 0 ? undefined : Math.max(...times);
  }

  #at(interval: BarInterval): Map<number, RolledUpBar> {
    const bars = this.#levels.get(interval) ?? new Map<number, RolledUpBar>();
    this.#levels.set(interval, bars);
    return bars;
  }
}
