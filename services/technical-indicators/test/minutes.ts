import type { MarketBar } from "@tributary/contracts";
import { aBar, minute, monday } from "./a-bar.ts";

/** Closed minutes of a price that wanders in quarters; the same each time. */
export function minutes(count: number, given: Partial<MarketBar> = {}): MarketBar[] {
  let close = 100;
  return Array.from({ length: count }, (_, n) => {
    const open = close;
    close += Math.round(10 * Math.sin(n * n)) / 4;
    return aBar({ openTime: monday + n * minute, open, close, volume: n % 7, ...given });
  });
}

/** The next state of a bar, its prices times `factor`. */
export function revised(bar: MarketBar, factor: number, given: Partial<MarketBar> = {}): MarketBar {
  const [open, high, low, close] = [bar.open, bar.high, bar.low, bar.close].map((price) => price * factor);
  return { ...bar, ...({ open, high, low, close } as MarketBar), revision: bar.revision + 1, ...given };
}
