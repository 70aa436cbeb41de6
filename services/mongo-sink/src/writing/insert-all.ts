import {
  BSON,
  type ClientSession,
  type Collection,
  type Document,
  MongoBulkWriteError,
  MongoError,
  MongoInvalidArgumentError,
  MongoServerError,
} from "mongodb";
import { MongoFailure, said } from "../mongo-failure.ts";
import type { Deadline } from "./deadline.ts";

/** Why a document alone is refused: a word to count by, and a sentence. */
export interface Refusal {
  readonly reason: string;
  readonly detail: string;
}

export interface Inserted {
  /** Indexes of documents whose `_id` was there already (E11000). */
  readonly duplicates: readonly number[];
  /** By index; all that are in neither are written. */
  readonly refused: ReadonlyMap<number, Refusal>;
}

export interface InsertOptions {
  readonly deadline: Deadline;
  readonly session?: ClientSession;
}

const duplicateKey = 11_000;

/** Codes of write errors that are the document's fault alone. Any other is weather: what is not understood is not buried. */
const refusals: ReadonlyMap<number, string> = new Map([
  [2, "bad_value"],
  [14, "type_mismatch"],
  [22, "invalid_bson"],
  [52, "bad_field_name"],
  [53, "bad_id"],
  [55, "bad_field_name"],
  [56, "bad_field_name"],
  [57, "bad_field_name"],
  [121, "validation_failed"],
  [171, "cannot_index"],
  [10_334, "document_too_large"],
  [16_572, "bad_geometry"],
  [16_755, "bad_geometry"],
  [17_280, "key_too_long"],
  [17_419, "document_too_large"],
  [17_420, "document_too_large"],
]);

/**
 * Inserts unordered, so that what is wrong with one document holds up no other. Answers what was not written and why; throws
 * a `MongoFailure` when it is not known of each document that it is written as the write concern says.
 */
export async function insertAll(
  collection: Collection,
  documents: readonly Document[],
  options: InsertOptions,
): Promise<Inserted> {
  if (documents.length === 0) return { duplicates: [], refused: new Map() };
  const { deadline, session } = options;
  const bounds = deadline.options;
  try {
    // A copy of the list: the driver's type is mutable, the documents have their `_id`.
    await collection.insertMany([...documents], { ordered: false, ...bounds, ...(session && { session }) });
    return { duplicates: [], refused: new Map() };
  } catch (error) {
    if (error instanceof MongoBulkWriteError) return partly(error);
    if (isUnsent(error)) return withoutUnsendable(collection, documents, options, error);
    throw new MongoFailure(`writing to ${collection.collectionName}`, error);
  }
}

function partly(error: MongoBulkWriteError): Inserted {
  const doing = "writing";
  const concern = error.result.getWriteConcernError();
  if (concern !== undefined) throw new MongoFailure(doing, error);
  const writeErrors = [error.writeErrors].flat();
  // The command failed as a whole: the driver tells it as a bulk of which nothing is known.
  if (writeErrors.length === 0) throw new MongoFailure(doing, error);
  const duplicates: number[] = [];
  const refused = new Map<number, Refusal>();
  for (const { index, code, errmsg } of writeErrors) {
    const reason = refusals.get(code);
    if (code === duplicateKey) duplicates.push(index);
    else if (reason === undefined)
      throw new MongoFailure(doing, new MongoServerError({ message: errmsg ?? "", code }));
    else refused.set(index, { reason, detail: said(new Error(errmsg)) });
  }
  return { duplicates, refused };
}

/**
 * The driver makes bytes of all documents before it sends the first; what cannot be made bytes stops it there, with an error
 * of its own, of the BSON library or of Node's buffers.
 */
function isUnsent(error: unknown): boolean {
  return error instanceof MongoInvalidArgumentError || !(error instanceof MongoError);
}

async function withoutUnsendable(
  collection: Collection,
  documents: readonly Document[],
  options: InsertOptions,
  error: unknown,
): Promise<Inserted> {
  const faults = documents.map(unsendable);
  const indexes = documents.flatMap((_, index) => (faults[index] === undefined ? [index] : []));
  if (indexes.length === documents.length) throw new MongoFailure("writing", error);
  const sendable = indexes.flatMap((index) => documents[index] ?? []);
  const { duplicates, refused } = await insertAll(collection, sendable, options);
  const there = (index: number) => indexes[index] ?? Number.NaN;
  return {
    duplicates: duplicates.map(there),
    refused: new Map([
      ...faults.flatMap((fault, index) => (fault === undefined ? [] : [[index, fault] as const])),
      ...[...refused].map(([index, refusal]) => [there(index), refusal] as const),
    ]),
  };
}

/** Of every server since 2.4; a document of exactly so many bytes is refused by the driver. */
const mostBytes = 16 * 1024 * 1024;

function unsendable(document: Document): Refusal | undefined {
  try {
    const bytes = BSON.calculateObjectSize(document, { ignoreUndefined: true });
    if (bytes >= mostBytes)
      return {
        reason: "document_too_large",
        detail: `${bytes} bytes, at most ${mostBytes - 1} can be written`,
      };
    BSON.serialize(document, { ignoreUndefined: true });
    return undefined;
  } catch (error) {
    return { reason: "unserialisable", detail: said(error) };
  }
}
