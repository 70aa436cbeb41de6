import { BSON, type Collection, type Db, type Document, MongoError, MongoServerError } from "mongodb";
import { codeOf, MongoFailure, said } from "../mongo-failure.ts";
import type { Deadline } from "./deadline.ts";
import type { FencedSession } from "./fenced-session.ts";
import { type Refusal, refusalReason } from "./refusal.ts";
import { type CommandBounds, writeCommand } from "./write-command.ts";

export interface Inserted {
  /** Indexes of documents whose `_id` was there already (E11000). */
  readonly duplicates: readonly number[];
  /** By index; all that are in neither are written. */
  readonly refused: ReadonlyMap<number, Refusal>;
}

export interface InsertTarget {
  readonly db: Db;
  readonly collection: Pick<Collection, "collectionName">;
  readonly deadline: Deadline;
  readonly session?: FencedSession;
}

const duplicateKey = 11_000;
const commandTooLarge = 10_334;

/**
 * Inserts unordered, so that what is wrong with one document holds up no other. Answers what was not written and why; throws
 * a `MongoFailure` when it is not known of each document that it is written as the write concern says.
 */
export async function insertAll(documents: readonly Document[], target: InsertTarget): Promise<Inserted> {
  if (documents.length === 0) return { duplicates: [], refused: new Map() };
  const bounds = target.deadline.options;
  try {
    return await send(documents, target, bounds);
  } catch (error) {
    if (bounds.signal.aborted || !isTooMuch(error)) throw failure(target, error);
  }
  return inParts(documents, target);
}

async function send(
  documents: readonly Document[],
  { db, collection, session }: InsertTarget,
  bounds: CommandBounds,
): Promise<Inserted> {
  const command = { insert: collection.collectionName, documents, ordered: false };
  const answer = await (session?.write(db, command, bounds) ?? writeCommand(db, command, bounds));
  const { writeConcernError, writeErrors = [] } = answer;
  if (writeConcernError !== undefined) throw serverError(writeConcernError);
  const duplicates: number[] = [];
  const refused = new Map<number, Refusal>();
  for (const writeError of writeErrors as readonly WriteError[]) {
    const { index, code, errmsg } = writeError;
    const reason = refusalReason(code);
    if (code === duplicateKey) duplicates.push(index);
    else if (reason === undefined) throw serverError(writeError);
    else refused.set(index, { reason, detail: said(new Error(errmsg)) });
  }
  return { duplicates, refused };
}

interface WriteError {
  readonly index: number;
  readonly code: number;
  readonly errmsg?: string;
}

function serverError({ code, errmsg = "" }: { readonly code: number; readonly errmsg?: string }): Error {
  return new MongoServerError({ message: errmsg, code });
}

function failure({ collection }: InsertTarget, error: unknown): MongoFailure {
  if (error instanceof MongoFailure) return error;
  return new MongoFailure(`writing to ${collection.collectionName}`, error);
}

/**
 * Nothing was written: the bytes could not be made (errors of the BSON library and of Node's buffers), or the command is
 * larger than a server takes. Looked at only then, for to measure each document costs half as much as to send it.
 */
function isTooMuch(error: unknown): boolean {
  return !(error instanceof MongoError) || codeOf(error) === commandTooLarge;
}

/** Of every server since 2.4. */
const mostBytes = 16 * 1024 * 1024;
/** A command is a document itself. */
const mostCommandBytes = 12 * 1024 * 1024;

/** Those that can be sent, in as many commands as it takes. */
async function inParts(documents: readonly Document[], target: InsertTarget): Promise<Inserted> {
  const refused = new Map<number, Refusal>();
  const parts: number[][] = [];
  let bytes = Number.POSITIVE_INFINITY;
  for (const [index, document] of documents.entries()) {
    const size = sizeOf(document);
    if (typeof size !== "number") refused.set(index, size);
    else {
      if (bytes + size > mostCommandBytes) parts.push([]);
      bytes = bytes + size > mostCommandBytes ? size : bytes + size;
      parts.at(-1)?.push(index);
    }
  }
  const duplicates: number[] = [];
  for (const part of parts) {
    const those = part.flatMap((index) => documents[index] ?? []);
    const there = (index: number) => part[index] ?? Number.NaN;
    const inserted = await send(those, target, target.deadline.options).catch((error: unknown) => {
      throw failure(target, error);
    });
    duplicates.push(...inserted.duplicates.map(there));
    for (const [index, refusal] of inserted.refused) refused.set(there(index), refusal);
  }
  return { duplicates, refused };
}

/** Bytes of a document, or why it cannot be sent. */
function sizeOf(document: Document): number | Refusal {
  try {
    const bytes = BSON.calculateObjectSize(document, { ignoreUndefined: true });
    if (bytes >= mostBytes)
      return {
        reason: "document_too_large",
        detail: `${bytes} bytes, at most ${mostBytes - 1} can be written`,
      };
    return BSON.serialize(document, { ignoreUndefined: true }).length;
  } catch (error) {
    return { reason: "unserialisable", detail: said(error) };
  }
}
