import { findMongoProgram, type MongoProgram } from "./mongo-program.ts";
import { pythonHint } from "./python.ts";
import type { PlannedReplica } from "./replica-plan.ts";
import type { Say } from "./say.ts";
import { StartError } from "./start-error.ts";

export interface MongoChoice {
  readonly planned: readonly PlannedReplica[];
  /** Undefined where nobody needs one, and where a running server is named. */
  readonly mongo: MongoProgram | undefined;
}

export interface MongoChoiceOptions {
  /** A server that runs already. */
  readonly mongodbUri: string | undefined;
  readonly say: Say;
  readonly signal?: AbortSignal | undefined;
  /** Tests hand in another one. */
  readonly find?: () => MongoProgram | undefined;
}

/**
 * Which MongoDB those who are to run are given; fetched, when that was needed. Where there is none to be had, those who need
 * one are left out, with a line that says what to do; a `StartError` when nobody is left.
 */
export async function chooseMongo(
  planned: readonly PlannedReplica[],
  { mongodbUri, say, signal, find = findMongoProgram }: MongoChoiceOptions,
): Promise<MongoChoice> {
  const needy = planned.filter(({ service }) => service.needsMongo);
  if (needy.length === 0 || mongodbUri !== undefined) return { planned, mongo: undefined };
  const mongo = find();
  let why = pythonHint;
  try {
    await mongo?.fetch({ say, signal });
    if (mongo !== undefined) return { planned, mongo };
  } catch (error) {
    if (!(error instanceof StartError)) throw error;
    why = error.message;
  }
  const names = needy.map(({ name }) => name).join(", ");
  const left = planned.filter((replica) => !needy.includes(replica));
  const notice = `There is no MongoDB for ${names}: ${why}`;
  if (left.length === 0) throw new StartError(notice);
  say(`${notice}\nAll else starts, without ${names}`);
  return { planned: left, mongo: undefined };
}
