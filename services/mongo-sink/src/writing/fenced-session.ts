import { createHash } from "node:crypto";
import { type ClientSession, type Db, type Document, Long, type MongoClient, UUID } from "mongodb";
import { type CommandBounds, writeCommand } from "./write-command.ts";

/** Writes of an epoch, at most; 2^53, the largest number that is counted exactly, leaves 2^23 epochs. */
const writesOfAnEpoch = 2 ** 30;

/**
 * A session whose name everybody can work out and whose writes are numbered from the epoch's first number on. MongoDB takes
 * the retryable writes of a session only in the order of their numbers: once it has seen one of a later epoch, it refuses
 * those of all earlier ones with code 225, from whichever process and connection they come.
 *
 * The numbers are set here and the commands sent once: the driver's own repetition of a write would land twice on a server
 * that has forgotten the number of the first.
 */
export class FencedSession {
  readonly #session: ClientSession;
  #number: number;

  constructor(client: MongoClient, name: string, epoch: number) {
    this.#session = client.startSession({ causalConsistency: false });
    this.#number = epoch * writesOfAnEpoch;
    const { serverSession } = this.#session; // the driver's inner state (7.9, pinned), which its types show
    serverSession.id = { id: sessionId(name).toBinary() };
    // Else it would go to the driver's pool: others would use it, and closing the client would have the server forget it.
    serverSession.isDirty = true;
  }

  /** Runs an `insert` or `update` with the next number. */
  write(db: Db, command: Document, bounds: CommandBounds = {}): Promise<Document> {
    this.#number += 1;
    const numbered = { ...command, txnNumber: Long.fromNumber(this.#number) };
    return writeCommand(db, numbered, { ...bounds, session: this.#session });
  }

  end(): Promise<void> {
    return this.#session.endSession();
  }
}

/** A UUID of version 8 (RFC 9562), made of the name. */
function sessionId(name: string): UUID {
  const bytes = createHash("sha256").update(name).digest().subarray(0, 16);
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x80;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  return new UUID(bytes);
}
