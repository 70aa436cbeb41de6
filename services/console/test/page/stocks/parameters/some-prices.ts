import { computeIndicators, type IndicatorSettings } from "@tributary/indicators";
import type { Bar } from "../../../../page/stocks/feed/bar.ts";
import { aBar } from "../a-bar.ts";

/** A walk of prices, the same for the same seed: calm and wild stretches, halts, and jumps. */
export function someCloses(seed: number, count: number): number[] {
  let state = seed >>> 0;
  const chance = () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
  let [price, size, isHalted] = [50 + 100 * chance(), 0.01, false];
  return Array.from({ length: count }, () => {
    if (chance() < 0.01)
      [size, isHalted] = [[0.0005, 0.01, 0.05][Math.floor(chance() * 3)] ?? 0.01, chance() < 0.2];
    if (chance() < 0.002) price *= 0.5 + chance();
    if (!isHalted) price = Math.max(1, price * (1 + (chance() - 0.5) * size));
    return price;
  });
}

/** Bars of closes, the first there has ever been among them, as a service with these settings tells them: its values are of all of them. */
export function barsOfCloses(closes: readonly number[], settings?: IndicatorSettings): Bar[] {
  const prices = closes.map((close, n) => aBar(n, { close, high: close * 1.01, low: close * 0.99 }));
  return computeIndicators(prices, settings).map((values, n) => ({ ...(prices[n] as Bar), ...values }));
}
