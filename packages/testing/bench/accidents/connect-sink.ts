import { type ChildProcess, execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { createWriteStream } from "node:fs";
import { copyFile, mkdtemp, readFile, writeFile } from "node:fs/promises";
import { delimiter, dirname, join } from "node:path";
import { promisify } from "node:util";
import { accident } from "@tributary/contracts";
import { fetchParts, findJava, Ports } from "@tributary/local-stack";
import type { SinkStand } from "./sink-stand.ts";

export interface ConnectOptions {
  /** Is there already, with the indexes it is to have. */
  readonly database: string;
  readonly collection: string;
  readonly isTimeSeries: boolean;
}

/** Kafka Connect, standalone, with MongoDB's own sink connector, which reads the topic of the accidents from its start. */
export class ConnectSink {
  readonly #child: ChildProcess;
  readonly #ended: Promise<unknown>;
  readonly #log: string;

  private constructor(child: ChildProcess, log: string) {
    this.#child = child;
    this.#ended = once(child, "close");
    this.#log = log;
    const file = createWriteStream(log);
    child.stdout?.pipe(file, { end: false });
    child.stderr?.pipe(file, { end: false });
  }

  static async start(stand: SinkStand, options: ConnectOptions): Promise<ConnectSink> {
    const java = findJava();
    const say = (line: string) => console.error(line);
    const { "kafka-connect-mongo": jars } = await fetchParts(["kafka-connect-mongo"], { say, java });
    const folder = await mkdtemp(join(stand.folder, "connect-"));
    const source = join(folder, "AccidentDocument.java"); // javac wants the name of the class
    await copyFile(new URL("accident-document.java", import.meta.url), source);
    const compiler = join(dirname(java.command), "javac");
    await promisify(execFile)(compiler, ["-cp", join(jars, "*"), "-d", folder, source]);
    const files = [join(folder, "worker.properties"), join(folder, "sink.properties")] as const;
    const port = await new Ports({ usual: false, say }).claim("Connect", 8083);
    await writeProperties(files[0], workerSettings(stand, port, join(folder, "offsets")));
    await writeProperties(files[1], sinkSettings(stand, options));
    const flags = ["-Xmx1g", "-cp", [join(jars, "*"), folder].join(delimiter)];
    const main = "org.apache.kafka.connect.cli.ConnectStandalone";
    const child = spawn(java.command, [...flags, main, ...files], { stdio: ["ignore", "pipe", "pipe"] });
    return new ConnectSink(child, join(folder, "log"));
  }

  get pid(): number {
    return this.#child.pid ?? -1;
  }

  get hasEnded(): boolean {
    return this.#child.exitCode !== null;
  }

  /** The lines of its log that tell of trouble. */
  async troubles(): Promise<readonly string[]> {
    const lines = (await readFile(this.#log, "utf8")).split("\n");
    return lines.filter((line) => /ERROR|Exception/.test(line)).slice(0, 20);
  }

  async stop(): Promise<void> {
    this.#child.kill("SIGTERM");
    await this.#ended;
  }
}

function workerSettings(stand: SinkStand, port: number, offsets: string) {
  return {
    "bootstrap.servers": stand.parts.kafkaBrokers,
    listeners: `http://127.0.0.1:${port}`,
    "offset.storage.file.filename": offsets,
    "offset.flush.interval.ms": 100, // how often it commits what it has written: by that it is timed
    "key.converter": "org.apache.kafka.connect.storage.StringConverter",
    // Values as our producers write them: a zero, the schema's id in four bytes, Avro.
    "value.converter": "io.apicurio.registry.utils.converter.AvroConverter",
    "value.converter.apicurio.registry.url": new URL("/apis/registry/v2", stand.parts.schemaRegistryUrl).href,
    "value.converter.apicurio.registry.as-confluent": "true",
    "value.converter.apicurio.registry.use-id": "contentId",
    "value.converter.apicurio.registry.headers.enabled": "false",
  };
}

const name = "accidents";
/** As Connect calls the group of a connector. */
export const groupOfConnect = `connect-${name}`;
const connector = "com.mongodb.kafka.connect";
const strategies = `${connector}.sink`;

function sinkSettings(stand: SinkStand, { database, collection, isTimeSeries }: ConnectOptions) {
  return {
    name,
    "connector.class": `${connector}.MongoSinkConnector`,
    topics: accident.name,
    "tasks.max": accident.partitions,
    "connection.uri": `${stand.mongo.uri}/?w=majority&journal=true`,
    database,
    collection,
    "post.processor.chain": `AccidentDocument,${strategies}.processor.DocumentIdAdder`,
    "document.id.strategy": `${strategies}.processor.id.strategy.ProvidedInValueStrategy`,
    // Its quickest way to write, and as our sink does it: unordered, at most 1,000 a write.
    "writemodel.strategy": `${strategies}.writemodel.strategy.InsertOneDefaultStrategy`,
    "bulk.write.ordered": "false",
    "consumer.override.max.poll.records": "1000",
    "consumer.override.auto.offset.reset": "earliest",
    "consumer.override.isolation.level": "read_committed",
    ...(isTimeSeries && { "timeseries.timefield": "startedAt", "timeseries.metafield": "meta" }),
  };
}

async function writeProperties(path: string, settings: Readonly<Record<string, string | number>>) {
  const lines = Object.entries(settings).map(([name, value]) => `${name}=${value}\n`);
  await writeFile(path, lines.join(""));
}
