import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { deadLetterTopicName, flight } from "@tributary/contracts";
import { eventually } from "../../src/eventually.ts";
import type { FireGround } from "../../src/fire/fire-ground.ts";
import type { ReplicaSet } from "../../src/fire/replica-set.ts";
import { type RowRecount, recountRows } from "../../src/fire/row-recount.ts";
import { type BlowPlan, drawBlows } from "../chain/blows.ts";
import { type Burnt, burnThrough, killRunning } from "../chain/burn-through.ts";
import type { GeneratedFile } from "../chain/generated-file.ts";
import type { ReplayAnswer } from "../chain/service-chain.ts";
import { Chain } from "./chain.ts";
import { differences, trueCounts } from "./counts-truth.ts";
import { writeFlights } from "./flights-file.ts";
import { producer, provisionFlights } from "./flights-topics.ts";

/** Who can be killed. */
export type FlightsVictim = "producer" | "broker" | (typeof counters)[number];

const counters = ["counter-0", "counter-1", "counter-2"] as const;

export interface FlightsFire {
  /** Names the log file. */
  readonly name: string;
  readonly seed: number;
  readonly rows: number;
  readonly blows: BlowPlan<FlightsVictim>;
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
  readonly file: Pick<GeneratedFile, "rows" | "bytes" | "badLines">;
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
    await chain.counters.scale(counters.length);
    await chain.counters.ready();
    const writtenAt = diary.elapsedMs;
    await chain.producer.scale(1);
    const { status, blows } = await burn(chain, ground, file, fire);
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
    await chain.ready();
    const report: FlightsReport = {
      run: name,
      seed,
      file: { rows: file.rows, bytes: file.bytes, badLines: file.badLines },
      blows,
      falls: chain.falls,
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

/** Deals the blows while the rows pass. */
function burn(chain: Chain, { cluster }: FireGround, file: GeneratedFile, fire: FlightsFire): Promise<Burnt> {
  const kill = (replicas: ReplicaSet, replica: number) => async (onBlow: () => void) => {
    await killRunning(replicas, replica);
    onBlow();
  };
  return burnThrough<FlightsVictim>({
    chain,
    rows: file.lines - 1,
    blows: drawBlows(fire.blows, fire.seed),
    deal: {
      producer: kill(chain.producer, 0),
      "counter-0": kill(chain.counters, 0),
      "counter-1": kill(chain.counters, 1),
      "counter-2": kill(chain.counters, 2),
      broker: async (onBlow) => {
        await cluster.kill(1);
        onBlow();
        await sleep(fire.brokerDownMs);
        cluster.run(1);
        chain.diary.write("broker runs");
      },
    },
  });
}
