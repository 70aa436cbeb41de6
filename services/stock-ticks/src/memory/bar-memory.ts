import type { MarketBar } from "@tributary/contracts";
import type { Json } from "@tributary/runtime";
import type { ProviderBar, SymbolDescription } from "../provider.ts";
import { barSum, isFinalSum } from "./bar-sum.ts";
import { RevisionReserve } from "./revision-reserve.ts";
import { blockOf, SentBlock } from "./sent-block.ts";

/** Blocks remembered of a symbol: three months of minutes around the clock. 9 MB, and 2.5 MB of marks, when full. */
const mostBlocks = 512;

export interface BarMemoryOptions {
  readonly description: SymbolDescription;
  /** The provider's name. */
  readonly source: string;
  /** What earlier lives marked; of it, the records of this symbol and interval are read. */
  readonly marks: ReadonlyMap<string, Json>;
}

/** Key and value of a mark. */
export type MarkOfBars = readonly [key: string, value: Json | undefined];

/**
 * What was sent of one symbol, so that nothing is sent twice and what differs becomes a revision.
 *
 * - A bar that was never sent is sent. Its first revision is 0, or after a restart where `RevisionReserve` says.
 * - One whose newest state was the same is left out.
 * - One that differs is sent with a higher revision: by 1 for the bar that was sent last (the ticks of the forming
 *   one), else 1 above all of its block.
 * - A closed bar is not opened again: a state that is not final is left out.
 * - Of time before the oldest block remembered, nothing is sent.
 */
export class BarMemory {
  /** symbol|interval: of the mark of the reserve, and what the keys of its blocks begin with. */
  readonly key: string;
  readonly reserve: RevisionReserve;
  readonly #description: SymbolDescription;
  readonly #source: string;
  readonly #blocks = new Map<number, SentBlock>();
  #last: { readonly openTime: number; readonly revision: number } | undefined;
  #forgotten: number[] = [];

  constructor({ description, source, marks }: BarMemoryOptions) {
    this.#description = description;
    this.#source = source;
    this.key = `${description.symbol}|${description.interval}`;
    this.reserve = new RevisionReserve(this.key, marks);
    const prefix = `${this.key}|`;
    for (const [key, mark] of marks) {
      if (key.startsWith(prefix)) this.#blocks.set(Number(key.slice(prefix.length)), SentBlock.restore(mark));
    }
  }

  /** openTime of the newest closed bar that was sent. */
  get since(): number | undefined {
    for (const index of [...this.#blocks.keys()].sort((one, other) => other - one)) {
      const closed = this.#blocks.get(index)?.newestClosed;
      if (closed !== undefined) return closed;
    }
    return undefined;
  }

  /** openTime of the oldest bar that is remembered. */
  get oldest(): number | undefined {
    return this.#blocks.get(Math.min(...this.#blocks.keys()))?.oldest;
  }

  /** When the newest of what was sent was observed; undefined where nothing was. */
  get observedAt(): number | undefined {
    const times = [...this.#blocks.values()].map(({ observedAt }) => observedAt);
    return times.length === 0 ? undefined : Math.max(...times);
  }

  /** The bars that are to be sent of these, in their order. */
  accept(bars: readonly ProviderBar[]): MarketBar[] {
    const accepted: MarketBar[] = [];
    for (const bar of bars) {
      const revision = this.#revisionOf(bar);
      if (revision !== undefined) accepted.push(this.#marketBar(bar, revision));
    }
    return accepted;
  }

  /** Marks of all that is not as marked; to be written once what was accepted is acknowledged. */
  takeMarks(): MarkOfBars[] {
    const marks: MarkOfBars[] = this.#forgotten.map((index) => [`${this.key}|${index}`, undefined]);
    this.#forgotten = [];
    for (const [index, block] of this.#blocks) {
      if (!block.isDirty) continue;
      block.isDirty = false;
      marks.push([`${this.key}|${index}`, block.mark()]);
    }
    return marks;
  }

  #revisionOf(bar: ProviderBar): number | undefined {
    const block = this.#blockFor(bar.openTime);
    if (block === undefined) return undefined;
    const sum = barSum(bar);
    const before = block.sumOf(bar.openTime);
    if (before === sum) return undefined;
    if (before !== undefined && isFinalSum(before) && !bar.final) return undefined;
    const revision = Math.max(this.reserve.first, this.#next(bar.openTime, block, before));
    block.sent(bar, sum, revision);
    this.#last = { openTime: bar.openTime, revision };
    return revision;
  }

  #next(openTime: number, block: SentBlock, before: number | undefined): number {
    if (before === undefined) return 0;
    return (openTime === this.#last?.openTime ? this.#last.revision : block.revision) + 1;
  }

  #blockFor(openTime: number): SentBlock | undefined {
    const index = blockOf(openTime, this.#description.interval);
    const known = this.#blocks.get(index);
    if (known !== undefined) return known;
    if (this.#blocks.size >= mostBlocks) {
      const oldest = Math.min(...this.#blocks.keys());
      if (index < oldest) return undefined;
      this.#blocks.delete(oldest);
      this.#forgotten.push(oldest);
    }
    const block = new SentBlock();
    this.#blocks.set(index, block);
    return block;
  }

  #marketBar(bar: ProviderBar, revision: number): MarketBar {
    const { symbol, exchange, currency, interval } = this.#description;
    const { openTime, open, high, low, close, adjustedClose, volume, final, observedAt } = bar;
    return {
      symbol,
      exchange,
      interval,
      openTime,
      open,
      high,
      low,
      close,
      adjustedClose,
      volume,
      currency,
      final,
      revision,
      source: this.#source,
      observedAt,
    };
  }
}
