import { setTimeout as sleep } from "node:timers/promises";
import { accident } from "@tributary/contracts";
import type { MongoServer } from "../../src/mongo-server.ts";
import { type Burning, killRunning } from "../chain/burn-through.ts";
import type { MongoGate } from "../mongo/mongo-gate.ts";
import type { AccidentsChain } from "./accidents-chain.ts";
import { isInsert, type LateWrite, stopInWrite } from "./stop-in-write.ts";

/** `kill -9` of the producer, of a sink, of the database; a sink stopped at a random moment, or in the middle of a write. */
export type AccidentsVictim = "producer" | "database" | `${"" | "stopped " | "writing "}sink-${0 | 1}`;

export interface BlowScene {
  readonly chain: AccidentsChain;
  readonly mongo: MongoServer;
  /** Before the database, one for each sink. */
  readonly gates: readonly MongoGate[];
  readonly databaseDownMs: number;
  readonly sessionTimeoutMs: number;
  /** Told of each write that came too late. */
  readonly onLateWrite: (outcome: LateWrite) => void;
}

/** How each blow is dealt. */
export function accidentsBlows(scene: BlowScene): Burning<AccidentsVictim>["deal"] {
  const { chain, sessionTimeoutMs } = scene;
  const kill = (sink: number) => async (onBlow: () => void) => {
    await killRunning(chain.sinks, sink);
    onBlow();
  };
  const stop = (sink: number) => async (onBlow: () => void) => {
    onBlow();
    await chain.sinks.suspend(sink, 1.7 * sessionTimeoutMs);
    chain.diary.write("goes on", { sink });
  };
  return {
    producer: async (onBlow) => {
      await killRunning(chain.producer, 0);
      onBlow();
    },
    database: databaseBlow(scene),
    "sink-0": kill(0),
    "sink-1": kill(1),
    "stopped sink-0": stop(0),
    "stopped sink-1": stop(1),
    "writing sink-0": stopWriting(scene, 0, 1),
    "writing sink-1": stopWriting(scene, 1, 0),
  };
}

function databaseBlow({ chain, mongo, databaseDownMs }: BlowScene) {
  let before: Promise<void> = Promise.resolve();
  const strike = async (onBlow: () => void) => {
    await mongo.kill();
    onBlow();
    await sleep(databaseDownMs);
    await mongo.restart();
    chain.diary.write("database runs");
  };
  return (onBlow: () => void) => {
    before = before.then(() => strike(onBlow)); // one that is down cannot be killed
    return before;
  };
}

function stopWriting(scene: BlowScene, zombie: number, heir: number) {
  const { chain, gates, sessionTimeoutMs, onLateWrite } = scene;
  /** The heir has all partitions, and has written since. */
  const heirs = async () => {
    const assigned = await chain.sinks.running[heir]?.metric("stream_assigned_partitions");
    if (assigned !== accident.partitions) return false;
    await gates[heir]?.sees(isInsert, AbortSignal.timeout(sessionTimeoutMs));
    return true;
  };
  return async (onBlow: () => void) => {
    const limitMs = 8 * sessionTimeoutMs; // it may be down, or wait for others
    try {
      const { sinks } = chain;
      const outcome = await stopInWrite({ sinks, zombie, gates, isTime: heirs, limitMs }, onBlow);
      chain.diary.write("late write", { zombie, outcome });
      onLateWrite(outcome);
    } catch (error) {
      chain.diary.write("no write to stop in", { zombie, error: String(error) });
    }
  };
}
