/**
 * One accident-feed that finds accidents waiting in Kafka: how fast they are counted, what that costs, how long the API takes
 * over all of them, and how long a restart takes. Prints one JSON document. CPU an accident is the steady figure; accidents a
 * second depend on what else the machine does.
 *
 *     node bench/full-speed.ts [--accidents 500000] [--chunk 5000]
 */
import { cpus } from "node:os";
import { parseArgs } from "node:util";
import { accident } from "@tributary/contracts";
import { eventually, provisionFor, ServiceProcess, startStack, TopicWriter } from "@tributary/testing";
import { accidentFeed } from "../src/service.ts";
import { accidentStream } from "./accident-stream.ts";

const { values } = parseArgs({
  options: {
    accidents: { type: "string", default: "500000" },
    chunk: { type: "string", default: "5000" },
  },
});
const accidents = Number(values.accidents);
const replay = "20261122T080000Z.5f2a9c1e.1.0";
const patienceMs = 600_000;
const say = (line: string) => process.stderr.write(`${line}\n`);
const rounded = (value: number) => Number(value.toFixed(value < 100 ? 1 : 0));

const stack = await startStack(say);
process.env.KAFKA_BROKERS = stack.kafkaBrokers;
process.env.SCHEMA_REGISTRY_URL = stack.schemaRegistryUrl;
const feed = () =>
  new ServiceProcess(new URL("../src/main.ts", import.meta.url), {
    KAFKA_BROKERS: stack.kafkaBrokers,
    SCHEMA_REGISTRY_URL: stack.schemaRegistryUrl,
    STREAM_CHUNK_RECORDS: values.chunk,
    NODE_OPTIONS: "--max-old-space-size=1024",
  });

async function write(count: number): Promise<void> {
  const writer = await TopicWriter.open(accident);
  const slice = 5_000;
  for (let from = 0; from < count; from += slice)
    await writer.write(...accidentStream(replay, from, Math.min(slice, count - from)));
  await writer.close();
}

async function counted(of: ServiceProcess): Promise<number> {
  const answer = await fetch(`${await of.apiUrl()}/replays`);
  if (answer.status !== 200) return 0;
  const { replays } = (await answer.json()) as { replays: readonly { accidentCount: number }[] };
  return replays[0]?.accidentCount ?? 0;
}

async function figures(of: ServiceProcess) {
  const [cpuSeconds, resident, heap] = await Promise.all([
    of.metric("process_cpu_seconds_total"),
    of.metric("process_resident_memory_bytes"),
    of.metric("nodejs_heap_size_used_bytes"),
  ]);
  return {
    cpuSeconds: rounded(cpuSeconds),
    residentMebibytes: rounded(resident / 2 ** 20),
    heapMebibytes: rounded(heap / 2 ** 20),
  };
}

/** Milliseconds of an answer, as a client on this machine sees it. */
async function timed(of: ServiceProcess, path: string, times: number) {
  const url = `${await of.apiUrl()}${path}`;
  const taken: number[] = [];
  let bytes = 0;
  for (let i = 0; i < times; i++) {
    const before = performance.now();
    bytes = (await (await fetch(url)).arrayBuffer()).byteLength;
    taken.push(performance.now() - before);
  }
  taken.sort((a, b) => a - b);
  return { median: rounded(taken[times >> 1] ?? 0), worst: rounded(taken.at(-1) ?? 0), bytes };
}

try {
  await provisionFor(accidentFeed);
  say(`writing ${accidents} accidents`);
  await write(accidents);

  const first = feed();
  await first.says("API is open", patienceMs);
  const before = performance.now();
  await eventually(async () => {
    if ((await counted(first)) < accidents) throw new Error("not all are counted yet");
  }, patienceMs);
  const seconds = (performance.now() - before) / 1_000;
  const counting = await figures(first);
  const stateKeys = await first.metric("stream_state_keys");
  const answers = {
    totals: await timed(first, "/totals", 50),
    totalsOfCalifornia: await timed(first, "/totals?state=CA", 50),
    replays: await timed(first, "/replays", 50),
    accidents: await timed(first, "/accidents", 20),
    severeAccidents: await timed(first, "/accidents?severity=3,4", 20),
  };
  const after = await figures(first);
  await first.stop();

  const restarted = performance.now();
  const second = feed();
  await second.ready(patienceMs);
  const restartSeconds = rounded((performance.now() - restarted) / 1_000);
  const restart = { seconds: restartSeconds, ...(await figures(second)) };
  await second.stop();

  const cpuMicroseconds = (counting.cpuSeconds * 1e6) / accidents;
  const machine = { cores: cpus().length, cpu: cpus()[0]?.model, node: process.version };
  const speed = {
    seconds: rounded(seconds),
    accidentsPerSecond: Math.round(accidents / seconds),
    cpuMicrosecondsPerAccident: rounded(cpuMicroseconds),
  };
  const measured = { stateKeys, counting: { ...speed, ...counting }, answersMs: answers, after, restart };
  process.stdout.write(
    `${JSON.stringify({ bench: "accident-feed", accidents, chunk: Number(values.chunk), machine, ...measured }, null, 2)}\n`,
  );
} finally {
  await stack.stop();
}
