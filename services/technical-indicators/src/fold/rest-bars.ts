import type { BarRow, Rest, SymbolState } from "./symbol-state.ts";

type Parts = { -readonly [part in keyof SymbolState]: SymbolState[part] };

/** Bars in one part of the state. */
const partBars = 250;

/** What is kept of a history that is being sent anew: put into the state once, and taken from its front as the new one comes. */
export class RestBars {
  readonly #parts: Parts;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  get rest(): Rest | undefined {
    return this.#parts.rest;
  }

  /** Puts bars before those that are there. */
  put(
    bars: readonly BarRow[],
    rest: Pick<Rest, "isWhole" | "first" | "goneCount" | "forming" | "told">,
  ): void {
    const all = [...bars, ...this.#all()];
    this.#clear();
    let to = 0;
    for (let from = 0; from < all.length; from += partBars)
      this.#parts[`rest.${to++}`] = all.slice(from, from + partBars);
    const next = all[0]?.openTime ?? 0;
    this.#parts.rest = { ...rest, anewCount: 0, from: 0, to, next, barCount: all.length };
  }

  /** Bars before this time, oldest first; they are the rest's no more. */
  takeBefore(openTime: number): BarRow[] {
    const taken: BarRow[] = [];
    for (;;) {
      const { rest } = this;
      if (rest === undefined || rest.barCount === 0 || rest.next >= openTime) return taken;
      const bars = this.#parts[`rest.${rest.from}`] as readonly BarRow[];
      const end = bars.findIndex((bar) => bar.openTime >= openTime);
      const count = end < 0 ? bars.length : end;
      taken.push(...bars.slice(0, count));
      const isEmptied = count === bars.length;
      if (isEmptied) delete this.#parts[`rest.${rest.from}`];
      else this.#parts[`rest.${rest.from}`] = bars.slice(count);
      const from = isEmptied ? rest.from + 1 : rest.from;
      const next = (this.#parts[`rest.${from}`] as readonly BarRow[] | undefined)?.[0]?.openTime ?? 0;
      this.#parts.rest = { ...rest, from, next, barCount: rest.barCount - count };
    }
  }

  /** The rest as it is from now on. */
  note(change: Partial<Pick<Rest, "isWhole" | "anewCount">>): void {
    const { rest } = this;
    if (rest !== undefined) this.#parts.rest = { ...rest, ...change };
  }

  /** All that is left; there is no rest from now on. */
  takeAll(): BarRow[] {
    const all = this.#all();
    this.#clear();
    return all;
  }

  #all(): BarRow[] {
    const { rest } = this;
    const all: BarRow[] = [];
    if (rest === undefined) return all;
    for (let n = rest.from; n < rest.to; n++)
      all.push(...((this.#parts[`rest.${n}`] as readonly BarRow[] | undefined) ?? []));
    return all;
  }

  #clear(): void {
    const { rest } = this;
    if (rest === undefined) return;
    for (let n = rest.from; n < rest.to; n++) delete this.#parts[`rest.${n}`];
    delete this.#parts.rest;
  }
}
