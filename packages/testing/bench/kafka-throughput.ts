/**
 * The kafka room against bare kafkajs and Kafka's own Java tools, in turn on one broker, three rounds in one run.
 * Prints one JSON document. CPU a record is the steady figure; records a second depend on what else the machine does.
 *
 *     node packages/testing/bench/kafka-throughput.ts [records=300000]
 */
import { execFile } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { cpus, tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { fetchParts, findJava, startParts } from "@tributary/local-stack";
import { createTopic } from "./create-topic.ts";

interface Figures {
  readonly recordsPerSecond: number;
  readonly cpuMicrosecondsPerRecord: number;
}

const records = Number(process.argv[2] ?? 300_000);
const rounds = 3;
const partitions = 6;
const run = promisify(execFile);
const say = (line: string) => console.error(line);

const java = findJava();
const tools = (await fetchParts(["kafka-tools"], { say, java }))["kafka-tools"];
const folder = await mkdtemp(join(tmpdir(), "tributary-bench-"));
const parts = await startParts({ folder, say });
const brokers = parts.kafkaBrokers;

async function worker(name: string, topic: string): Promise<Figures> {
  const file = fileURLToPath(new URL(`../../kafka/bench/${name}.ts`, import.meta.url));
  const { stdout } = await run(process.execPath, ["--no-warnings", file, topic, String(records), brokers]);
  return JSON.parse(stdout.trim().split("\n").at(-1) ?? "");
}

/** CPU time of the whole tool, start of the JVM included; `bash`'s `time` is the accounting. */
async function javaTool(tool: string, args: readonly string[], rate: RegExp): Promise<Figures> {
  const command = [
    java.command,
    "-Xmx512m",
    "-cp",
    join(tools, "*"),
    `org.apache.kafka.tools.${tool}`,
    ...args,
  ];
  const script = `TIMEFORMAT='cpu %U %S'; time ${command.map((word) => `'${word}'`).join(" ")}`;
  const { stdout, stderr } = await run("bash", ["-c", script], { maxBuffer: 1 << 24 });
  const [, user, system] = /cpu ([\d.]+) ([\d.]+)/.exec(stderr) ?? [];
  const recordsPerSecond = Number(rate.exec(stdout)?.[1]);
  if (!Number.isFinite(recordsPerSecond)) throw new Error(`${tool} told no rate:\n${stdout}\n${stderr}`);
  return {
    recordsPerSecond,
    cpuMicrosecondsPerRecord: ((Number(user) + Number(system)) * 1e6) / records,
  };
}

const publishByJava = (topic: string) =>
  javaTool(
    "ProducerPerformance",
    [
      ...["--topic", topic, "--num-records", String(records), "--record-size", "100", "--throughput", "-1"],
      ...["--producer-props", `bootstrap.servers=${brokers}`, "acks=all", "linger.ms=5", "batch.size=65536"],
    ],
    /^\d+ records sent, ([\d.]+) records\/sec/m,
  );
const readByJava = (topic: string) =>
  javaTool(
    "ConsumerPerformance",
    [
      ...["--bootstrap-server", brokers, "--topic", topic, "--num-records", String(records)],
      ...["--timeout", "30000", "--hide-header"],
    ],
    // start, end, MB, MB/s, records, records/s, rebalance ms, fetch ms, MB/s, records/s while fetching
    /^.*?(?:,[^,]*){8}, *([\d.]+)\s*$/m,
  );

const contestants: Record<string, (topic: string) => Promise<Figures>> = {
  "publish: kafka room": (topic) => worker("publish-tributary", topic),
  "publish: bare kafkajs": (topic) => worker("publish-kafkajs", topic),
  "publish: Java ProducerPerformance": publishByJava,
  "read: kafka room": (topic) => worker("read-tributary", topic),
  "read: bare kafkajs": (topic) => worker("read-kafkajs", topic),
  "read: Java ConsumerPerformance": readByJava,
};

const median = (values: readonly number[]) =>
  values.toSorted((a, b) => a - b)[values.length >> 1] ?? Number.NaN;
const figures = new Map<string, Figures[]>();
try {
  await createTopic(brokers, "bench.read.v1", partitions);
  await worker("publish-tributary", "bench.read.v1");
  for (let round = 0; round < rounds; round++) {
    for (const [name, contest] of Object.entries(contestants)) {
      const topic = name.startsWith("read") ? "bench.read.v1" : `bench.publish-${figures.size}-${round}.v1`;
      if (!name.startsWith("read")) await createTopic(brokers, topic, partitions);
      const result = await contest(topic);
      figures.set(name, [...(figures.get(name) ?? []), result]);
      say(`${round + 1}/${rounds} ${name}: ${Math.round(result.recordsPerSecond)} records/s`);
    }
  }
  const results = [...figures].map(([name, runs]) => ({
    name,
    recordsPerSecond: Math.round(median(runs.map((one) => one.recordsPerSecond))),
    cpuMicrosecondsPerRecord: Number(median(runs.map((one) => one.cpuMicrosecondsPerRecord)).toFixed(2)),
  }));
  const machine = { cores: cpus().length, cpu: cpus()[0]?.model, node: process.version };
  console.log(
    JSON.stringify(
      { bench: "kafka-throughput", records, recordBytes: 100, rounds, machine, results },
      null,
      2,
    ),
  );
} finally {
  await parts.stop();
  await rm(folder, { recursive: true, force: true });
}
