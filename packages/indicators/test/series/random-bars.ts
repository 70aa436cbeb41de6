import type { TestBar } from "./market-bar.ts";

/** Mulberry32: the same numbers from 0 to below 1 for the same seed. */
export function randomNumbers(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/**
 * A random walk on a grid of 0.25, so that highs and lows tie all the time; 1 bar in 200 begins a flat stretch of up to
 * 60 bars, 1 in 300 a gap of up to a third, 1 in 20 has no volume.
 */
export function randomBars(count: number, seed: number): TestBar[] {
  const random = randomNumbers(seed);
  const onGrid = (price: number) => Math.max(1, Math.round(price * 4) / 4);
  const bars: TestBar[] = [];
  let close = 100;
  let flat = 0;
  while (bars.length < count) {
    const volume = random() < 0.05 ? 0 : Math.floor(random() * 1e6);
    if (flat === 0 && random() < 1 / 200) flat = 1 + Math.floor(random() * 60);
    if (flat > 0) {
      flat--;
      bars.push({ open: close, high: close, low: close, close, volume });
      continue;
    }
    // Drawn to 100, or 20,000 steps would end at the bottom or in the clouds.
    const gap = random() < 1 / 300 ? 0.67 + random() * 0.66 : 1;
    const open = onGrid(close * gap);
    close = onGrid(open + (random() - 0.5) * 3 + (100 - open) * 0.01);
    const high = onGrid(Math.max(open, close) + random());
    const low = onGrid(Math.min(open, close) - random());
    bars.push({ open, high, low, close, volume });
  }
  return bars;
}
