import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { deadLetterTopicName, flight } from "@tributary/contracts";
import { eventually } from "../../src/eventually.ts";
import type { FireGround } from "../../src/fire/fire-ground.ts";
import type { ReplicaSet } from "../../src/fire/replica-set.ts";
import { type RowRecount, recountRows } from "../../src/fire/row-recount.ts";
import { type Blow, type BlowPlan, drawBlows } from "./blows.ts";
import { Chain, type ReplayAnswer } from "./chain.ts";
import { differences, trueCounts } from "./counts-truth.ts";
import { type FlightsFile, writeFlights } from "./flights-file.ts";
import { producer, provisionFlights } from "./flights-topics.ts";

export interface FlightsFire {
  /** Names the log file. */
  readonly name: string;
  readonly seed: number;
  readonly rows: number;
  readonly blows: BlowPlan;
  /** How long the broker is away. */
  readonly brokerDownMs: number;
  /** Beside the file, for the producer. */
  readonly producerEnv: Readonly<Record<string, string>>;
  readonly sessionTimeoutMs: number;
  /** Longest time from the end of the replay until all is counted. */
  readonly recoveryMs: number;
}

export interface FlightsReport {
  readonly run: string;
  readonly seed: number;
  readonly file: Pick<FlightsFile, "rows" | "bytes" | "badLines">;
  /** Who was struck while rows were being sent, and how often. */
  readonly blows: Readonly<Record<string, number>>;
  /** Ends that nobody asked for. */
  readonly falls: number;
  readonly seconds: { readonly writing: number; readonly replay: number; readonly counting: number };
  readonly status: Pick<ReplayAnswer, "state" | "rows">;
  readonly recount: RowRecount;
  /** Days of an airline by the truth, and for each counter how many of its counts are not those. */
  readonly airlineDays: number;
  readonly differing: readonly number[];
  /** The first of them in words. */
  readonly differences: readonly string[];
  readonly log: string;
}

/** Replays a file while producer, counters and broker are killed, and holds what came of it against the file. */
export async function flightsUnderFire(ground: FireGround, fire: FlightsFire): Promise<FlightsReport> {
  const { name, seed, rows } = fire;
  const folder = await mkdtemp(join(tmpdir(), "tributary-flights-"));
  const chain = new Chain({
    servers: ground.env,
    producerEnv: {
      ...fire.producerEnv,
      FLIGHT_FILE: join(folder, `flights-${rows}-${seed}.csv`),
      ...session(fire),
    },
    counterEnv: () => session(fire),
    log: new URL(`../../test-results/fire/${name}.log`, import.meta.url),
  });
  const { diary } = chain;
  try {
    const startedAt = diary.elapsedMs;
    const [file] = await Promise.all([
      writeFlights({ folder, rows, seed, isSpoilt: true }),
      provisionFlights(ground.cluster.brokers.join(","), ground.schemaRegistryUrl),
    ]);
    diary.write("file", { ...file });
    await chain.counters.scale(fire.blows.counters);
    await chain.counters.ready();
    const writtenAt = diary.elapsedMs;
    await chain.producer.scale(1);
    const { status, blows } = await burnThrough(chain, ground, file, fire);
    const replayedAt = diary.elapsedMs;
    const replay = status.replay ?? "";
    await eventually(async () => {
      for (const counted of await chain.counted(replay))
        if (counted !== status.rows.sent) throw new Error(`${counted} of ${status.rows.sent} are counted`);
    }, fire.recoveryMs).catch((error: Error) => diary.write("not all is counted", { error: error.message }));
    const countedAt = diary.elapsedMs;

    const truth = await trueCounts(file);
    const all = (await chain.counts(replay)).map((csv) => differences(truth, csv));
    const recount = await recountRows(
      {
        brokers: ground.cluster.brokers.join(","),
        topic: flight.name,
        deadLetters: deadLetterTopicName(producer),
        lines: file.lines,
      },
      (line) => diary.write("recount says", { line }),
    );
    await Promise.all([chain.producer.ready(), chain.counters.ready()]);
    const report: FlightsReport = {
      run: name,
      seed,
      file: { rows: file.rows, bytes: file.bytes, badLines: file.badLines },
      blows,
      falls: chain.producer.falls.length + chain.counters.falls.length,
      seconds: {
        writing: (writtenAt - startedAt) / 1_000,
        replay: (replayedAt - writtenAt) / 1_000,
        counting: (countedAt - replayedAt) / 1_000,
      },
      status: { state: status.state, rows: status.rows },
      recount,
      airlineDays: truth.size,
      differing: all.map((each) => each.length),
      differences: all.flat().slice(0, 20),
      log: diary.file,
    };
    diary.write("report", { ...report });
    return report;
  } finally {
    await chain.end();
    await rm(folder, { recursive: true, force: true });
  }
}

const session = ({ sessionTimeoutMs }: FlightsFire) => ({
  KAFKA_SESSION_TIMEOUT_MS: String(sessionTimeoutMs),
});

/** Deals the blows while the rows pass; resolves when the replay has finished. */
async function burnThrough(chain: Chain, ground: FireGround, file: FlightsFile, fire: FlightsFire) {
  const pending = [...drawBlows(fire.blows, fire.seed)];
  chain.diary.write("blows", { seed: fire.seed, blows: pending });
  const struck: Promise<void>[] = [];
  const dealt: Record<string, number> = {};
  let isOver = false;
  const deal = async (blow: Blow) => {
    await sleep(blow.afterMs);
    await strike(blow, chain, ground, fire.brokerDownMs, () => {
      if (!isOver) dealt[blow.victim] = (dealt[blow.victim] ?? 0) + 1;
    });
  };
  for (;;) {
    const status = await chain.status().catch(() => undefined);
    if (status?.state === "failed") throw new Error(`the replay has failed: ${status.detail}`);
    if (chain.producer.falls.length > 3)
      throw new Error(`it does not run: ${chain.producer.falls[0]?.lastWords}`);
    const share = (status?.rows.read ?? 0) / (file.lines - 1);
    for (let blow = pending[0]; blow !== undefined && blow.atShare <= share; blow = pending[0]) {
      struck.push(deal(blow));
      pending.shift();
    }
    if (status?.state === "finished") break;
    await sleep(50);
  }
  isOver = true;
  await Promise.all(struck);
  // It may have been killed once more since: what counts is what it says at last.
  const status = await eventually(async () => {
    const last = await chain.status();
    if (last.state !== "finished") throw new Error(`the replay is ${last.state}`);
    return last;
  }, 60_000);
  return { status, blows: dealt };
}

async function strike(
  { victim }: Blow,
  { producer: producers, counters, diary }: Chain,
  { cluster }: FireGround,
  brokerDownMs: number,
  onBlow: () => void,
): Promise<void> {
  if (victim === "broker") {
    await cluster.kill(1);
    diary.write("kill", { victim });
    onBlow();
    await sleep(brokerDownMs);
    cluster.run(1);
    diary.write("broker runs");
  } else if (victim === "producer") {
    await killRunning(producers, 0);
    diary.write("kill", { victim });
    onBlow();
  } else {
    await killRunning(counters, Number(victim.slice("counter-".length)));
    diary.write("kill", { victim });
    onBlow();
  }
}

/** One that has just been killed is killed when it runs again. */
async function killRunning(replicas: ReplicaSet, replica: number): Promise<void> {
  const before = replicas.blows.kill;
  for (;;) {
    replicas.kill(replica);
    if (replicas.blows.kill > before) return;
    await sleep(50);
  }
}
