import { parseArgs } from "node:util";
import { computeIndicators } from "@tributary/indicators";
import { fakeBars, fakeColumns, fakePrices, openTimes } from "../e2e/support/fake-bars.ts";
import type { Bar } from "../page/stocks/feed/bar.ts";
import { barsOf } from "../page/stocks/feed/bar-frame.ts";
import type { ParameterValues } from "../page/stocks/parameters/graph-parameters.ts";
import { settingsOf } from "../page/stocks/parameters/graph-parameters.ts";
import { ShownBars } from "../page/stocks/parameters/shown-bars.ts";

/**
 * `node bench/shown-bars.ts`: what it costs to compute all graphs with parameters of one's own, a picture: for a tick, the
 * next bar, a correction and a page of history; beside computing all of them each time. JSON, ms, medians.
 */
const { values } = parseArgs({
  options: { bars: { type: "string", default: "5000" }, turns: { type: "string", default: "200" } },
});
const [count, turns] = [Number(values.bars), Number(values.turns)];
const times = openTimes("1m", count + turns, Date.UTC(2026, 10, 20, 20));
// As they come off the stream.
const rows = fakeBars(fakePrices("ACME", times, 180)).map((bar) => fakeColumns.map((column) => bar[column]));
const bars = barsOf({ clock: 0, columns: fakeColumns, rows });
const own: ParameterValues = new Map([
  ["bands", [20, 2.5]],
  ["sma", [50]],
  ["ema", [50]],
  ["aroon", [50]],
  ["rsi", [7]],
  ["macd", [5, 35, 5]],
]);
const shown = new ShownBars();
const whole = { isWhole: true, bars: [] };
const told = (held: readonly Bar[], back: number) =>
  shown.bring(held, { isWhole: false, bars: held.slice(-back) }, true, own);

function median(act: (turn: number) => void): number {
  const took = Array.from({ length: turns }, (_, turn) => {
    const start = performance.now();
    act(turn);
    return performance.now() - start;
  });
  return Number((took.sort((a, b) => a - b)[turns >> 1] ?? 0).toFixed(4));
}

const growing = Array.from({ length: turns }, (_, turn) => bars.slice(0, count + turn));
shown.bring(growing[0] ?? [], whole, true, own);
console.log(
  JSON.stringify({
    bars: count,
    // Of the last bar, and of the one before it, which has closed.
    nextBar: median((turn) => told(growing[turn] ?? [], 2)),
    tick: median(() => told(bars, 1)),
    correction12Back: median(() => told(bars, 12)),
    pageOfHistory: median(() => shown.bring(bars, whole, true, own)),
    computeIndicators: median(() => void computeIndicators(bars, settingsOf(own))),
  }),
);
