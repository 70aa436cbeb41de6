import { createHash } from "node:crypto";
import { type ClientSession, type MongoClient, UUID } from "mongodb";

/** Writes of one epoch, at most; 2^53, the largest number the driver counts with, leaves 2^23 epochs. */
const writesOfAnEpoch = 2 ** 30;

/**
 * A session whose name everybody can work out and whose writes are numbered from the epoch's first number on. MongoDB takes
 * the retryable writes of a session only in the order of their numbers: once it has seen one of a later epoch, it refuses
 * those of all earlier ones with code 225, from whichever process and connection they come.
 *
 * The numbers are of the driver's inner state (7.9, pinned), which its types show.
 */
export function fencedSession(client: MongoClient, name: string, epoch: number): ClientSession {
  const session = client.startSession({ causalConsistency: false });
  const { serverSession } = session;
  serverSession.id = { id: sessionId(name).toBinary() };
  serverSession.txnNumber = epoch * writesOfAnEpoch;
  // Else it would go to the driver's pool: other writes would use its numbers, and closing the client would have the server forget them.
  serverSession.isDirty = true;
  return session;
}

/** A UUID of version 8 (RFC 9562), made of the name. */
function sessionId(name: string): UUID {
  const bytes = createHash("sha256").update(name).digest().subarray(0, 16);
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x80;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  return new UUID(bytes);
}
