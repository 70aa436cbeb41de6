import { exchange } from "@tributary/exchange-hours";
import type { RecordedBar } from "../replay/recorded-bar.ts";
import { minuteSteps } from "./brownian-path.ts";
import { chance } from "./chance.ts";
import type { Listing } from "./listing.ts";
import { Occurrences } from "./occurrences.ts";
import { Splits } from "./splits.ts";
import { SyntheticPrice } from "./synthetic-price.ts";

const { ceil, floor, log, max, min, round } = Math;

export interface MarketOptions {
  readonly hours: "24-7" | "SYNTH";
  /** Each 0: never. */
  readonly haltEveryMinutes: number;
  readonly splitEveryMinutes: number;
  /** Share of minutes whose last trade is reported late, 0 to 1. */
  readonly lateShare: number;
}

/** One trade, in the shares of its minute. */
interface Trade {
  /** When it is known, epoch milliseconds. */
  readonly reportedAt: number;
  readonly price: number;
  readonly volume: number;
}

/** A bar as it is known at some instant, and when the newest of its trades was reported. */
export interface TradedBar extends RecordedBar {
  readonly reportedAt: number;
}

export const minuteMs = 60_000;
const stepMs = minuteMs / minuteSteps;
/** Prices are whole cents. */
const ticksPerUnit = 100;
/** Share of steps with a trade: 3.4 trades a second. */
const busyShare = 0.8;
/** Share of minutes without a trade: a bar that is missing. */
const quietShare = 0.003;
const haltMinutes = { least: 3, most: 8 } as const;
/** How late late trades are reported, from the minute's end. */
const lateMs = { least: 20_000, most: 150_000 } as const;
const keys = {
  halt: 0x11,
  haltLength: 0x12,
  split: 0x13,
  late: 0x14,
  lateBy: 0x15,
  quiet: 0x16,
  volume: 0x17,
} as const;

/** The market of one synthetic symbol: what is traded in any minute, as a function of seed and time. */
export class SyntheticMarket {
  readonly #listing: Listing;
  readonly #options: MarketOptions;
  readonly #hours: ReturnType<typeof exchange>;
  readonly #price: SyntheticPrice;
  readonly #splits: Splits;
  readonly #halts: Occurrences;
  #traded: { readonly minute: number; readonly trades: readonly Trade[] } | undefined;

  constructor(listing: Listing, options: MarketOptions) {
    this.#listing = listing;
    this.#options = options;
    this.#hours = exchange(options.hours);
    this.#price = new SyntheticPrice(listing);
    const splits = new Occurrences(options.splitEveryMinutes, listing.key ^ keys.split);
    this.#splits = new Splits(listing, this.#price, splits);
    this.#halts = new Occurrences(options.haltEveryMinutes, listing.key ^ keys.halt);
  }

  /** Shares in a minute: another number than in the minute before says that history is restated. */
  sharesAt(minute: number): number {
    return this.#splits.sharesAt(minute);
  }

  /** The halt that a minute lies in: its first minute, and the one it ends before. */
  haltAt(minute: number): { readonly from: number; readonly to: number } | undefined {
    for (const from of this.#halts.between(minute - haltMinutes.most, minute + 1)) {
      const to = from + this.#whole(keys.haltLength, from, haltMinutes);
      if (minute < to) return { from, to };
    }
    return undefined;
  }

  isOpen(minute: number): boolean {
    return this.#hours.isOpen(minute * minuteMs);
  }

  /** When the exchange opens next, epoch milliseconds. */
  nextOpen(now: number): number | undefined {
    return this.#hours.nextOpen(now);
  }

  /** Whether the last trade of a minute is reported only after its end; if so, when, epoch milliseconds. */
  lateAt(minute: number): number | undefined {
    const isLate = chance(this.#listing.key ^ keys.late, minute) < this.#options.lateShare;
    return isLate ? (minute + 1) * minuteMs + this.#whole(keys.lateBy, minute, lateMs) : undefined;
  }

  /**
   * The bar of a minute as it is known at an instant, told in the shares of another minute; undefined where nothing that
   * was traded in it is known by then.
   */
  barAt(minute: number, now: number, sharesOf: number): TradedBar | undefined {
    const trades = this.#tradesOf(minute).filter(({ reportedAt }) => reportedAt <= now);
    const [first, last] = [trades[0], trades.at(-1)];
    if (first === undefined || last === undefined) return undefined;
    const factor = this.sharesAt(sharesOf) / this.sharesAt(minute);
    const prices = trades.map(({ price }) => price / factor);
    return {
      openTime: minute * minuteMs,
      open: first.price / factor,
      high: max(...prices),
      low: min(...prices),
      close: last.price / factor,
      adjustedClose: null,
      volume: round(trades.reduce((sum, { volume }) => sum + volume, 0) * factor),
      reportedAt: last.reportedAt,
    };
  }

  /** Those of the minute asked for last are kept: it is the forming one, most of the time. */
  #tradesOf(minute: number): readonly Trade[] {
    if (this.#traded?.minute !== minute) this.#traded = { minute, trades: this.#trade(minute) };
    return this.#traded.trades;
  }

  #trade(minute: number): Trade[] {
    const { key, lot } = this.#listing;
    const isQuiet = chance(key ^ keys.quiet, minute) < quietShare;
    if (isQuiet || !this.isOpen(minute) || this.haltAt(minute) !== undefined) return [];
    const shares = this.sharesAt(minute);
    const trades: Trade[] = [];
    // One path for prices, one number for whether and how much is traded: the exponential of it, as lots are.
    for (const [step, worth] of this.#price.within(minute).subarray(1).entries()) {
      const luck = chance(key ^ keys.volume, minute, step);
      if (luck >= busyShare) continue;
      const price = max(1, round((worth / shares) * ticksPerUnit)) / ticksPerUnit;
      const volume = ceil(-lot * log(1 - luck / busyShare)) + 1;
      trades.push({ reportedAt: minute * minuteMs + ceil((step + 1) * stepMs), price, volume });
    }
    const [last, late] = [trades.at(-1), this.lateAt(minute)];
    if (last !== undefined && late !== undefined) trades.splice(-1, 1, { ...last, reportedAt: late });
    return trades;
  }

  #whole(key: number, minute: number, { least, most }: { readonly least: number; readonly most: number }) {
    return least + floor(chance(this.#listing.key ^ key, minute) * (most - least + 1));
  }
}
