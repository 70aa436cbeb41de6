import { setTimeout as sleep } from "node:timers/promises";
import { controlTopic, deadLetterTopic, deadLetterTopicName, stateTopic } from "@tributary/contracts";
import { provision } from "@tributary/kafka";
import { eventually } from "../../src/eventually.ts";
import { Diary } from "../../src/fire/diary.ts";
import { startEventWriter, type Written } from "../../src/fire/event-writer.ts";
import type { Fuel } from "../../src/fire/fire.ts";
import type { FireGround } from "../../src/fire/fire-ground.ts";
import { committedOffsets, groupOf, instanceOf } from "../../src/fire/group-health.ts";
import { judge } from "../../src/fire/oracle.ts";
import { type Recount, recount } from "../../src/fire/recount.ts";
import { ReplicaSet } from "../../src/fire/replica-set.ts";
import { silentLog } from "../kafka/silent-log.ts";
import { countService } from "./count-service.ts";
import { fireTopics } from "./fire-topics.ts";

/** `sound` keeps every rule, and is only slower. */
export type Design = "sound" | "no-fencing" | "restore-before-fencing";

export interface FireRun {
  /** Names topics, group and log file; once per ground. */
  readonly name: string;
  /** Of the events. */
  readonly seed: number;
  readonly brokers: number;
  /** At the start. */
  readonly replicas: number;
  /** Events to be committed, and how many a second if the machine can. */
  readonly records: number;
  readonly rate: number;
  /** Whether no more events are written when the fire is out, however few there were. */
  readonly endsWithFire?: boolean;
  /** What is done to service and cluster while the events flow; at its end all that was stopped or killed runs again. */
  readonly course: (fuel: Fuel) => Promise<void>;
  readonly isStatic?: boolean;
  /** Runs the service on a broker that breaks a rule, or has windows open longer than it would. */
  readonly changed?: {
    readonly design: Design;
    readonly fenceWindowMs: number;
    readonly commitWindowMs: number;
  };
  readonly chunkRecords?: number;
  /** Longest time from the end of the fire to lag 0. */
  readonly recoveryMs: number;
}

export interface FireReport {
  readonly run: string;
  readonly seed: number;
  readonly kills: number;
  readonly stops: number;
  readonly brokerKills: number;
  /** Processes that ended by themselves. */
  readonly falls: number;
  /** Transactions that were refused or broken off, of the processes that live at the end: zombies' among them. */
  readonly failedTransactions: number;
  /** How often an instance was told, or noticed, that it is no member any more. */
  readonly expelled: number;
  readonly seconds: number;
  /** Offsets committed by the group when the fire went out. */
  readonly committedInFire: number;
  readonly written: Written;
  readonly recount: Recount;
  /** The invariants that are broken. */
  readonly broken: readonly string[];
  readonly log: string;
}

/** After the fire, on a machine that has hardly any time for us. */
const longestWritingMs = 400_000;
const residentLimitBytes = 600_000_000;

