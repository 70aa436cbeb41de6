import type { Document } from "mongodb";
import { eventually } from "../../src/eventually.ts";
import type { ReplicaSet } from "../../src/fire/replica-set.ts";
import type { CommandName, MongoGate } from "../mongo/mongo-gate.ts";

/** What the server said to a write that came after its sender had lost the partition. */
export type LateWrite = "written" | "refused" | "in part" | "unanswered";

export interface Zombie {
  readonly sinks: ReplicaSet;
  /** Which of them is stopped. */
  readonly zombie: number;
  /** Before the database, one for each. */
  readonly gates: readonly MongoGate[];
  /** Whether the heir has got as far as it is to be before the write arrives. */
  readonly isTime: () => Promise<boolean>;
  /** Longest time to wait for the write, and for that. */
  readonly limitMs: number;
}

/**
 * Stops a sink (SIGSTOP) when it has a write on the way to the database, and lets the write arrive and the sink wake up when
 * another has taken over. Resolves with what became of the write when the sink runs again; rejects when none comes.
 */
export async function stopInWrite(options: Zombie, onStopped: () => void): Promise<LateWrite> {
  const { sinks, zombie, gates, isTime, limitMs } = options;
  const own = gates[zombie];
  if (own === undefined) throw new Error("each sink has a gate");
  await own.holdNext(isInsert, AbortSignal.timeout(limitMs));
  let outcome: LateWrite = "unanswered";
  await sinks.suspend(zombie, async () => {
    onStopped();
    await eventually(async () => {
      if (!(await isTime())) throw new Error("the heir is not that far");
    }, limitMs).catch(() => undefined); // it is struck itself, perhaps
    outcome = verdictOn(await own.release());
  });
  return outcome;
}

export const isInsert = ({ name, collection }: CommandName) =>
  name === "insert" && collection === "accidents";

function verdictOn([reply]: readonly (Document | undefined)[]): LateWrite {
  if (reply === undefined) return "unanswered";
  if (reply.ok !== 1) return "refused";
  const refused = (reply.writeErrors ?? []).length;
  if (refused === 0) return "written";
  return reply.n > 0 ? "in part" : "refused";
}
