/**
 * The way of a year of flights from a CSV file to counts per airline and day: how long, what each process spends, where
 * the time goes, how much memory and lag; and the same rows sent by Python. Prints one JSON document.
 *
 *     node packages/testing/bench/flights-year.ts [--rows 5819079] [--only year,stages,python,rss,lag]
 *
 * `year`: one file end to end, counts compared with the truth that awk finds in the file. `stages`: reading alone, then
 * profiles of producer and counter over at most a million rows. `python`: rows a second in the way of the original, and
 * in batches. `rss`: memory while ten million generated rows pass (`--rss-rows`). `lag`: with 1, 2 and 3 counters.
 */
import { execFile } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { cpus, tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs, promisify } from "node:util";
import type { GeneratedFile } from "../test/chain/generated-file.ts";
import { differences, trueCounts } from "../test/flights/counts-truth.ts";
import { writeFlights } from "../test/flights/flights-file.ts";
import { summarize } from "./flights/cpu-profile.ts";
import { type FullSpeedRun, runFullSpeed } from "./flights/full-speed.ts";
import { type PythonFigures, pythonWay } from "./flights/python-way.ts";
import { readAlone } from "./flights/read-alone.ts";
import { Stand } from "./flights/stand.ts";

const { values } = parseArgs({
  options: {
    rows: { type: "string", default: "5819079" },
    "rss-rows": { type: "string", default: "10000000" },
    only: { type: "string", default: "year,stages,python,rss,lag" },
  },
});
const rows = Number(values.rows);
const rssRows = Number(values["rss-rows"]);
const parts = values.only.split(",");
const run = promisify(execFile);
const longestMs = 1_800_000;
const say = (line: string) => console.error(line);
const rounded = (value: number) => Number(value.toFixed(value < 100 ? 2 : 0));
const mebibytes = (bytes: number) => Math.round(bytes / 2 ** 20);
const roundedAll = (all: Readonly<Record<string, number>>, to = rounded) =>
  Object.fromEntries(Object.entries(all).map(([name, value]) => [name, to(value)]));

function figuresOf(measured: FullSpeedRun) {
  const { status, seconds, replaySeconds, cpuSeconds, peakResidentBytes } = measured;
  const { read } = status.rows;
  return {
    rows: status.rows,
    seconds: rounded(seconds),
    replaySeconds: rounded(replaySeconds),
    rowsPerSecond: Math.round(read / seconds),
    cpuSeconds: roundedAll(cpuSeconds),
    cpuMicrosecondsPerRow: roundedAll(cpuSeconds, (spent) => rounded((spent * 1e6) / read)),
    peakResidentMebibytes: roundedAll(peakResidentBytes, mebibytes),
  };
}

/** Memory at the first sample at or after each number of rows. */
function residentAt(measured: FullSpeedRun, steps: readonly number[]) {
  return steps.flatMap((step) => {
    const sample = measured.samples.find(({ rowsRead }) => rowsRead >= step);
    if (sample === undefined) return [];
    return [{ rows: sample.rowsRead, residentMebibytes: roundedAll(sample.residentBytes, mebibytes) }];
  });
}

async function year(file: GeneratedFile) {
  const options = { input: { FLIGHT_FILE: file.path }, counters: 1, samplesEveryMs: 500, withLag: false };
  return runFullSpeed({ ...options, timeoutMs: longestMs }, async (measured, chain) => {
    const truth = await trueCounts(file);
    const [counts = ""] = await chain.counts(measured.replay);
    const tenths = Array.from({ length: 10 }, (_, i) => Math.ceil(((i + 1) * rows) / 10));
    return {
      ...figuresOf(measured),
      airlineDays: truth.size,
      wrongCounts: differences(truth, counts).length,
      residentOverTime: residentAt(measured, tenths),
    };
  });
}

