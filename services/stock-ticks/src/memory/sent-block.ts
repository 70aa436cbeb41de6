import type { BarInterval } from "@tributary/contracts";
import type { Json } from "@tributary/runtime";
import type { ProviderBar } from "../provider.ts";
import { isFinalSum } from "./bar-sum.ts";

/** Bars of a block, where none is missing: a mark is some 5 kB, and one is written whenever a bar closes. */
const blockBars = 256;
const minuteMs = 60_000;
const lengthMs = { "1m": minuteMs, "1d": 86_400_000 } as const;

/** Block `n` holds the bars that open within 256 lengths from 256 n lengths after the epoch on. */
export function blockOf(openTime: number, interval: Extract<BarInterval, "1m" | "1d">): number {
  return Math.floor(openTime / (blockBars * lengthMs[interval]));
}

interface BlockMark {
  /** The highest revision that was given to any bar of it. */
  readonly revision: number;
  /** The newest `observedAt` of what was sent of them. */
  readonly observedAt: number;
  /** openTime of the bars in whole minutes since the epoch, each but the first as the difference from the one before. */
  readonly minutes: readonly number[];
  /** Their checksums. */
  readonly sums: readonly number[];
}

/** What was sent of a stretch of time: the newest checksum of each bar, and the highest revision of all. */
export class SentBlock {
  readonly #sums = new Map<number, number>();
  #revision = -1;
  #observedAt = 0;
  /** Whether it is not as marked. */
  isDirty = false;

  static restore(mark: Json): SentBlock {
    const { revision, observedAt, minutes, sums } = mark as unknown as BlockMark;
    const block = new SentBlock();
    block.#revision = revision;
    block.#observedAt = observedAt;
    let minute = 0;
    for (const [index, step] of minutes.entries()) {
      minute += step;
      block.#sums.set(minute * minuteMs, sums[index] ?? 0);
    }
    return block;
  }

  get revision(): number {
    return this.#revision;
  }

  /** The newest `observedAt` of what was sent. */
  get observedAt(): number {
    return this.#observedAt;
  }

  /** Of the newest state sent of that bar; undefined where none was. */
  sumOf(openTime: number): number | undefined {
    return this.#sums.get(openTime);
  }

  sent(bar: Pick<ProviderBar, "openTime" | "observedAt">, sum: number, revision: number): void {
    this.#sums.set(bar.openTime, sum);
    this.#observedAt = Math.max(this.#observedAt, bar.observedAt);
    this.#revision = Math.max(this.#revision, revision);
    this.isDirty = true;
  }

  /** openTime of the oldest bar in it. */
  get oldest(): number {
    return Math.min(...this.#sums.keys());
  }

  /** openTime of the newest closed bar in it; undefined where none is closed. */
  get newestClosed(): number | undefined {
    const closed = [...this.#sums].filter(([, sum]) => isFinalSum(sum)).map(([openTime]) => openTime);
    return closed.length === 0 ? undefined : Math.max(...closed);
  }

  mark(): Json {
    const bars = [...this.#sums].sort(([one], [other]) => one - other);
    const at = bars.map(([openTime]) => openTime / minuteMs);
    const minutes = at.map((minute, index) => minute - (at[index - 1] ?? 0));
    return {
      revision: this.#revision,
      observedAt: this.#observedAt,
      minutes,
      sums: bars.map(([, sum]) => sum),
    };
  }
}
