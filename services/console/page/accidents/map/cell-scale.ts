import { CELL_LEAST } from "./map-picture.ts";

/** So many sizes and strengths of cells. */
export const CELL_LEVELS = 5;
const STEPS = [1, 2, 5];

/** The end of the scale: the next of 10, 20, 50, 100 … that no cell passes, so that it seldom moves. */
export function scaleEnd(counts: Iterable<number>): number {
  const most = Math.max(CELL_LEAST, ...counts);
  for (let power = 10; ; power *= 10) {
    const step = STEPS.find((one) => one * power >= most);
    if (step !== undefined) return step * power;
  }
}

/** The level of a cell, 0 to 4: steps of equal ratio from the least count of a cell to the scale's end. */
export function cellLevel(count: number, end: number): number {
  const share = Math.log(count / CELL_LEAST) / Math.log(end / CELL_LEAST);
  return Math.max(0, Math.min(CELL_LEVELS - 1, Math.floor(share * CELL_LEVELS)));
}