/** Lets the count service run under fire, counts again, and judges. */
export async function foldUnderFire(ground: FireGround, run: FireRun): Promise<FireReport> {
  const { name, seed, brokers, records, rate } = run;
  const { name: group } = countService(name);
  const topics = fireTopics(name);
  const partitions = topics.events.partitions;
  const diary = new Diary(new URL(`../../test-results/fire/${name}.log`, import.meta.url).pathname);
  diary.write("run", { ...run });
  await ground.cluster.answers(brokers);
  const { topics: provisioned } = await provision({
    kafka: { clientId: "fire", brokers: ground.cluster.brokers, log: silentLog },
    registry: { registryUrl: ground.schemaRegistryUrl, timeoutMs: 20_000 },
    topics: [
      ...Object.values(topics),
      stateTopic(group, partitions),
      deadLetterTopic(group, partitions),
      controlTopic(group),
    ],
    replicationFactor: brokers,
  });

  const replicas = new ReplicaSet({ main: mainOf(run), env: envOf(ground, run), diary });
  try {
    await replicas.scale(run.replicas);
    await replicas.ready();
    const options = {
      brokers: ground.env.KAFKA_BROKERS ?? "",
      topic: topics.events.name,
      schema: provisioned.find(({ topic }) => topic === topics.events.name)?.schema?.id ?? -1,
      records,
      rate,
      keys: 660,
      skew: 1.2,
      aborts: 0.1,
      transaction: 800,
      seed,
    };
    const writer = await startEventWriter(options, (line) => diary.write("writer", { line }));
    try {
      await writer.begun;
      diary.write("fire");
      await run.course({ replicas, cluster: ground.cluster, diary });
      // A coordinator may be moving: the number is for the reader of the report, and may come late.
      const committedInFire = await eventually(() => committedOffsets(ground.cluster.brokers, group));
      diary.write("fire is out", { committedInFire });
      if (run.endsWithFire === true) writer.finish();
      const patience = sleep(longestWritingMs, undefined, { ref: false });
      const written = await Promise.race([writer.written, patience]);
      if (written === undefined) throw new Error(`the writer is not done, see ${diary.file}`);
      diary.write("written", { ...written });
      const sought = {
        brokers: ground.env.KAFKA_BROKERS ?? "",
        group,
        events: topics.events.name,
        counts: topics.counts.name,
        entries: topics.entries.name,
        deadLetters: deadLetterTopicName(group),
        waitMs: run.recoveryMs,
      };
      const counted = await recount(sought, (line) => diary.write("recount says", { line }));
      diary.write("recount", { ...counted });
      await replicas.ready(20_000).catch(() => undefined); // the oracle tells who is not
      const instances = await Promise.all(replicas.running.map(instanceOf));
      const failed = replicas.running.map((each) =>
        each.metric("stream_transactions_total", 'outcome="failed"'),
      );
      const failedTransactions = (await Promise.all(failed)).reduce((sum, count) => sum + count, 0);
      const asGroup = await groupOf(ground.cluster.brokers, group, partitions);
      await replicas.scale(0);
      const broken = judge({
        missing: counted.lost + counted.missing,
        repeated: counted.doubled + counted.repeated + counted.invented,
        stale: counted.differing + counted.backward,
        lag: { offsets: counted.lag, afterMs: counted.waitedMs, limitMs: run.recoveryMs },
        instances,
        group: asGroup,
        residentLimitBytes,
        exits: { asked: replicas.partings, unasked: replicas.falls.map(({ code }) => code) },
      });
      const report: FireReport = {
        run: name,
        seed,
        kills: replicas.blows.kill,
        stops: replicas.blows.stop,
        brokerKills: diary.times("kill-broker"),
        falls: replicas.falls.length,
        failedTransactions,
        expelled: replicas.said(({ msg }) => msg.startsWith("expelled")).length,
        seconds: Math.round(diary.elapsedMs / 1_000),
        committedInFire,
        written,
        recount: counted,
        broken,
        log: diary.file,
      };
      diary.write("report", { ...report });
      return report;
    } finally {
      writer.end();
    }
  } finally {
    await replicas.end();
    diary.write("logs of the replicas", { text: replicas.transcript() });
  }
}

function mainOf({ changed }: FireRun): URL {
  return new URL(changed === undefined ? "count-main.ts" : "changed-count-main.ts", import.meta.url);
}

function envOf(ground: FireGround, run: FireRun) {
  const { name, isStatic, changed, chunkRecords } = run;
  return (replica: number): Record<string, string> => ({
    ...ground.env,
    FIRE_RUN: name,
    KAFKA_SESSION_TIMEOUT_MS: "6000",
    ...(isStatic === true && { KAFKA_GROUP_INSTANCE_ID: `replica-${replica}` }),
    ...(chunkRecords !== undefined && { STREAM_CHUNK_RECORDS: String(chunkRecords) }),
    ...(changed !== undefined && {
      FIRE_DESIGN: changed.design,
      FIRE_FENCE_WINDOW_MS: String(changed.fenceWindowMs),
      FIRE_COMMIT_WINDOW_MS: String(changed.commitWindowMs),
    }),
  });
}
