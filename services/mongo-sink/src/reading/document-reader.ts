import type { Db, Document } from "mongodb";
import type { AnyArchive } from "../archive.ts";
import { notes } from "../archive-notes.ts";
import type { Kind } from "../opening/wanted-collection.ts";
import { DocumentCounts } from "./document-counts.ts";
import { documentFilter, documentOrder, ofWriter, type StoredDocument } from "./document-filter.ts";
import type { DocumentSelection } from "./document-query.ts";
import { cursorText } from "./page-cursor.ts";

export interface CollectionSummary {
  readonly collection: string;
  readonly topic: string;
  readonly kind: Kind;
  /** Why it is plain, in words; null for a time-series collection. */
  readonly reason: string | null;
  /** Null when they are not counted quickly. */
  readonly documents: number | null;
}

export interface DocumentPage {
  readonly documents: readonly Document[];
  /** Where the next page goes on; null behind the last one. */
  readonly before: string | null;
}

/** Given to each operation of a read: the server gives up by itself, and so does the driver. */
export interface ReadLimits {
  readonly maxTimeMS: number;
  readonly signal: AbortSignal;
}

/** Reads what the writers wrote, by this replica or another. */
export class DocumentReader {
  readonly #db: Db;
  readonly #counts: DocumentCounts;

  constructor(db: Db) {
    this.#db = db;
    this.#counts = new DocumentCounts(db);
  }

  /** Those that a writer has opened, ever, by name. */
  async collections(limits: ReadLimits): Promise<readonly CollectionSummary[]> {
    return await Promise.all(
      (await notes(this.#db, limits)).map(async ({ _id: collection, topic, kind, reason }) => ({
        collection,
        topic,
        kind,
        reason,
        documents: await this.#counts.of(collection, limits),
      })),
    );
  }

  /** The one that was appended last, where a time-series collection has it once for each replay. */
  async document({ collection }: AnyArchive, id: string, limits: ReadLimits): Promise<Document | undefined> {
    const newest = { "record.appendedAt": -1, "record.offset": -1 } as const;
    const [found] = await this.#documents(collection)
      .find({ _id: id, ...ofWriter }, limits)
      .sort(newest)
      .limit(1)
      .toArray();
    return found;
  }

  /** Newest first. */
  async page(archive: AnyArchive, selection: DocumentSelection, limits: ReadLimits): Promise<DocumentPage> {
    const { collection, timeField } = archive;
    const kind = await this.#kind(collection, limits);
    const { limit } = selection;
    const found = await this.#documents(collection)
      .find(documentFilter(archive, kind, selection), limits)
      .sort(documentOrder(archive, kind))
      .limit(limit + 1) // one more tells whether there is a next page
      .batchSize(limit + 1)
      .toArray();
    const documents = found.slice(0, limit);
    const last = documents.at(-1);
    if (found.length <= limit || last === undefined) return { documents, before: null };
    const { appendedAt, offset } = last.record;
    const [at, appended] = [last[timeField].getTime(), appendedAt.getTime()];
    return { documents, before: cursorText({ at, id: last._id, appendedAt: appended, offset }) };
  }

  async #kind(collection: string, limits: ReadLimits): Promise<Kind> {
    return (await notes(this.#db, limits)).find(({ _id }) => _id === collection)?.kind ?? "plain";
  }

  #documents(collection: string) {
    return this.#db.collection<StoredDocument>(collection);
  }
}
