import type { Bar } from "./bar.ts";

/** What taking a bar did to the list. */
export type Taken = "new" | "changed";

/** Bars of one symbol and interval, oldest first, each time once. */
export class BarList {
  #bars: Bar[] = [];
  #version = 0;

  /** Another number after each change. */
  get version(): number {
    return this.#version;
  }

  get all(): readonly Bar[] {
    return this.#bars;
  }

  get first(): Bar | undefined {
    return this.#bars[0];
  }

  get last(): Bar | undefined {
    return this.#bars.at(-1);
  }

  clear(): void {
    this.#version++;
    this.#bars = [];
  }

  /** Index of the bar that opens then; -1 where there is none. */
  indexOf(openTime: number): number {
    const at = this.#place(openTime);
    return this.#bars[at]?.openTime === openTime ? at : -1;
  }

  /**
   * A bar, or a later record of one, which takes its place whatever its revision: bars before it may have been corrected,
   * and of a history made anew from fewer bars longer ones have lower revisions than they had.
   */
  take(bar: Bar): Taken {
    const at = this.#place(bar.openTime);
    const held = this.#bars[at];
    if (held?.openTime !== bar.openTime) {
      this.#bars.splice(at, 0, bar);
      this.#version++;
      return "new";
    }
    this.#bars[at] = bar;
    this.#version++;
    return "changed";
  }

  /** Many at once, in any order. */
  takeAll(bars: readonly Bar[]): void {
    const merged = new Map(this.#bars.map((bar) => [bar.openTime, bar]));
    for (const bar of bars) merged.set(bar.openTime, bar);
    this.#version++;
    this.#bars = [...merged.values()].sort((a, b) => a.openTime - b.openTime);
  }

  /** @returns whether there was one */
  drop(openTime: number): boolean {
    const at = this.indexOf(openTime);
    if (at < 0) return false;
    this.#bars.splice(at, 1);
    this.#version++;
    return true;
  }

  /** Where a bar of that time is or would be. */
  #place(openTime: number): number {
    let [low, high] = [0, this.#bars.length];
    if ((this.#bars[high - 1]?.openTime ?? Number.NEGATIVE_INFINITY) < openTime) return high;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#bars[middle] as Bar).openTime < openTime) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
