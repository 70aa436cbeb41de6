import type { Abortable, Db, FindOptions } from "mongodb";

/** What a writer found out about a collection, kept in the database: any replica's routes can tell it. */
export interface ArchiveNote {
  /** Name of the collection. */
  readonly _id: string;
  readonly topic: string;
  readonly kind: "time-series" | "plain";
  /** Why it is plain, in words; null for a time-series collection. */
  readonly reason: string | null;
}

const collectionName = "mongo-sink-archives";

export async function keepNote(db: Db, { _id, ...note }: ArchiveNote): Promise<void> {
  await db.collection<ArchiveNote>(collectionName).updateOne({ _id }, { $set: note }, { upsert: true });
}

/** Of each collection that was ever opened, by name. */
export async function notes(db: Db, options: FindOptions & Abortable = {}): Promise<readonly ArchiveNote[]> {
  return await db.collection<ArchiveNote>(collectionName).find({}, options).sort({ _id: 1 }).toArray();
}
