import type { BollingerBands } from "../../src/index.ts";

/** The formula as it is written down, over each window anew. */
export function twoPassBands(
  closes: readonly number[],
  period: number,
  deviations: number,
): (BollingerBands | null)[] {
  return closes.map((_, bar) => {
    if (bar < period - 1) return null;
    const window = closes.slice(bar - period + 1, bar + 1);
    const middle = window.reduce((sum, close) => sum + close, 0) / period;
    const variance = window.reduce((sum, close) => sum + (close - middle) ** 2, 0) / period;
    const width = deviations * Math.sqrt(variance);
    return { middle, upper: middle + width, lower: middle - width };
  });
}
