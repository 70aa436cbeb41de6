import { aBar, minute, monday } from "../a-bar.ts";
import { Folding } from "./folding.ts";
import { difference, recomputed } from "./recomputed.ts";

/** Minutes of a wandering price; the same each time. */
function minutes(count: number, given: (n: number) => object = () => ({})) {
  let close = 100;
  return Array.from({ length: count }, (_, n) => {
    const open = close;
    close += Math.round(10 * Math.sin(n * n)) / 4;
    return aBar({ openTime: monday + n * minute, open, close, volume: n % 7, ...given(n) });
  });
}

test("closed bars have the indicators of a batch, in every interval up to the year", () => {
  const folding = new Folding().take(...minutes(400));
  expect(difference(folding.table, recomputed(folding.log))).toBeUndefined();
  expect(folding.of("1h")).toHaveLength(7);
  expect(folding.rebuilds).toEqual([]);
});
