/**
 * Daily bars through Kafka: how fast one technical-indicators makes bars, roll-ups, indicators and signals of them, exactly
 * once; and how much memory it takes. Prints one JSON document.
 *
 *     node packages/testing/bench/stocks-through-kafka.ts [--symbols 500] [--days 2520] [--window 100] [--profile]
 *         [--runs by-symbol,by-day,by-symbol/alone,by-day/alone]
 *
 * The topic is filled before each run, symbol by symbol as a backfill does, or day by day. The service as it is also reads all it
 * has published back, to show it, and keeps it in SQLite; `/alone` is without API and views. Of each symbol and interval it
 * holds the newest `--window` bars in memory to show them, where its own default is 5,000: all of these would come to
 * more than a gigabyte. `barsPerSecond` is of the committed ones, from the first commit seen to the last. Every bar
 * is then looked for in the output, and of ten symbols each newest record is held against a batch. `--profile`: where the time goes.
 */
import { mkdtemp, rm } from "node:fs/promises";
import { cpus, tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import type { MarketBar } from "@tributary/contracts";
import { startStack } from "../src/stack.ts";
import { provisionStocks } from "../test/stocks/stocks-topics.ts";
import { summarize } from "./flights/cpu-profile.ts";
import { dailyBars, type Order, symbolName } from "./stocks/daily-bars.ts";
import { type IndicatorRun, runIndicators } from "./stocks/indicator-run.ts";
import { toldTruth } from "./stocks/told-truth.ts";
import { writeBars } from "./stocks/write-bars.ts";

const { values } = parseArgs({
  options: {
    symbols: { type: "string", default: "500" },
    days: { type: "string", default: "2520" },
    runs: { type: "string", default: "by-symbol,by-day,by-symbol/alone,by-day/alone" },
    window: { type: "string", default: "100" },
    profile: { type: "boolean", default: false },
  },
});
const size = { symbols: Number(values.symbols), days: Number(values.days) };
const bars = size.symbols * size.days;
const longestMs = 1_800_000;
const comparedSymbols = 10;
const rounded = (value: number) => Number(value.toFixed(value < 100 ? 2 : 0));
const mebibytes = (bytes: number) => Math.round(bytes / 2 ** 20);

function figuresOf({ samples, seconds, shownSeconds, cpuSeconds, peakResidentBytes }: IndicatorRun) {
  const first = samples.find(({ bars: done }) => done > 0);
  if (first === undefined || first.bars === bars) throw new Error("done before it was looked at: more bars");
  const residentAt = (done: number) => {
    const sample = samples.find((at) => at.bars >= done) ?? first;
    return { bars: sample.bars, mebibytes: mebibytes(sample.residentBytes) };
  };
  return {
    secondsToFirstCommit: rounded(first.seconds),
    seconds: rounded(seconds),
    ...(shownSeconds !== undefined && { secondsUntilAllIsShown: rounded(shownSeconds) }),
    barsPerSecond: Math.round((bars - first.bars) / (seconds - first.seconds)),
    cpuMicrosecondsPerBar: {
      service: rounded((cpuSeconds.service * 1e6) / bars),
      broker: rounded((cpuSeconds.broker * 1e6) / bars),
    },
    resident: {
      start: residentAt(1),
      third: residentAt(bars / 3),
      twoThirds: residentAt((bars * 2) / 3),
      end: residentAt(bars),
    },
    peakResidentMebibytes: mebibytes(peakResidentBytes),
  };
}

/** All bars of some symbols, spread over all. */
function lookedAt(order: Order): ReadonlyMap<string, readonly MarketBar[]> {
  const step = Math.max(1, Math.floor(size.symbols / comparedSymbols));
  const looked = new Map<string, MarketBar[]>();
  for (let symbol = 0; symbol < size.symbols; symbol += step) looked.set(symbolName(symbol), []);
  for (const bar of dailyBars(size, order)) looked.get(bar.symbol)?.push(bar);
  return looked;
}

async function through(run: string, folder: string) {
  const [order, alone] = run.split("/") as [Order, string?];
  const profiles = join(folder, run);
  const stack = await startStack();
  try {
    await provisionStocks(stack.kafkaBrokers, stack.schemaRegistryUrl);
    const startedAt = performance.now();
    await writeBars(stack, dailyBars(size, order));
    const writingSeconds = (performance.now() - startedAt) / 1_000;
    const profiling = { NODE_OPTIONS: `--cpu-prof --cpu-prof-dir=${profiles}`, SHUTDOWN_TIMEOUT_MS: "60000" };
    const done = await runIndicators(stack, {
      bars,
      isAlone: alone === "alone",
      env: { INDICATOR_WINDOW_BARS: values.window, ...(values.profile && profiling) },
      timeoutMs: longestMs,
    });
    return {
      writingSeconds: rounded(writingSeconds),
      ...figuresOf(done),
      truth: await toldTruth(stack, size, lookedAt(order)),
      ...(values.profile && { profile: await summarize(profiles, 25) }),
    };
  } finally {
    await stack.stop();
  }
}

const folder = await mkdtemp(join(tmpdir(), "tributary-stocks-"));
try {
  const results: Record<string, unknown> = {};
  for (const run of values.runs.split(",")) {
    results[run] = await through(run, folder);
    console.error(`${run}: ${JSON.stringify(results[run])}`);
  }
  const windowBars = Number(values.window);
  const machine = { cores: cpus().length, cpu: cpus()[0]?.model, node: process.version };
  console.log(
    JSON.stringify({ bench: "stocks-through-kafka", ...size, bars, windowBars, machine, results }, null, 2),
  );
} finally {
  await rm(folder, { recursive: true, force: true });
}
