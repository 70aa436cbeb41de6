import { accident, deadLetterTopicName } from "@tributary/contracts";
import { openOperator } from "@tributary/kafka";
import { MongoClient } from "mongodb";
import { eventually } from "../../src/eventually.ts";
import type { FireGround } from "../../src/fire/fire-ground.ts";
import { lagOf } from "../../src/fire/group-health.ts";
import type { MongoServer } from "../../src/mongo-server.ts";
import { type BlowPlan, drawBlows } from "../chain/blows.ts";
import { type Burnt, burnThrough } from "../chain/burn-through.ts";
import type { GeneratedFile } from "../chain/generated-file.ts";
import type { ReplayAnswer } from "../chain/service-chain.ts";
import { silentLog } from "../kafka/silent-log.ts";
import { MongoGate } from "../mongo/mongo-gate.ts";
import { type AccidentsVictim, accidentsBlows } from "./accidents-blows.ts";
import { AccidentsChain, sink } from "./accidents-chain.ts";
import { compareWithFile } from "./compare-with-file.ts";
import { addressOf } from "./mongo-address.ts";
import type { LateWrite } from "./stop-in-write.ts";
import type { Difference } from "./truth/comparison.ts";

export interface AccidentsFire {
  /** Names the log file. */
  readonly name: string;
  readonly seed: number;
  readonly blows: BlowPlan<AccidentsVictim>;
  /** How long the database is away. */
  readonly databaseDownMs: number;
  /** Beside the file, for the producer. */
  readonly producerEnv: Readonly<Record<string, string>>;
  readonly sinkEnv: Readonly<Record<string, string>>;
  readonly sessionTimeoutMs: number;
  /** Longest time from the end of the replay until all is written. */
  readonly recoveryMs: number;
}

export interface AccidentsReport {
  readonly run: string;
  readonly seed: number;
  /** Of the collection, as the server has it: `plain` or `time-series`. */
  readonly kind: string;
  /** What was struck while rows were being sent, and how often; and what was only later. */
  readonly blows: Burnt["blows"];
  readonly lateBlows: Burnt["lateBlows"];
  /** What became of the writes that came too late. */
  readonly lateWrites: readonly LateWrite[];
  /** Ends that nobody asked for. */
  readonly falls: number;
  readonly seconds: { readonly replay: number; readonly writing: number; readonly comparing: number };
  readonly status: Pick<ReplayAnswer, "state" | "rows">;
  /** Dead letters of the sink. */
  readonly buried: number;
  readonly difference: Difference;
  readonly log: string;
}

/**
 * Replays a file while producer, sinks and database are killed and sinks are stopped, and holds the collection that came of it
 * against the file. Begins a run of its own where the file was replayed on this ground before.
 */
export async function accidentsUnderFire(
  ground: FireGround,
  mongo: MongoServer,
  file: GeneratedFile,
  fire: AccidentsFire,
): Promise<AccidentsReport> {
  const gates = await Promise.all([0, 1].map(() => MongoGate.before(addressOf(mongo))));
  const session = { KAFKA_SESSION_TIMEOUT_MS: String(fire.sessionTimeoutMs) };
  const chain = new AccidentsChain({
    servers: { ...ground.env, ...session },
    producerEnv: { ...fire.producerEnv, ACCIDENT_FILE: file.path, ACCIDENT_WHEN_DONE: "stay" },
    sinkEnv: (number) => ({
      ...fire.sinkEnv,
      MONGODB_URI: gates[number]?.uri ?? "",
      MONGODB_DATABASE: mongo.database,
    }),
    log: new URL(`../../test-results/fire/${fire.name}.log`, import.meta.url),
  });
  const { diary } = chain;
  try {
    await chain.sinks.scale(2);
    await chain.sinks.ready();
    const begunAt = diary.elapsedMs;
    await chain.producer.scale(1);
    await beginRun(chain);
    const lateWrites: LateWrite[] = [];
    const { status, blows, lateBlows } = await burnThrough({
      chain,
      rows: file.lines - 1,
      blows: drawBlows(fire.blows, fire.seed),
      deal: accidentsBlows({ ...fire, chain, mongo, gates, onLateWrite: (late) => lateWrites.push(late) }),
    });
    const replayedAt = diary.elapsedMs;
    const brokers = ground.cluster.brokers;
    await eventually(async () => {
      const lag = await lagOf(brokers, sink, accident.name);
      if (lag > 0) throw new Error(`lag is ${lag}`);
    }, fire.recoveryMs).catch((error: Error) => diary.write("not all is done", { error: error.message }));
    const writtenAt = diary.elapsedMs;
    const difference = await compareWithFile(mongo, file);
    const comparedAt = diary.elapsedMs;
    await chain.ready();
    const report: AccidentsReport = {
      run: fire.name,
      seed: fire.seed,
      kind: await kindOf(mongo),
      blows,
      lateBlows,
      lateWrites,
      falls: chain.falls,
      seconds: {
        replay: (replayedAt - begunAt) / 1_000,
        writing: (writtenAt - replayedAt) / 1_000,
        comparing: (comparedAt - writtenAt) / 1_000,
      },
      status: { state: status.state, rows: status.rows },
      buried: await recordsIn(brokers, deadLetterTopicName(sink)),
      difference,
      log: diary.file,
    };
    diary.write("report", { ...report });
    return report;
  } finally {
    await chain.end();
    await Promise.all(gates.map((gate) => gate.close()));
  }
}

async function kindOf({ uri, database }: MongoServer): Promise<string> {
  const client = await MongoClient.connect(uri);
  try {
    const [found] = await client.db(database).listCollections({ name: "accidents" }).toArray();
    return found?.type === "timeseries" ? "time-series" : "plain";
  } finally {
    await client.close();
  }
}

async function beginRun(chain: AccidentsChain): Promise<void> {
  const before = await eventually(async () => {
    const status = await chain.status();
    if (status.state === "waiting" || status.state === "preparing") throw new Error(`it is ${status.state}`);
    return status;
  }, 120_000);
  if (before.state !== "finished") return;
  const url = await chain.producer.running[0]?.apiUrl();
  await fetch(`${url}/replay/again`, { method: "POST" });
  await eventually(async () => {
    if ((await chain.status()).run === before.run) throw new Error("the run is still the one before");
  });
}

async function recordsIn(brokers: readonly string[], topic: string): Promise<number> {
  const operator = await openOperator({ clientId: "accidents-test", brokers, log: silentLog });
  try {
    return (await operator.bounds(topic)).reduce((sum, { start, end }) => sum + end - start, 0);
  } finally {
    await operator.close();
  }
}
