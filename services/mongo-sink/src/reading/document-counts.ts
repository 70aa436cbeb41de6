import type { Db } from "mongodb";
import type { ReadLimits } from "./document-reader.ts";

/** A count that takes longer is not waited for. */
const mostMs = 500;
/** How long a collection that could not be counted in time is not counted again. */
const pauseMs = 30_000;

/** How many documents there are, where it is known quickly: in time-series collections a server may have to look at all. */
export class DocumentCounts {
  readonly #db: Db;
  /** By collection, when it may be counted again; monotonic milliseconds. */
  readonly #slow = new Map<string, number>();

  constructor(db: Db) {
    this.#db = db;
  }

  /** About how many; null when that takes too long. */
  async of(collection: string, { signal }: ReadLimits): Promise<number | null> {
    if (performance.now() < (this.#slow.get(collection) ?? 0)) return null;
    const inTime = AbortSignal.timeout(mostMs);
    const limits = { maxTimeMS: mostMs, signal: AbortSignal.any([signal, inTime]) };
    try {
      return await this.#db.collection(collection).estimatedDocumentCount(limits);
    } catch (error) {
      if (!inTime.aborted) throw error;
      this.#slow.set(collection, performance.now() + pauseMs);
      return null;
    }
  }
}
