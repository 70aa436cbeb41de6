import type { Collection, Db } from "mongodb";
import { MongoFailure } from "../mongo-failure.ts";
import type { CollectionWriter, Entry, Outcome } from "./collection-writer.ts";
import { Deadline } from "./deadline.ts";
import { insertAll } from "./insert-all.ts";
import { placeKey, placeOf, type RecordPlace } from "./record-place.ts";

/**
 * Into a collection with unique ids: the first write of an id wins, and a repeat, however late, changes nothing. So it needs
 * no fence.
 */
export class PlainWriter implements CollectionWriter {
  readonly #db: Db;
  readonly #collection: Collection;

  constructor(db: Db, name: string) {
    this.#db = db;
    this.#collection = db.collection(name);
  }

  async begin(): Promise<void> {}

  async write(entries: readonly Entry[], timeoutMs: number, signal: AbortSignal): Promise<Outcome> {
    const deadline = new Deadline(timeoutMs, signal);
    const target = { db: this.#db, collection: this.#collection, deadline };
    const documents = entries.map(({ document }) => document);
    const { duplicates, refused } = await insertAll(documents, target);
    const told = await this.#tellApart(
      duplicates.flatMap((index) => entries[index] ?? []),
      deadline,
    );
    const own = [...refused].flatMap(([index, refusal]) => {
      const entry = entries[index];
      return entry === undefined ? [] : [{ ...refusal, entry }];
    });
    return { ...told, refused: [...own, ...told.refused] };
  }

  /** Whether what was there already is the same record, delivered again, or another one with the same id. */
  async #tellApart(duplicates: readonly Entry[], deadline: Deadline): Promise<Outcome> {
    const known: Entry[] = [];
    const sameId: Entry[] = [];
    const refused: Outcome["refused"][number][] = [];
    const places = await this.#places(duplicates, deadline);
    for (const entry of duplicates) {
      const id = String(entry.document._id);
      const place = places.get(id);
      if (!places.has(id)) refused.push({ entry, ...duplicateElsewhere });
      else if (place !== undefined && placeKey(place) === placeKey(placeOf(entry.message))) known.push(entry);
      else sameId.push(entry);
    }
    return { known, sameId, refused };
  }

  /** By id, where the record of the document lies; undefined for one that another program wrote. */
  async #places(
    entries: readonly Entry[],
    deadline: Deadline,
  ): Promise<ReadonlyMap<string, RecordPlace | undefined>> {
    if (entries.length === 0) return new Map();
    const ids = entries.map(({ document }) => document._id);
    try {
      const found = this.#collection
        .find({ _id: { $in: ids } }, { projection: { record: 1 }, ...deadline.options })
        .map(({ _id, record }) => [String(_id), record as RecordPlace | undefined] as const);
      return new Map(await found.toArray());
    } catch (error) {
      throw new MongoFailure(`looking up what is in ${this.#collection.collectionName}`, error);
    }
  }
}

/** An index of somebody else's refuses it: to pass that over would be a loss. */
const duplicateElsewhere = {
  reason: "duplicate_key",
  detail:
    "a unique index other than that of _id has its value already, or the document with its _id has just expired",
};
