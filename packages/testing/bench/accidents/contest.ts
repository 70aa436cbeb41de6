import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { usageOf } from "../../src/process-usage.ts";
import { sink } from "../../test/accidents/accidents-chain.ts";
import { arrival, requireAll } from "./arrival.ts";
import { ConnectSink, groupOfConnect } from "./connect-sink.ts";
import { forgetGroup } from "./forget-group.ts";
import { sinkRun } from "./sink-run.ts";
import type { SinkStand } from "./sink-stand.ts";
import { twin } from "./twin.ts";

export type Kind = "time-series" | "plain";

export interface Speed {
  readonly documentsPerSecond: number;
  /** Of the process that writes; its start and its warming up included where it is a service. */
  readonly cpuMicrosecondsPerDocument: number;
  /** Of the server meanwhile. */
  readonly serverMicrosecondsPerDocument: number;
}

export interface Round {
  readonly sink: Speed & { readonly recordsABatch: number; readonly failedBatches: number };
  readonly insertMany: Speed;
  /** Or why it does not run on this server. */
  readonly connect: Speed | { readonly notMeasured: string };
}

/** One round: the topic is written into the server by each in turn, into collections that are made alike. */
export async function contest(
  stand: SinkStand,
  kind: Kind,
  expected: number,
  say: (line: string) => void,
): Promise<Round> {
  const database = `bench-${kind}`;
  const db = stand.client.db(database);
  const tell = <T>(who: string, speed: T): T => {
    say(`${kind}, ${who}: ${JSON.stringify(speed)}`);
    return speed;
  };
  const ours = tell("mongo-sink", await bySink(stand, kind, database, expected));
  const raw = tell("insertMany", await byDriver(stand, database));
  const theirs = tell("Kafka Connect", await byConnect(stand, kind, database, expected));
  await db.dropDatabase();
  for (const group of [sink, groupOfConnect]) await forgetGroup(stand.parts.kafkaBrokers, group);
  return { sink: ours, insertMany: raw, connect: theirs };
}

async function bySink(
  stand: SinkStand,
  kind: Kind,
  database: string,
  expected: number,
): Promise<Round["sink"]> {
  const env = { MONGO_SINK_TIME_SERIES: kind === "plain" ? "off" : "auto" };
  const server = serverCpu(stand);
  const { seconds, documents, usage, ...batches } = await sinkRun(stand, { expected, database, env });
  return {
    documentsPerSecond: documents / seconds,
    cpuMicrosecondsPerDocument: (usage.cpuSeconds * 1e6) / expected,
    serverMicrosecondsPerDocument: server() / expected,
    recordsABatch: batches.recordsABatch,
    failedBatches: batches.failedBatches,
  };
}

async function byDriver(stand: SinkStand, database: string): Promise<Speed> {
  const program = fileURLToPath(new URL("insert-again.ts", import.meta.url));
  const args = [
    "--no-warnings",
    program,
    stand.mongo.uri,
    database,
    "accidents",
    "again",
    String(stand.mongo.pid),
  ];
  const { stdout } = await promisify(execFile)(process.execPath, args);
  await stand.client.db(database).dropCollection("again");
  return JSON.parse(stdout) as Speed;
}

async function byConnect(stand: SinkStand, kind: Kind, database: string, expected: number) {
  const db = stand.client.db(database);
  await twin(db, "accidents", "connect");
  await db.dropCollection("accidents");
  const isTimeSeries = kind === "time-series";
  const server = serverCpu(stand);
  const connect = await ConnectSink.start(stand, { database, collection: "connect", isTimeSeries });
  try {
    const { records, seconds } = await arrival(stand, {
      group: groupOfConnect,
      expected,
      timeoutMs: 1_200_000,
      onLook: () => {
        if (connect.hasEnded) throw new Error("Connect has ended");
      },
    });
    const speed = {
      documentsPerSecond: records / seconds,
      cpuMicrosecondsPerDocument: (usageOf(connect.pid).cpuSeconds * 1e6) / expected,
      serverMicrosecondsPerDocument: server() / expected,
    };
    await requireAll(stand, { database, collection: "connect" }, expected);
    return speed;
  } catch (error) {
    return { notMeasured: [String(error), ...(await connect.troubles())].join("\n") };
  } finally {
    await connect.stop();
  }
}

/** Begins to count the server's CPU time; tells it in microseconds. */
function serverCpu({ mongo }: SinkStand): () => number {
  const pid = mongo.pid ?? -1;
  const before = usageOf(pid).cpuSeconds;
  return () => (usageOf(pid).cpuSeconds - before) * 1e6;
}
