import { setTimeout as sleep } from "node:timers/promises";
import { eventually } from "../../src/eventually.ts";
import type { ReplicaSet } from "../../src/fire/replica-set.ts";
import type { Blow } from "./blows.ts";
import type { ReplayAnswer, ServiceChain } from "./service-chain.ts";

export interface Burning<Name extends string> {
  readonly chain: ServiceChain;
  /** Of the file that is replayed, the bad ones included. */
  readonly rows: number;
  readonly blows: readonly Blow<Name>[];
  /** How each is dealt; calls `onBlow` when it has hit. */
  readonly deal: Readonly<Record<Name, (onBlow: () => void) => Promise<void>>>;
}

export interface Burnt {
  /** Of the producer, at last. */
  readonly status: ReplayAnswer;
  /** Which blows hit while rows were being sent, and how often. */
  readonly blows: Readonly<Record<string, number>>;
  /** And which hit only when all rows were sent, and some were perhaps not worked off. */
  readonly lateBlows: Readonly<Record<string, number>>;
}

/** Deals the blows while the rows pass; resolves when the replay has finished. */
export async function burnThrough<Name extends string>(burning: Burning<Name>): Promise<Burnt> {
  const { chain, rows, blows, deal } = burning;
  const pending = [...blows];
  chain.diary.write("blows", { blows: pending });
  const dealt: Record<string, number> = {};
  const late: Record<string, number> = {};
  const struck: Promise<void>[] = [];
  let isOver = false;
  const strike = async ({ name, afterMs }: Blow<Name>) => {
    await sleep(afterMs);
    await deal[name](() => {
      chain.diary.write("blow", { name });
      const counts = isOver ? late : dealt;
      counts[name] = (counts[name] ?? 0) + 1;
    });
  };
  for (;;) {
    const status = await chain.status().catch(() => undefined);
    if (status?.state === "failed") throw new Error(`the replay has failed: ${status.detail}`);
    if (chain.producer.falls.length > 3)
      throw new Error(`it does not run: ${chain.producer.falls[0]?.lastWords}`);
    const share = (status?.rows.read ?? 0) / rows;
    for (let blow = pending[0]; blow !== undefined && blow.atShare <= share; blow = pending[0]) {
      struck.push(strike(blow));
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
  return { status, blows: dealt, lateBlows: late };
}

/** `kill -9` of a replica that runs: one that has just been killed is killed when it runs again. */
export async function killRunning(replicas: ReplicaSet, replica: number): Promise<void> {
  const before = replicas.blows.kill;
  for (;;) {
    replicas.kill(replica);
    if (replicas.blows.kill > before) return;
    await sleep(50);
  }
}
