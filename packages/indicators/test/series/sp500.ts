import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import type { TestBar } from "./market-bar.ts";

/** The S&P 500 from 2000-01-03 to 2020-04-17 as Yahoo has it: 5,105 days, unrounded. From npm vega-datasets. */
export function sp500(): TestBar[] {
  const entry = createRequire(import.meta.url).resolve("vega-datasets");
  const text = readFileSync(join(entry, "..", "..", "data", "sp500-2000.csv"), "utf8");
  return text
    .trim()
    .split("\n")
    .slice(1)
    .map((line) => {
      const [, open, high, low, close, , volume] = line.split(",").map(Number) as number[];
      return { open, high, low, close, volume } as TestBar;
    });
}

/**
 * The same days over and over, since no longer daily record is at hand: each lap is scaled so that it opens where the
 * one before closed. 5,105 of the bars are real, the others are real but for the scale.
 */
export function sp500Laps(count: number): TestBar[] {
  const days = sp500();
  const bars: TestBar[] = [];
  let scale = 1;
  while (bars.length < count) {
    for (const { open, high, low, close, volume } of days) {
      bars.push({ open: open * scale, high: high * scale, low: low * scale, close: close * scale, volume });
    }
    scale = (bars.at(-1) as TestBar).close / (days[0] as TestBar).open;
  }
  return bars.slice(0, count);
}
