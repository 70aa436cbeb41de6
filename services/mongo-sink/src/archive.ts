import type { Topic } from "@tributary/contracts";
import type { Document, IndexDescription } from "mongodb";

/**
 * What becomes of one topic in MongoDB: adding a topic is one of these in `archives.ts`. Beside what `document` makes, each
 * document has `_id` and `record` (where the record lies in the topic: `{partition, offset, appendedAt}`).
 */
export interface Archive<T> {
  readonly topic: Topic<T>;
  readonly collection: string;
  /** One of a kind in the collection: a second record with the same id is the same thing told again, and changes nothing. */
  readonly id: (value: T) => string;
  /**
   * Without nulls (what is not known is absent), with dates as `Date`, with `timeField`, and with `meta`, which is small and
   * has few different values: `{state, source}`.
   */
  readonly document: (value: T) => Document;
  readonly timeField: string;
  /** As MongoDB knows it: how far apart events of one `meta` lie; buckets span 1 h, 24 h, 30 d. */
  readonly granularity: "seconds" | "minutes" | "hours";
  /** Beside those on `_id`, `record` and {meta, time}, which each collection has. Not unique. */
  readonly indexes: readonly IndexDescription[];
  /** Documents are deleted so long after their time; absent: never. */
  readonly expireAfterSeconds?: number;
}
