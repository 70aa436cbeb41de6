import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { accident, deadLetterTopicName } from "@tributary/contracts";
import { FireGround } from "../../src/fire/fire-ground.ts";
import { recountRows } from "../../src/fire/row-recount.ts";
import { type MongoServer, startMongo } from "../../src/mongo-server.ts";
import type { GeneratedFile } from "../chain/generated-file.ts";
import { producer, provisionAccidents } from "./accidents-chain.ts";
import { writeAccidents } from "./accidents-file.ts";
import { type AccidentsFire, accidentsUnderFire } from "./accidents-under-fire.ts";

// `FIRE=full npm run test:fault -- accidents-under-fire` are 500,000 rows for each kind of collection; FIRE_SEED draws other
// moments. Without FIRE it is the short one of every `npm test`. Rates are such that the sinks keep up, and the blows hit them at work.
const { FIRE, FIRE_SEED } = process.env;
const seed = Number(FIRE_SEED ?? 7);
const rows = FIRE === "full" ? 500_000 : 30_000;

const fire: Omit<AccidentsFire, "name"> =
  FIRE === "full"
    ? {
        seed,
        blows: {
          times: {
            ...{ producer: 3, database: 3, "sink-0": 2, "sink-1": 2 },
            ...{ "stopped sink-0": 1, "stopped sink-1": 1, "writing sink-0": 2, "writing sink-1": 2 },
          },
          latestAfterMs: 3_000,
        },
        databaseDownMs: 3_000,
        producerEnv: { ACCIDENT_RATE: "3000" },
        // The strict stand-in goes through all documents to look something up, 5 s for so many when it has a core to itself.
        sinkEnv: {
          MONGO_WRITE_TIMEOUT_MS: "5000",
          MONGO_LOOK_UP_TIMEOUT_MS: "600000",
          MONGO_SETTLE_MS: "10000",
        },
        sessionTimeoutMs: 6_000,
        recoveryMs: 1_800_000,
      }
    : {
        seed,
        blows: {
          times: {
            ...{ producer: 1, database: 1, "sink-0": 1, "sink-1": 1 },
            ...{ "stopped sink-0": 0, "stopped sink-1": 0, "writing sink-0": 1, "writing sink-1": 0 },
          },
          latestAfterMs: 500,
        },
        databaseDownMs: 1_000,
        producerEnv: { ACCIDENT_RATE: "4000" },
        sinkEnv: { MONGO_WRITE_TIMEOUT_MS: "3000", MONGO_SETTLE_MS: "3000" },
        sessionTimeoutMs: 4_000,
        recoveryMs: 60_000,
      };

let ground: FireGround;
let folder: string;
let file: GeneratedFile;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "tributary-accidents-"));
  // A member that was killed holds up its group for a session, so that shorter ones make a shorter test.
  [ground, file] = await Promise.all([
    FireGround.open(1, { "group.min.session.timeout.ms": fire.sessionTimeoutMs }),
    writeAccidents({ folder, rows, seed }),
  ]);
  await provisionAccidents(ground);
}, 180_000);
afterAll(async () => {
  await ground?.close();
  await rm(folder, { recursive: true, force: true });
});

for (const kind of ["plain", "time-series"] as const) {
  test(`however often producer, sinks and database are killed, and sinks stopped in their writes, each row is in the ${kind} collection once, as the file has it`, async () => {
    const mongo = await mongoFor(kind);
    if (mongo === undefined) return; // it has said why
    try {
      const sinkEnv = { ...fire.sinkEnv, MONGO_SINK_TIME_SERIES: kind === "plain" ? "off" : "auto" };
      await walk(mongo, kind, { ...fire, name: `accidents-${kind}-${rows}-${seed}`, sinkEnv });
    } finally {
      await mongo.stop();
    }
  }, 3_600_000);
}

/** Plain collections any server has; the strict one is the quicker. */
async function mongoFor(kind: "plain" | "time-series"): Promise<MongoServer | undefined> {
  const strict = await startMongo({ kind: "strict", own: true });
  return strict ?? (kind === "plain" ? startMongo({ kind: "plain", own: true }) : undefined);
}

let runs = 0;
async function walk(mongo: MongoServer, kind: string, plan: AccidentsFire): Promise<void> {
  const report = await accidentsUnderFire(ground, mongo, file, plan);
  runs++;
  process.stderr.write(`${JSON.stringify(report)}\n`);
  const { status, difference, blows, lateBlows } = report;
  const badRows = file.badLines.length;
  expect(report.kind).toBe(kind);
  expect(badRows).toBe(4);
  expect(status.state).toBe("finished");
  expect(status.rows).toMatchObject({ read: rows + badRows, sent: rows, buried: badRows });
  const faults = { missing: 0, repeated: 0, invented: 0, changed: 0, inWords: [] };
  expect(difference).toEqual({ rows, documents: rows, ...faults });
  expect(report.buried).toBe(0);
  // Weather is ridden out, so nobody fell who was not struck; and all were. A write to stop in may come only when all is sent.
  expect(report.falls).toBe(0);
  const planned = Object.entries(plan.blows.times).filter(([, times]) => times > 0);
  expect(Object.keys({ ...lateBlows, ...blows }).sort()).toEqual(planned.map(([blow]) => blow).sort());
}

test("the topic has each row of each run once, and bad rows are buried once a run", async () => {
  if (runs === 0) return;
  const recount = await recountRows({
    brokers: ground.cluster.brokers.join(","),
    topic: accident.name,
    deadLetters: deadLetterTopicName(producer),
    lines: file.lines,
  });
  expect(recount).toMatchObject({
    rows: runs * rows,
    repeated: 0,
    beyond: 0,
    missing: file.badLines.length,
    missingLines: file.badLines,
    buried: runs * file.badLines.length,
  });
  expect(recount.replays).toHaveLength(runs);
}, 120_000);
