import type { Message } from "@tributary/runtime";
import type { Document } from "mongodb";
import type { Refusal } from "./refusal.ts";

/** A record, and the document that is to become of it. */
export interface Entry {
  readonly message: Message<unknown>;
  readonly document: Document;
}

/** What became of entries; those that are nowhere in it are written. */
export interface Outcome {
  /** There already, of the very same record: delivered again. */
  readonly known: readonly Entry[];
  /** Not written, for another record's document has the id. */
  readonly sameId: readonly Entry[];
  readonly refused: readonly (Refusal & { readonly entry: Entry })[];
}

/** The way into one collection. Throws are weather, `MongoFailure` among them. */
export interface CollectionWriter {
  /** The partition became ours. */
  begin(partition: number, signal: AbortSignal): Promise<void>;
  /** Writes entries of one partition, by ascending offset; the writing itself takes at most `timeoutMs`. */
  write(entries: readonly Entry[], timeoutMs: number, signal: AbortSignal): Promise<Outcome>;
}
