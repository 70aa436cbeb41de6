/**
 * The step alone, as the runtime drives it (states frozen after each): microseconds of CPU a bar, making the bars and
 * freezing the states included, and what share of the time the steps are. Prints one JSON document.
 *
 *     node bench/step.ts [--symbols 200] [--bars 2520] [--base 1d] [--order by-symbol|by-time]
 */
import { parseArgs } from "node:util";
import type { MarketBar } from "@tributary/contracts";
import { defaultSettings } from "@tributary/indicators";
import { indicatorStep } from "../src/fold/indicator-step.ts";
import type { SymbolState } from "../src/fold/symbol-state.ts";

const { values } = parseArgs({
  options: {
    symbols: { type: "string", default: "200" },
    bars: { type: "string", default: "2520" },
    base: { type: "string", default: "1d" },
    order: { type: "string", default: "by-symbol" },
  },
});
const [symbols, count] = [Number(values.symbols), Number(values.bars)];
const stepMs = values.base === "1d" ? 86_400_000 : 60_000;
const exchange = values.base === "1d" ? "24-7" : "BINANCE";

function barOf(symbol: number, n: number): MarketBar {
  const close = 100 + 20 * Math.sin(n / 50 + symbol) + ((n * 7919 + symbol) % 101) / 50;
  const openTime = Date.UTC(2015, 0, 1) + n * stepMs;
  return {
    symbol: `S${symbol}`,
    exchange,
    interval: values.base as string,
    openTime,
    open: close - 0.25,
    high: close + 0.5,
    low: close - 0.75,
    close,
    adjustedClose: null,
    volume: (n * 31) % 1_000,
    currency: "USD",
    final: true,
    revision: 0,
    source: "synthetic",
    observedAt: openTime + stepMs,
  };
}

function frozen<S>(value: S): S {
  if (typeof value !== "object" || value === null || Object.isFrozen(value)) return value;
  if (Array.isArray(value)) for (const part of value) frozen(part);
  else for (const name in value) frozen(value[name]);
  return Object.freeze(value);
}

const step = indicatorStep(defaultSettings);
const states = new Map<string, SymbolState>();
let emits = 0;
let stepped = 0;

function take(bar: MarketBar): void {
  const before = frozen(states.get(bar.symbol));
  const began = performance.now();
  const answer = step(before, { value: bar });
  stepped += performance.now() - began;
  if ("rebuild" in answer) throw new Error(answer.rebuild);
  const [state, told] = answer;
  if (state !== undefined) states.set(bar.symbol, state);
  emits += told.length;
}

function run(from: number, to: number): void {
  if (values.order === "by-time")
    for (let n = 0; n < count; n++) for (let symbol = from; symbol < to; symbol++) take(barOf(symbol, n));
  else for (let symbol = from; symbol < to; symbol++) for (let n = 0; n < count; n++) take(barOf(symbol, n));
}

run(symbols, symbols + 10);
states.clear();
[emits, stepped] = [0, 0];
const before = process.threadCpuUsage();
const began = performance.now();
run(0, symbols);
const milliseconds = performance.now() - began;
const { user, system } = process.threadCpuUsage(before);
const bars = symbols * count;
const stateBytes =
  [...states.values()].reduce((sum, state) => sum + JSON.stringify(state).length, 0) / symbols;
process.stdout.write(
  `${JSON.stringify({
    bench: "step",
    bars,
    base: values.base,
    order: values.order,
    cpuMicrosecondsPerBar: Number(((user + system) / bars).toFixed(2)),
    shareOfSteps: Number((stepped / milliseconds).toFixed(2)),
    emitsPerBar: Number((emits / bars).toFixed(2)),
    stateBytesPerSymbol: Math.round(stateBytes),
    heapMebibytes: Math.round(process.memoryUsage().heapUsed / 2 ** 20),
  })}\n`,
);
