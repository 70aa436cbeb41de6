import { type Signal, signal } from "@preact/signals";
import { computeIndicators, type IndicatorSettings, type IndicatorValues } from "@tributary/indicators";
import type { Bar } from "../feed/bar.ts";
import type { BarFeed } from "../feed/bar-feed.ts";
import { type Verification, verify } from "./verification.ts";

/** With so many bars here no more are loaded: computing them again would hold up the page. */
export const MOST_BARS = 20_000;
const PAGE_BARS = 5_000;

/** Computes what is in sight again, of all bars since the first, as far as they fit. */
export class VerifyModel {
  /** What was found; undefined before. */
  readonly found = signal<Verification | undefined>(undefined);
  /** Opening times of the first and last bar in sight; undefined: all that are held. */
  readonly inSight = signal<readonly [from: number, to: number] | undefined>(undefined);
  readonly #feed: BarFeed;
  readonly #settings: Signal<IndicatorSettings | undefined>;
  /** Of the bars as they are: moving along the chart compares, and computes nothing. */
  #computed: readonly IndicatorValues[] = [];
  #of: readonly unknown[] = [];

  /** @param settings the periods that the service computes with */
  constructor(feed: BarFeed, settings: Signal<IndicatorSettings | undefined>) {
    this.#feed = feed;
    this.#settings = settings;
  }

  /** Loads the next page of older bars, unless the first is here or no more fit; to be called once in a while. */
  reachBack(): void {
    if (!this.isFull) void this.#feed.askOlder(PAGE_BARS);
  }

  get isFull(): boolean {
    return this.#feed.list.all.length >= MOST_BARS;
  }

  look(): void {
    const settings = this.#settings.peek();
    const { all } = this.#feed.list;
    const [from, to] = this.inSight.peek() ?? [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY];
    const isIn = ({ openTime }: Bar) => openTime >= from && openTime <= to;
    const first = all.findIndex(isIn);
    if (settings === undefined || first < 0) {
      this.found.value = undefined;
      return;
    }
    const of = [settings, this.#feed.list.version];
    if (of.some((part, index) => part !== this.#of[index])) {
      this.#computed = computeIndicators(all, settings);
      this.#of = of;
    }
    this.found.value = verify(all, first, all.findLastIndex(isIn), settings, this.#computed);
  }
}
