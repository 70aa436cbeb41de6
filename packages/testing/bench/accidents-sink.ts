/**
 * Accidents into MongoDB: how fast mongo-sink writes them, held against the bare driver and against MongoDB's own
 * connector in Kafka Connect, side by side on one server; and how fast the services around it are. Prints one JSON document.
 *
 *     SECANTUSD_PATH=<server> node packages/testing/bench/accidents-sink.ts [--rows 200000] [--only series,plain,wheel,stages,memory,sort]
 *
 * `series`, `plain`: documents a second on the strict server, `--rounds` times, and what producer and feed do with the same
 * rows. All three write the same documents into collections with the same options and indexes, unordered, at most 1,000 at
 * a time, six at once, acknowledged by a majority, from the journal. The driver has its documents in memory; the others read
 * and decode them from a topic that was filled before. The connector holds them to no contract, and may write them twice.
 * `wheel`: plain, on the server that `npm start` brings. `stages`: where producer, sink and feed spend their time. `memory`: of the sink while
 * `--memory-rows` documents pass, into a plain collection. `sort`: a file of `--sort-rows` rows in no order, replayed.
 */
import { mkdtemp, rm } from "node:fs/promises";
import { cpus, tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import type { ProcessUsage } from "../src/process-usage.ts";
import { contest, type Kind, type Round, type Speed } from "./accidents/contest.ts";
import { feedRun } from "./accidents/feed-run.ts";
import { type ReplayFigures, replay } from "./accidents/replay-run.ts";
import { sinkRun } from "./accidents/sink-run.ts";
import { SinkStand } from "./accidents/sink-stand.ts";
import { accidentsFile, sortedReplay } from "./accidents/sorted-replay.ts";
import { summarize } from "./flights/cpu-profile.ts";

const { values } = parseArgs({
  options: {
    rows: { type: "string", default: "200000" },
    rounds: { type: "string", default: "1" },
    "wheel-rows": { type: "string", default: "20000" },
    "memory-rows": { type: "string", default: "1000000" },
    "sort-rows": { type: "string", default: "1000000" },
    only: { type: "string", default: "series,plain,wheel,stages,memory,sort" },
  },
});
const parts = values.only.split(",");
const say = (line: string) => console.error(line);
const rounded = (value: number) => Number(value.toFixed(value < 100 ? 2 : 0));
const mebibytes = (bytes: number) => Math.round(bytes / 2 ** 20);
const median = (all: readonly number[]) => all.toSorted((a, b) => a - b)[all.length >> 1] ?? Number.NaN;

/** The median of each figure of each contestant, and ours over theirs. */
function outcome(rounds: readonly Round[]) {
  const of = (who: keyof Round, what: keyof Speed) =>
    median(rounds.map((round) => round[who]).flatMap((one) => ("notMeasured" in one ? [] : one[what])));
  const figures = (who: keyof Round) => {
    const failure = rounds.map((round) => round[who]).find((one) => "notMeasured" in one);
    return (
      failure ?? {
        documentsPerSecond: rounded(of(who, "documentsPerSecond")),
        cpuMicrosecondsPerDocument: rounded(of(who, "cpuMicrosecondsPerDocument")),
        serverMicrosecondsPerDocument: rounded(of(who, "serverMicrosecondsPerDocument")),
      }
    );
  };
  const ours = of("sink", "documentsPerSecond");
  return {
    mongoSink: figures("sink"),
    insertMany: figures("insertMany"),
    kafkaConnect: figures("connect"),
    timesInsertMany: rounded(ours / of("insertMany", "documentsPerSecond")),
    timesKafkaConnect: rounded(ours / of("connect", "documentsPerSecond")),
  };
}

function replayFigures({ rows, seconds, toFirstRow, usage }: ReplayFigures) {
  return {
    rows,
    secondsToFirstRow: rounded(toFirstRow),
    seconds: rounded(seconds),
    rowsPerSecond: Math.round(rows.sent / (seconds - toFirstRow)),
    cpuMicrosecondsPerRow: rounded((usage.cpuSeconds * 1e6) / rows.sent),
    peakResidentMebibytes: mebibytes(usage.peakResidentBytes),
  };
}

/** A stand whose topic is full. */
async function onFullTopic<T>(
  kind: "strict" | "plain",
  rows: string,
  then: (stand: SinkStand, filled: ReplayFigures) => Promise<T>,
): Promise<T> {
  const stand = await SinkStand.open(kind);
  try {
    return await then(
      stand,
      await replay(stand, { ACCIDENT_GENERATED_ROWS: rows, ACCIDENT_FROM: "2016-01-01" }),
    );
  } finally {
    await stand.close();
  }
}

async function contests(server: "strict" | "plain", kind: Kind, rows: string) {
  return onFullTopic(server, rows, async (stand, filled) => {
    const rounds: Round[] = [];
    for (let round = 0; round < Number(values.rounds); round++)
      rounds.push(await contest(stand, kind, filled.rows.sent, say));
    const feed = await feedRun(stand, filled.rows.sent);
    return {
      producer: replayFigures(filled),
      ...outcome(rounds),
      feed: {
        accidentsPerSecond: Math.round(feed.accidents / feed.seconds),
        cpuMicrosecondsPerAccident: rounded((feed.usage.cpuSeconds * 1e6) / filled.rows.sent),
        peakResidentMebibytes: mebibytes(feed.usage.peakResidentBytes),
      },
    };
  });
}

/** Producer, sink and feed with V8 looking on. */
async function stages(folder: string) {
  const stand = await SinkStand.open("strict");
  const profiling = (who: string) => ({
    NODE_OPTIONS: `--cpu-prof --cpu-prof-dir=${join(folder, who)}`,
    SHUTDOWN_TIMEOUT_MS: "60000",
  });
  try {
    const input = { ACCIDENT_FILE: await accidentsFile(folder, Number(values.rows)), ACCIDENT_ORDER: "file" };
    const { rows, usage } = await replay(stand, { ...input, ...profiling("producer") });
    const expected = rows.sent;
    const sink = await sinkRun(stand, { expected, database: "stages", env: profiling("sink") });
    const feed = await feedRun(stand, expected, profiling("feed"));
    const figures = async (who: string, { cpuSeconds }: ProcessUsage) => ({
      cpuSeconds: rounded(cpuSeconds),
      ...(await summarize(join(folder, who))),
    });
    return {
      rows: expected,
      producer: await figures("producer", usage),
      sink: await figures("sink", sink.usage),
      feed: await figures("feed", feed.usage),
    };
  } finally {
    await stand.close();
  }
}

async function memory() {
  return onFullTopic("strict", values["memory-rows"], async (stand, { rows }) => {
    const env = { MONGO_SINK_TIME_SERIES: "off" };
    const run = await sinkRun(stand, { expected: rows.sent, database: "memory", env });
    const steps = [1e5, 3e5, 1e6, rows.sent].flatMap((step) => {
      const sample = run.samples.find(({ documents }) => documents >= step);
      return sample === undefined ? [] : [{ ...sample, residentMebibytes: mebibytes(sample.residentBytes) }];
    });
    return {
      documentsPerSecond: rounded(run.documents / run.seconds),
      recordsABatch: rounded(run.recordsABatch),
      failedBatches: run.failedBatches,
      steps,
      peakResidentMebibytes: mebibytes(run.usage.peakResidentBytes),
    };
  });
}

async function sort(folder: string) {
  const { fileBytes, file, sortedFirst, sortedAgain } = await sortedReplay(
    folder,
    Number(values["sort-rows"]),
  );
  return {
    fileBytes,
    file: replayFigures(file),
    sortedFirst: replayFigures(sortedFirst),
    sortedAgain: replayFigures(sortedAgain),
  };
}

const folder = await mkdtemp(join(tmpdir(), "tributary-accidents-"));
const benches: Readonly<Record<string, () => Promise<unknown>>> = {
  series: () => contests("strict", "time-series", values.rows),
  plain: () => contests("strict", "plain", values.rows),
  wheel: () => contests("plain", "plain", values["wheel-rows"]),
  stages: () => stages(folder),
  memory,
  sort: () => sort(folder),
};
const results: Record<string, unknown> = {};
try {
  for (const name of parts) {
    results[name] = await (benches[name] ?? raise(`there is no part ${name}`))();
    say(`${name}: ${JSON.stringify(results[name])}`);
  }
} finally {
  await rm(folder, { recursive: true, force: true });
}
const machine = { cores: cpus().length, cpu: cpus()[0]?.model, node: process.version };
console.log(
  JSON.stringify({ bench: "accidents-sink", rows: Number(values.rows), machine, results }, null, 2),
);

function raise(message: string): never {
  throw new Error(message);
}
