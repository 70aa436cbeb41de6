import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { Aroon } from "../src/index.ts";

const flat = (price: number) => ({ high: price, low: price });

test("the window is of one bar more than the period, and on a tie the most recent bar counts", () => {
  const aroon = new Aroon(4);
  const highs = [9, 7, 9, 8, 8, 8, 8, 7];
  const lows = [1, 2, 3, 3, 4, 5, 5, 5];
  const values = highs.map((high, bar) => aroon.update({ high, low: lows[bar] as number }));
  expect(values.slice(0, 4)).toEqual([null, null, null, null]);
  expect(values.slice(4)).toEqual([
    { up: 50, down: 0, oscillator: 50 }, // the second 9, two bars ago; 1, four bars ago
    { up: 25, down: 0, oscillator: 25 }, // 9, three bars ago; 2, four bars ago
    { up: 0, down: 25, oscillator: -25 }, // 9, four bars ago; the second 3, three bars ago
    { up: 75, down: 0, oscillator: 75 }, // the last 8, one bar ago; 3, four bars ago
  ]);
});

test("a series that only falls keeps no more bars than its window", () => {
  setFlagsFromString("--expose-gc");
  const collect = runInNewContext("gc") as () => void;
  const aroon = new Aroon(25);
  for (let bar = 0; bar < 10_000; bar++) aroon.update(flat(-bar));
  collect();
  const before = process.memoryUsage().heapUsed;
  for (let bar = 10_000; bar < 600_000; bar++) aroon.update(flat(-bar));
  collect();
  // Two lists of all these numbers would be 9 MB and more.
  expect(process.memoryUsage().heapUsed - before).toBeLessThan(4e6);
  expect(aroon.state().highs.at).toHaveLength(26);
});
