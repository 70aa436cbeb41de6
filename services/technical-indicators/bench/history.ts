/**
 * What keeping and showing bars costs: taking them into the history as fast as they come, and pages of 5,000 over HTTP, from
 * memory and from the file. JSON to stdout. Arguments: bars (200,000). No broker is needed; the log is in memory.
 */
import { mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { monitorEventLoopDelay } from "node:perf_hooks";
import { setImmediate as nextTurn } from "node:timers/promises";
import { BarHistory } from "../src/history/bar-history.ts";
import { minute, minutes, opening } from "../test/an-indicator.ts";
import { bars, newWorld, type Shown, showing } from "../test/api/showing.ts";
import { anEntry } from "../test/history/an-entry.ts";

const count = Number(process.argv[2] ?? 200_000);
const symbols = ["AAPL", "MSFT", "BTCUSDT", "SYNTH"];
const folder = mkdtempSync(join(tmpdir(), "bench-history-"));
const round = (value: number) => Math.round(value * 10) / 10;

/** As a view hands them over, 1,000 at a time; both threads' CPU, and how long the event loop was held up. */
async function keeping() {
  const path = join(folder, "kept.sqlite");
  const history = new BarHistory({ file: path, windowBars: 5_000 });
  await history.open({ info() {}, error() {} } as never);
  await history.begin({ epoch: "bench", position: [0] });
  const entries = minutes(count).map((bar, offset) => anEntry(bar, offset));
  await nextTurn();
  const loop = monitorEventLoopDelay({ resolution: 1 });
  loop.enable();
  const [cpu, began, active] = [process.cpuUsage(), performance.now(), performance.eventLoopUtilization()];
  for (let from = 0; from < entries.length; from += 1_000) {
    await nextTurn();
    await history.ready();
    for (const entry of entries.slice(from, from + 1_000)) history.put(entry);
  }
  // The answer of the file tells that all is written.
  await history.rows({ symbol: "AAPL", interval: "1m", from: 0, before: Number.MAX_SAFE_INTEGER, limit: 1 });
  loop.disable();
  const { user, system } = process.cpuUsage(cpu);
  const told = {
    barsASecond: Math.round((1_000 * count) / (performance.now() - began)),
    cpuMicrosecondsABar: round((user + system) / count),
    eventLoopMicrosecondsABar: round((1_000 * performance.eventLoopUtilization(active).active) / count),
    longestBlockMs: round(loop.max / 1e6),
    blockP99Ms: round(loop.percentile(99) / 1e6),
  };
  await history.close();
  return { ...told, fileBytesABar: Math.round(statSync(path).size / count) };
}

/** Milliseconds from asking to the last byte, over all symbols: the fastest and the slowest page. */
async function timed({ url }: Shown, more = "") {
  const times: number[] = [];
  for (const symbol of symbols) {
    const began = performance.now();
    await (await fetch(`${url}/bars?symbol=${symbol}&interval=1m&limit=5000${more}`)).bytes();
    times.push(round(performance.now() - began));
  }
  return { fastest: Math.min(...times), slowest: Math.max(...times) };
}

async function showingThem() {
  const told: Record<string, unknown> = {};
  const perSymbol = Math.max(20_000, count / symbols.length);
  const facts = bars(symbols.flatMap((symbol) => minutes(perSymbol, { symbol })));
  const env = { INDICATOR_HISTORY_FILE: join(folder, "shown.sqlite"), LOG_LEVEL: "error" };
  const world = newWorld();
  await showing(facts, async () => {}, env, world);
  const began = performance.now();
  await showing(
    [],
    async (shown) => {
      told.restartSeconds = round((performance.now() - began) / 1_000);
      const old = `&before=${opening + 10_000 * minute}`;
      told.memoryFirstMs = await timed(shown);
      told.memoryAgainMs = await timed(shown);
      told.fileFirstMs = await timed(shown, old);
      told.fileAgainMs = await timed(shown, old);
    },
    env,
    world,
  );
  return told;
}

const result = { bars: count, keeping: await keeping(), pagesOf5000: await showingThem() };
rmSync(folder, { recursive: true });
process.stdout.write(`${JSON.stringify(result, null, 2)}\n`);
