/**
 * The exactly-once fold against the same fold without transactions and against Kafka Streams (exactly_once_v2, one
 * thread), in turn on one broker, in one run; then how long a restart takes with much state. Prints one JSON document.
 * CPU a record is the steady figure; records a second depend on what else the machine does.
 *
 *     node packages/testing/bench/fold-throughput.ts [records=400000] [rounds=3]
 */
import { execFile } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { cpus, tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { fetchParts, findJava, startParts } from "@tributary/local-stack";
import { type BenchInput, writeInput } from "./fold/bench-input.ts";

type Figures = Readonly<Record<string, number>>;

const records = Number(process.argv[2] ?? 400_000);
const rounds = Number(process.argv[3] ?? 3);
const run = promisify(execFile);
const say = (line: string) => console.error(line);
const path = (file: string) => fileURLToPath(new URL(file, import.meta.url));

const java = findJava();
const jars = (await fetchParts(["kafka-streams"], { say, java }))["kafka-streams"];
const folder = await mkdtemp(join(tmpdir(), "tributary-bench-"));
const parts = await startParts({ folder, say });
let groups = 0;

const lastLine = (stdout: string): Figures => JSON.parse(stdout.trim().split("\n").at(-1) ?? "{}");

async function newGroup(input: BenchInput): Promise<string> {
  const group = `bench-fold-${groups++}`;
  await input.prepare(group);
  return group;
}

async function foldWorker(input: BenchInput, o: { chunk: number; guarantee: string }): Promise<Figures> {
  return runFold(await newGroup(input), input.topic, input.records, o);
}

async function runFold(group: string, topic: string, toSee: number, o: { chunk: number; guarantee: string }) {
  const env = {
    ...process.env,
    KAFKA_BROKERS: parts.kafkaBrokers,
    SCHEMA_REGISTRY_URL: parts.schemaRegistryUrl,
    STREAM_CHUNK_RECORDS: String(o.chunk),
    LOG_LEVEL: "error",
    OPS_PORT: "0",
  };
  const args = ["--no-warnings", path("fold/fold-worker.ts"), group, topic, String(toSee), o.guarantee];
  return lastLine((await run(process.execPath, args, { env })).stdout);
}

async function streams(input: BenchInput): Promise<Figures> {
  const output = `bench.streams-count-${groups++}.v1`;
  await input.createOutput(output);
  const state = await mkdtemp(join(folder, "streams-"));
  const flags = ["-Xmx512m", "-cp", join(jars, "*"), path("streams/count-streams.java")];
  const args = [...flags, parts.kafkaBrokers, input.topic, output, String(input.records), state];
  return lastLine((await run(java.command, args, { maxBuffer: 1 << 24 })).stdout);
}

const median = (values: readonly number[]) =>
  values.toSorted((a, b) => a - b)[values.length >> 1] ?? Number.NaN;
const rounded = (value: number) => Number(value.toFixed(value < 100 ? 2 : 0));

try {
  const input = await writeInput(parts, { records, keys: 660 });
  const contestants: Record<string, () => Promise<Figures>> = {
    "Kafka Streams, exactly_once_v2": () => streams(input),
    ...Object.fromEntries(
      [500, 2_000, 5_000].flatMap((chunk) => [
        [`fold, chunk ${chunk}`, () => foldWorker(input, { chunk, guarantee: "transactions" })],
        [`no transactions, chunk ${chunk}`, () => foldWorker(input, { chunk, guarantee: "none" })],
      ]),
    ),
  };
  const measured = new Map<string, Figures[]>();
  for (let round = 1; round <= rounds; round++) {
    for (const [name, contest] of Object.entries(contestants)) {
      const figures = await contest();
      measured.set(name, [...(measured.get(name) ?? []), figures]);
      say(`${round}/${rounds} ${name}: ${JSON.stringify(figures)}`);
    }
  }
  const names = ["recordsPerSecond", "cpuMicrosecondsPerRecord"] as const;
  const results = [...measured].map(([name, all]) => ({
    name,
    ...Object.fromEntries(
      names.map((figure) => [figure, rounded(median(all.map((one) => one[figure] ?? Number.NaN)))]),
    ),
  }));

  const restarts = [];
  for (const keys of [100_000, 1_000_000]) {
    const many = await writeInput(parts, { records: keys, keys });
    const group = await newGroup(many);
    const o = { chunk: 5_000, guarantee: "transactions" };
    const { peakRssMegabytes } = await runFold(group, many.topic, keys, o);
    const { restoreSeconds, rssMegabytes } = await runFold(group, many.topic, 0, o);
    restarts.push({ keys, peakRssMegabytes, restoreSeconds, rssMegabytesAfterRestore: rssMegabytes });
    say(JSON.stringify(restarts.at(-1)));
  }
  const machine = { cores: cpus().length, cpu: cpus()[0]?.model, node: process.version };
  const bench = { bench: "fold-throughput", records, keys: 660, rounds, machine, results, restarts };
  console.log(JSON.stringify(bench, null, 2));
} finally {
  await parts.stop();
  await rm(folder, { recursive: true, force: true });
}
