import type { Document } from "mongodb";
import { eventually } from "../../src/eventually.ts";
import type { ReplicaSet } from "../../src/fire/replica-set.ts";
import type { CommandName, MongoGate } from "../mongo/mongo-gate.ts";

/** What the server said to a write that came after its sender had lost the partition. */
export type LateWrite = "written" | "refused" | "in part" | "unanswered";

export interface Zombie {
  readonly sinks: ReplicaSet;
  /** Which of them is stopped, and which is to take over: there are two. */
  readonly zombie: number;
  readonly heir: number;
  /** Before the database, one for each. */
  readonly gates: readonly MongoGate[];
  readonly partitions: number;
  /** Longest time for each thing that is waited for. */
  readonly limitMs: number;
}

/**
 * Stops a sink (SIGSTOP) when it has a write on the way to the database, lets another take over and write, and then lets the write
 * arrive and the sink wake up. Resolves with what became of the write when the sink runs again; rejects when none comes.
 */
export async function stopInWrite(options: Zombie, onStopped: () => void): Promise<LateWrite> {
  const { sinks, zombie, heir, gates, partitions, limitMs } = options;
  const [own, other] = [gates[zombie], gates[heir]];
  if (own === undefined || other === undefined) throw new Error("each sink has a gate");
  await own.holdNext(isInsert, AbortSignal.timeout(limitMs));
  let outcome: LateWrite = "unanswered";
  await sinks.suspend(zombie, async () => {
    onStopped();
    await takeOver(sinks, heir, partitions, limitMs).catch(() => undefined);
    // One more write of the heir: it is at work.
    await other.sees(isInsert, AbortSignal.timeout(limitMs)).catch(() => undefined);
    outcome = verdictOn(await own.release());
  });
  return outcome;
}

export const isInsert = ({ name, collection }: CommandName) =>
  name === "insert" && collection === "accidents";

async function takeOver(sinks: ReplicaSet, heir: number, partitions: number, limitMs: number): Promise<void> {
  await eventually(async () => {
    const assigned = await sinks.running[heir]?.metric("stream_assigned_partitions");
    if (assigned !== partitions) throw new Error(`the heir has ${assigned} partitions`);
  }, limitMs);
}

function verdictOn([reply]: readonly (Document | undefined)[]): LateWrite {
  if (reply === undefined) return "unanswered";
  if (reply.ok !== 1) return "refused";
  const refused = (reply.writeErrors ?? []).length;
  if (refused === 0) return "written";
  return reply.n > 0 ? "in part" : "refused";
}