async function stages(file: GeneratedFile, folder: string) {
  const profiles = { producer: join(folder, "producer"), counter: join(folder, "counter") };
  const alone = await readAlone(file.path);
  const profiled = async (who: "producer" | "counter") =>
    runFullSpeed(
      {
        input: { FLIGHT_FILE: file.path },
        counters: 1,
        samplesEveryMs: 500,
        withLag: false,
        profile: { who, folder: profiles[who] },
        timeoutMs: longestMs,
      },
      async ({ cpuSeconds }, chain) => {
        await chain[who === "producer" ? "producer" : "counters"].scale(0);
        return {
          processCpuSeconds: rounded(cpuSeconds[who === "producer" ? who : "counter-0"] ?? Number.NaN),
          ...(await summarize(profiles[who])),
        };
      },
    );
  return {
    rows: file.rows,
    readAlone: alone,
    producer: await profiled("producer"),
    counter: await profiled("counter"),
  };
}

async function python(file: GeneratedFile, ours: number) {
  const stand = await Stand.open();
  const count = { flush: Math.min(20_000, file.rows), batch: Math.min(500_000, file.rows) };
  const rate = ({ rows: sent, seconds }: PythonFigures) => Math.round(sent / seconds);
  try {
    const { flush, batch } = await pythonWay(stand, file.path, count);
    return {
      originalWay: { ...flush, rowsPerSecond: rate(flush) },
      batched: { ...batch, rowsPerSecond: rate(batch) },
      tributaryRowsPerSecond: ours,
      timesTheOriginalWay: rounded(ours / rate(flush)),
      timesBatched: rounded(ours / rate(batch)),
    };
  } catch (error) {
    return { notMeasured: String(error) };
  } finally {
    await stand.close();
  }
}

async function rss() {
  const input = { FLIGHT_GENERATED_ROWS: String(rssRows) };
  const options = { input, counters: 1, samplesEveryMs: 250, withLag: false, timeoutMs: longestMs };
  return runFullSpeed(options, async (measured) => ({
    ...figuresOf(measured),
    steps: residentAt(measured, [1e5, 3e5, 1e6, 3e6, rssRows]),
  }));
}

async function lag(file: GeneratedFile) {
  const results = [];
  for (const counters of [1, 2, 3]) {
    const options = { input: { FLIGHT_FILE: file.path }, counters, samplesEveryMs: 500, withLag: true };
    const result = await runFullSpeed({ ...options, timeoutMs: longestMs }, async (measured) => {
      const lags = measured.samples.map(({ lag: offsets = 0 }) => offsets);
      return {
        counters,
        mostRecordsBehind: Math.max(...lags),
        recordsBehindAtTheEnd: lags.at(-1),
        secondsFromLastRowToAllCounted: rounded(measured.seconds - measured.replaySeconds),
        ...figuresOf(measured),
      };
    });
    say(JSON.stringify(result));
    results.push(result);
  }
  return results;
}

const folder = await mkdtemp(join(tmpdir(), "tributary-flights-"));
try {
  const write = (count: number) => writeFlights({ folder, rows: count, seed: 2015, isSpoilt: false });
  const results: Record<string, unknown> = {};
  const note = (name: string, result: unknown) => {
    results[name] = result;
    say(`${name}: ${JSON.stringify(result)}`);
  };
  const file = await write(rows);
  let ours = Number.NaN;
  if (parts.includes("year") || parts.includes("python")) {
    const measured = await year(file);
    ours = measured.rowsPerSecond;
    note("year", measured);
  }
  if (parts.includes("python")) note("python", await python(file, ours));
  if (parts.includes("lag")) note("lag", await lag(file));
  if (parts.includes("stages")) note("stages", await stages(await write(Math.min(rows, 1_000_000)), folder));
  if (parts.includes("rss")) note("rss", await rss());
  const machine = { cores: cpus().length, cpu: cpus()[0]?.model, node: process.version };
  const { stdout: java } = await run("sh", ["-c", "java -version 2>&1 | head -1"]);
  const bench = {
    bench: "flights-year",
    rows,
    fileBytes: file.bytes,
    machine: { ...machine, java: java.trim() },
    results,
  };
  console.log(JSON.stringify(bench, null, 2));
} finally {
  await rm(folder, { recursive: true, force: true });
}
