import type { Topic } from "@tributary/contracts";
import type { Document, IndexDescription } from "mongodb";

/** A parameter of the read routes, and the field of the documents that it chooses by. */
export interface ArchiveFilter {
  readonly field: string;
  /** What its values are, with an example: `capitals of states, such as OH,PA`. */
  readonly words: string;
  /** What the field is compared with; undefined for a text that cannot be meant. */
  readonly read: (text: string) => string | number | undefined;
}

/**
 * What becomes of one topic in MongoDB: adding a topic is one of these in `archives.ts`. Beside what `document` makes, each
 * document has `_id` and `record` (where the record lies in the topic: `{partition, offset, appendedAt}`).
 *
 * Of the writer itself are the collections `mongo-sink-archives` (see `archive-notes.ts`) and `mongo-sink-fences`.
 */
export interface Archive<T> {
  readonly topic: Topic<T>;
  readonly collection: string;
  /** One of a kind in the collection: a second record with the same id is the same thing told again, and changes nothing. */
  readonly id: (value: T) => string;
  /**
   * Without nulls (what is not known is absent), with instants and days as `Date`, with `timeField`, and with `meta`, which
   * is small and has few different values: `{state, source}`. A place is `location`, a GeoJSON point. A field whose value
   * stands in `_id`, `meta` or `location` is not there a second time; all others have the names of the Avro schema.
   * A new object each time: `_id` and `record` are put into it.
   */
  readonly document: (value: T) => Document;
  /** Fields of the value that are not in the document by their names: `_id`, `meta` or `location` tell them. */
  readonly toldElsewhere: readonly (keyof T & string)[];
  readonly timeField: string;
  /** As MongoDB knows it: how far apart events of one `meta` lie; buckets span 1 h, 24 h, 30 d. */
  readonly granularity: Granularity;
  /**
   * Beside those that each collection has: `_id`, {record.partition, record.offset}, {meta, time} and {time: -1, _id: -1},
   * the order in which the newest are read. Not unique.
   */
  readonly indexes: readonly IndexDescription[];
  /** How readers choose, by the name of the parameter; beside time, and a box where `location` has an index. */
  readonly filters: Readonly<Record<string, ArchiveFilter>>;
  /** Documents are deleted so long after their time; absent: never. */
  readonly expireAfterSeconds?: number;
}

export type Granularity = (typeof granularities)[number];
export const granularities = ["seconds", "minutes", "hours"] as const;

// biome-ignore lint/suspicious/noExplicitAny: archives of different topics stand in one list, and their types are invariant.
export type AnyArchive = Archive<any>;
