import type { Collection, FindOptions } from "mongodb";
import { MongoFailure } from "../mongo-failure.ts";
import type { CollectionWriter, Entry, Outcome } from "./collection-writer.ts";
import type { Deadline } from "./deadline.ts";
import type { Fence, Fences } from "./fences.ts";
import { insertAll } from "./insert-all.ts";
import { placeKey, placeOf, type RecordPlace } from "./record-place.ts";

/** How many records ahead the reach is written down: one small write for so many records, so many looked up after a restart. */
const spareRecords = 20_000;

interface Tenure {
  readonly fence: Fence;
  /** Records before this offset may be there. */
  readonly lookUpBelow: number;
  /** So far the reach is written down. */
  readonly reach: number;
}

export interface TimeSeriesWriterOptions {
  readonly collection: Collection;
  readonly fences: Fences;
  /** Of what the fences are, but for the partition. */
  readonly place: string;
}

/**
 * Into a collection without unique ids: each record once, by a fence and a look at what is there. Whoever writes a partition
 * raises its fence first, and then leaves out the records that it finds; so does it again after a write of which it does
 * not know what became.
 */
export class TimeSeriesWriter implements CollectionWriter {
  readonly #options: TimeSeriesWriterOptions;
  /** By partition; only while all that was written in it is known to be there. */
  readonly #tenures = new Map<number, Tenure>();

  constructor(options: TimeSeriesWriterOptions) {
    this.#options = options;
  }

  async begin(partition: number, deadline: Deadline): Promise<void> {
    await this.#forget(partition);
    this.#tenures.set(partition, await this.#raise(partition, deadline));
  }

  async write(entries: readonly Entry[], deadline: Deadline): Promise<Outcome> {
    const partition = entries[0]?.message.partition;
    if (partition === undefined) return { known: [], sameId: [], refused: [] };
    const { collection } = this.#options;
    const before = this.#tenures.get(partition) ?? (await this.#raise(partition, deadline));
    this.#tenures.delete(partition); // until it is known what became of this write
    const { session } = before.fence;
    try {
      const { known, missing } = await this.#lookUp(entries, before.lookUpBelow, deadline);
      const tenure = await this.#reaching(before, missing.at(-1)?.message.offset ?? -1, deadline);
      const documents = missing.map(({ document }) => document);
      const { duplicates, refused } = await insertAll(collection, documents, { deadline, session });
      if (duplicates.length > 0)
        throw new Error(`${collection.collectionName} has unique ids: it is no time series`);
      this.#tenures.set(partition, tenure);
      const told = [...refused].flatMap(([index, refusal]) => {
        const entry = missing[index];
        return entry === undefined ? [] : [{ ...refusal, entry }];
      });
      return { known, sameId: [], refused: told };
    } catch (error) {
      await session.endSession();
      throw error;
    }
  }

  async #forget(partition: number): Promise<void> {
    const tenure = this.#tenures.get(partition);
    this.#tenures.delete(partition);
    await tenure?.fence.session.endSession();
  }

  async #raise(partition: number, deadline: Deadline): Promise<Tenure> {
    const { fences, place } = this.#options;
    const fence = await fences.raise(`${place}[${partition}]`, deadline);
    const reach = fence.reach ?? (await this.#endOf(partition, deadline));
    return { fence, lookUpBelow: reach, reach };
  }

  /** Offset behind the last record that is there. */
  async #endOf(partition: number, deadline: Deadline): Promise<number> {
    const newest = { sort: { "record.offset": -1 }, limit: 1 } as const;
    const last = await this.#find({ "record.partition": partition }, deadline, newest);
    return (last[0]?.offset ?? -1) + 1;
  }

  async #lookUp(entries: readonly Entry[], below: number, deadline: Deadline) {
    const inDoubt = entries.filter(({ message }) => message.offset < below);
    const [first, last] = [inDoubt[0]?.message, inDoubt.at(-1)?.message];
    if (first === undefined || last === undefined) return { known: [], missing: entries };
    const range = {
      "record.partition": first.partition,
      "record.offset": { $gte: first.offset, $lte: last.offset },
    };
    const there = new Set((await this.#find(range, deadline)).map(placeKey));
    const isKnown = ({ message }: Entry) => there.has(placeKey(placeOf(message)));
    return { known: entries.filter(isKnown), missing: entries.filter((entry) => !isKnown(entry)) };
  }

  async #find(
    filter: object,
    deadline: Deadline,
    options: FindOptions = {},
  ): Promise<readonly RecordPlace[]> {
    const { collection } = this.#options;
    try {
      return await collection
        .find(filter, { ...options, projection: { _id: 0, record: 1 }, ...deadline.options })
        .map(({ record }) => record as RecordPlace)
        .toArray();
    } catch (error) {
      throw new MongoFailure(`looking up what is in ${collection.collectionName}`, error);
    }
  }

  /** The tenure, with the offset before its reach: nothing is written where nobody would look for it. */
  async #reaching(tenure: Tenure, offset: number, deadline: Deadline): Promise<Tenure> {
    if (offset < tenure.reach) return tenure;
    const reach = offset + 1 + spareRecords;
    await this.#options.fences.extend(tenure.fence, reach, deadline);
    return { ...tenure, reach };
  }
}
