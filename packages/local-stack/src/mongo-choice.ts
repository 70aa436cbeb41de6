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

/**
 * Which MongoDB those who are to run are given. Where there is none to be had, those who need one are left out, with a line
 * that says what to install; a `StartError` when nobody is left.
 */
export function withMongo(
  planned: readonly PlannedReplica[],
  mongodbUri: string | undefined,
  say: Say,
  find: () => MongoProgram | undefined = findMongoProgram,
): MongoChoice {
  const needy = planned.filter(({ service }) => service.needsMongo);
  if (needy.length === 0 || mongodbUri !== undefined) return { planned, mongo: undefined };
  const mongo = find();
  if (mongo !== undefined) return { planned, mongo };
  const names = needy.map(({ name }) => name).join(", ");
  const left = planned.filter((replica) => !needy.includes(replica));
  const notice = `There is no MongoDB for ${names}: ${pythonHint}`;
  if (left.length === 0) throw new StartError(notice);
  say(`${notice}. All else starts without ${names}.`);
  return { planned: left, mongo: undefined };
}
