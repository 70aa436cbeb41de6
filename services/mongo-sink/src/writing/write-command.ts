import { type ClientSession, type Db, type Document, WriteConcern } from "mongodb";

/** See `Deadline.options`. */
export interface CommandBounds {
  readonly maxTimeMS?: number;
  readonly signal?: AbortSignal;
}

export interface CommandOptions extends CommandBounds {
  readonly session?: ClientSession;
}

/** Sends a write command once, with the database's write concern, and answers what the server says, its write errors too. */
export function writeCommand(db: Db, command: Document, options: CommandOptions = {}): Promise<Document> {
  const { maxTimeMS, signal, session } = options;
  const bounded = maxTimeMS === undefined ? { ...command } : { ...command, maxTimeMS };
  const { writeConcern } = db;
  return db.command(writeConcern === undefined ? bounded : WriteConcern.apply(bounded, writeConcern), {
    ignoreUndefined: true,
    ...(signal && { signal }),
    ...(session && { session }),
  });
}
