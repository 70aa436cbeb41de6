import type { BarInterval } from "@tributary/contracts";
import type { BarRow, Block, OpenBlock, SymbolState } from "./symbol-state.ts";
import type { SymbolTrackers, Tracker } from "./trackers.ts";

export const blockBars = 25;
/** 500 bars, and the most that one bar of the next interval is made of: of a bar within them all its like are kept. */
export const keptBars = 550;

const noBars: OpenBlock = { number: 0, oldest: 0, start: null, bars: [] };

type Parts = { -readonly [part in keyof SymbolState]: SymbolState[part] };

/** Closed bars of a symbol during one step: of the state's parts those are replaced that change, none is changed. */
export class ClosedBars {
  readonly #parts: Parts;
  readonly #trackers: SymbolTrackers;

  /** @param parts a copy of the state; its parts are exchanged here */
  constructor(parts: Parts, trackers: SymbolTrackers) {
    this.#parts = parts;
    this.#trackers = trackers;
  }

  /** Answers, whenever it is asked, a tracker behind the bars as they are now, to peek with. */
  peeking(interval: BarInterval): () => Tracker {
    const open = this.open(interval);
    return () => this.#trackers.at(interval, open);
  }

  take(interval: BarInterval): Tracker {
    return this.#trackers.take(interval, this.open(interval));
  }

  /** Adds a bar that the tracker, taken before, has closed. */
  push(interval: BarInterval, bar: BarRow, tracker: Tracker): void {
    const { number, oldest, start, bars: before } = this.open(interval);
    const bars = [...before, bar];
    let block: OpenBlock = { number, oldest, start, bars };
    if (bars.length >= blockBars) {
      this.#parts[`${interval}.${number}`] = { start, bars };
      block = { number: number + 1, oldest, start: tracker.state(), bars: [] };
    }
    this.#parts[interval] = block;
    this.#trackers.keep(interval, block, tracker);
  }

  /** The newest; undefined if there is none. */
  last(interval: BarInterval): BarRow | undefined {
    const open = this.open(interval);
    return open.bars.at(-1) ?? this.#block(interval, open.number - 1)?.bars.at(-1);
  }

  /** The oldest that is kept; undefined if there is none. */
  oldest(interval: BarInterval): BarRow | undefined {
    const open = this.open(interval);
    return (this.#block(interval, open.oldest) ?? open).bars[0];
  }

  /** Whether bars before the oldest are kept no more. */
  isCut(interval: BarInterval): boolean {
    return this.open(interval).oldest > 0;
  }

  find(interval: BarInterval, openTime: number): BarRow | undefined {
    return this.from(interval, openTime).find((bar) => bar.openTime === openTime);
  }

  /** Those kept from this time on, oldest first. */
  from(interval: BarInterval, openTime: number): BarRow[] {
    const found: BarRow[] = [];
    for (const block of this.#newestFirst(interval)) {
      const first = block.bars.findIndex((bar) => bar.openTime >= openTime);
      if (first >= 0) found.unshift(...block.bars.slice(first));
      if (first !== 0 && block.bars.length > 0) break;
    }
    return found;
  }

  /** Takes away those from this time on; answers them, oldest first. */
  cut(interval: BarInterval, openTime: number): BarRow[] {
    const gone = this.from(interval, openTime);
    if (gone.length === 0) return gone;
    const { number, oldest } = this.open(interval);
    const kept = (number - oldest) * blockBars + this.open(interval).bars.length - gone.length;
    const at = oldest + Math.floor(kept / blockBars);
    const block = this.#block(interval, at) ?? this.open(interval);
    for (let n = at; n < number; n++) delete this.#parts[`${interval}.${n}`];
    this.#parts[interval] = {
      number: at,
      oldest,
      start: block.start,
      bars: block.bars.slice(0, kept % blockBars),
    };
    return gone;
  }

  /** Lets go of what is older than must be kept; answers it, and only when a block has just become full. */
  trim(interval: BarInterval): readonly BarRow[] {
    const open = this.open(interval);
    let { oldest } = open;
    if (open.bars.length > 0 || (open.number - oldest - 1) * blockBars < keptBars) return [];
    const gone: BarRow[] = [];
    while ((open.number - oldest - 1) * blockBars >= keptBars) {
      gone.push(...(this.#block(interval, oldest)?.bars ?? []));
      delete this.#parts[`${interval}.${oldest}`];
      oldest++;
    }
    const block = { ...open, oldest };
    this.#parts[interval] = block;
    this.#trackers.keep(interval, block, this.#trackers.take(interval, open));
    return gone;
  }

  clear(interval: BarInterval): void {
    const { oldest, number } = this.open(interval);
    for (let n = oldest; n < number; n++) delete this.#parts[`${interval}.${n}`];
    delete this.#parts[interval];
  }

  open(interval: BarInterval): OpenBlock {
    return (this.#parts[interval] as OpenBlock | undefined) ?? noBars;
  }

  #block(interval: BarInterval, number: number): Block | undefined {
    return this.#parts[`${interval}.${number}`] as Block | undefined;
  }

  *#newestFirst(interval: BarInterval): Generator<Block> {
    const open = this.open(interval);
    yield open;
    for (let n = open.number - 1; n >= open.oldest; n--) {
      const block = this.#block(interval, n);
      if (block !== undefined) yield block;
    }
  }
}
