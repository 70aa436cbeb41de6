import type { Collection } from "mongodb";
import { MongoFailure } from "../mongo-failure.ts";
import type { Entry } from "./collection-writer.ts";
import type { Deadline } from "./deadline.ts";
import { placeKey, placeOf, type RecordPlace } from "./record-place.ts";

interface Seen {
  readonly from: number;
  /** Exclusive. */
  readonly to: number;
  readonly places: ReadonlySet<string>;
}

/**
 * Which of a partition's records are in a collection already: those below `reach` may be. True for as long as nobody else
 * writes them. Looks many records ahead at a time, for a server without a use for the index on `record` goes through all
 * its documents for each look.
 */
export class Doubt {
  readonly #collection: Collection;
  readonly #reach: number;
  readonly #aheadRecords: number;
  #seen: Seen = { from: 0, to: 0, places: new Set() };

  constructor(collection: Collection, reach: number, aheadRecords: number) {
    this.#collection = collection;
    this.#reach = reach;
    this.#aheadRecords = aheadRecords;
  }

  /** Those that are there, and those that are not; entries of one partition, by ascending offset. */
  async sort(entries: readonly Entry[], deadline: Deadline) {
    const inDoubt = entries.filter(({ message }) => message.offset < this.#reach);
    const [first, last] = [inDoubt[0]?.message, inDoubt.at(-1)?.message];
    if (first === undefined || last === undefined) return { known: [], missing: entries };
    const to = last.offset + 1;
    if (first.offset < this.#seen.from || to > this.#seen.to)
      this.#seen = await this.#look(first.partition, first.offset, this.#lookTo(first.offset, to), deadline);
    const { places } = this.#seen;
    const isKnown = ({ message }: Entry) => places.has(placeKey(placeOf(message)));
    return { known: entries.filter(isKnown), missing: entries.filter((entry) => !isKnown(entry)) };
  }

  #lookTo(from: number, least: number): number {
    return Math.max(least, Math.min(this.#reach, from + this.#aheadRecords));
  }

  async #look(partition: number, from: number, to: number, deadline: Deadline): Promise<Seen> {
    const { collectionName } = this.#collection;
    try {
      const range = { "record.partition": partition, "record.offset": { $gte: from, $lt: to } };
      const found = this.#collection
        .find(range, { projection: { _id: 0, record: 1 }, ...deadline.options })
        .map(({ record }) => placeKey(record as RecordPlace));
      return { from, to, places: new Set(await found.toArray()) };
    } catch (error) {
      throw new MongoFailure(`looking up what is in ${collectionName}`, error);
    }
  }
}
