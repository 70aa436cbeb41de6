import type { Document } from "bson";
import { mongoCall } from "./mongo-call.ts";

export const replicaSetName = "tributary";

/** MongoDB's numbers for: no set was ever made here; this server is none of the members of the set that was. */
const notYetInitialized = 94;
const invalidReplicaSetConfig = 93;

/**
 * Whether the mongod at this port is the primary of its replica set of one. Until it is, does what is missing: initiates the
 * set at the first start, and tells it its new address when it has another port than at the last one.
 */
export async function isPrimary(
  port: number,
  call: (command: Document) => Promise<Document>,
): Promise<boolean> {
  if ((await call({ hello: 1 })).isWritablePrimary === true) return true;
  const members = [{ _id: 0, host: `127.0.0.1:${port}` }];
  const { code } = await call({ replSetGetStatus: 1 });
  if (code === notYetInitialized) {
    await call({ replSetInitiate: { _id: replicaSetName, members } });
  } else if (code === invalidReplicaSetConfig) {
    const { config } = await call({ replSetGetConfig: 1 });
    await call({ replSetReconfig: { ...config, version: config.version + 1, members }, force: true });
  }
  return false;
}

/** Whether a mongod serves writes there. */
export async function mongodAnswers(port: number): Promise<boolean> {
  return isPrimary(port, (command) => mongoCall(port, command)).catch(() => false);
}

/** Whether a server that needs no replica set serves there. */
export async function mongoAnswers(port: number): Promise<boolean> {
  const hello = await mongoCall(port, { hello: 1 }).catch(() => undefined);
  return hello?.isWritablePrimary === true;
}
