import type { Clock } from "../network/clock.ts";
import type { Provider } from "../provider.ts";
import { listingOf } from "./listing.ts";
import { SyntheticFeed } from "./synthetic-feed.ts";
import { type MarketOptions, SyntheticMarket } from "./synthetic-market.ts";

export interface SyntheticOptions extends MarketOptions {
  /** Another seed, other prices. */
  readonly seed: number;
  /** How far back history begins where nothing was sent before. */
  readonly historyMinutes: number;
  readonly clock: Pick<Clock, "now" | "pause">;
}

/** An exchange of symbols that end in `.SYN`: a function of seed and clock, so that a restart goes on without a jump. */
export function syntheticProvider({ seed, historyMinutes, clock, ...market }: SyntheticOptions): Provider {
  return {
    name: "synthetic",

    async *follow(symbol, { oldest, signal }) {
      const listing = listingOf(symbol, seed);
      if (listing === undefined) throw new Error(`${symbol} is not a synthetic symbol such as ALDER.SYN`);
      const options = { market: new SyntheticMarket(listing, market), historyMinutes, clock, signal };
      yield* new SyntheticFeed(options).events(oldest);
    },

    async describe(symbol) {
      const listing = listingOf(symbol, seed);
      if (listing === undefined) return undefined;
      const { name } = listing;
      return { symbol, name, exchange: market.hours, currency: "USD", interval: "1m", statusBy: "provider" };
    },
  };
}
