import type { Collection, Db } from "mongodb";
import { MongoFailure } from "../mongo-failure.ts";
import type { CollectionWriter, Entry, Outcome } from "./collection-writer.ts";
import { type ConnectionLife, withEither } from "./connection-life.ts";
import { Deadline } from "./deadline.ts";
import { Doubt } from "./doubt.ts";
import type { Fence, Fences } from "./fences.ts";
import { insertAll } from "./insert-all.ts";
import { OneAtATime } from "./one-at-a-time.ts";

/** How many records ahead the reach is written down: one small write for so many, and so many in doubt after a restart. */
const spareRecords = 20_000;

interface Tenure {
  readonly fence: Fence;
  /** Aborts when the fence may not hold any more. */
  readonly life: AbortSignal;
  readonly doubt: Doubt;
  /** So far the reach is written down. */
  readonly reach: number;
  /** Records before this offset were here in this tenure. */
  readonly next: number;
}

export interface TimeSeriesWriterOptions {
  readonly db: Db;
  /** Name of the collection. */
  readonly name: string;
  readonly fences: Fences;
  readonly life: Pick<ConnectionLife, "signal">;
  /** What the fences of all partitions have in common. */
  readonly place: string;
  /** Longest time to find out what is there. */
  readonly lookUpTimeoutMs: number;
  /** How long the server may be at work on a write that nobody waits for any more; 0 where a fence waits for it. */
  readonly settleMs: number;
}

/**
 * Into a collection without unique ids: each record once, by a fence and a look at what is there. Whoever writes a partition
 * raises its fence first, and then leaves out the records that it finds; so does it again after a write of which it does
 * not know what became, after a connection was lost, and when records come again.
 */
export class TimeSeriesWriter implements CollectionWriter {
  readonly #options: TimeSeriesWriterOptions;
  readonly #collection: Collection;
  /** By partition; only while it is known what became of all that was written. */
  readonly #tenures = new Map<number, Tenure>();
  readonly #looks = new OneAtATime();

  constructor(options: TimeSeriesWriterOptions) {
    this.#options = options;
    this.#collection = options.db.collection(options.name);
  }

  async begin(partition: number, signal: AbortSignal): Promise<void> {
    await this.#end(partition);
    this.#tenures.set(partition, await this.#raise(partition, this.#longer(signal)));
  }

  async write(entries: readonly Entry[], timeoutMs: number, signal: AbortSignal): Promise<Outcome> {
    const [first, last] = [entries[0]?.message, entries.at(-1)?.message];
    if (first === undefined || last === undefined) return { known: [], sameId: [], refused: [] };
    const { partition } = first;
    const before = await this.#tenure(partition, first.offset, signal);
    this.#tenures.delete(partition); // until it is known what became of this write
    const { fence, doubt, life } = before;
    try {
      const { known, missing } = await doubt.sort(entries, this.#longer(signal));
      return await withEither(life, signal, async (either) => {
        const deadline = new Deadline(timeoutMs, either);
        const reach = await this.#reaching(before, last.offset, deadline);
        const refused = await this.#insert(missing, fence, deadline);
        this.#tenures.set(partition, { ...before, reach, next: last.offset + 1 });
        return { known, sameId: [], refused };
      });
    } catch (error) {
      await fence.session.end();
      throw error;
    }
  }

  /** The partition's tenure; a new one where the last is over, or where records come again that it wrote. */
  async #tenure(partition: number, offset: number, signal: AbortSignal): Promise<Tenure> {
    const kept = this.#tenures.get(partition);
    if (kept !== undefined && offset >= kept.next && !kept.life.aborted) return kept;
    await this.#end(partition);
    return await this.#raise(partition, this.#longer(signal));
  }

  async #end(partition: number): Promise<void> {
    const tenure = this.#tenures.get(partition);
    this.#tenures.delete(partition);
    await tenure?.fence.session.end();
  }

  async #raise(partition: number, deadline: Deadline): Promise<Tenure> {
    const { fences, place, settleMs } = this.#options;
    const life = this.#options.life.signal; // before the fence: it must hold from the first word on
    const fence = await fences.raise(place, partition, deadline);
    const { reach } = fence;
    const looking = { aheadRecords: spareRecords, settleMs, turns: this.#looks };
    const doubt = new Doubt(this.#collection, { reach, ...looking });
    return { fence, life, doubt, reach, next: 0 };
  }

  async #insert(
    entries: readonly Entry[],
    { session }: Fence,
    deadline: Deadline,
  ): Promise<Outcome["refused"]> {
    const target = { db: this.#options.db, collection: this.#collection, deadline, session };
    const documents = entries.map(({ document }) => document);
    const { duplicates, refused } = await insertAll(documents, target);
    const doing = `writing to ${this.#options.name}`;
    if (duplicates.length > 0)
      throw new MongoFailure(doing, new Error("it has unique ids: it is no time series"));
    return entries.flatMap((entry, index) => {
      const refusal = refused.get(index);
      return refusal === undefined ? [] : [{ ...refusal, entry }];
    });
  }

  /** The reach, with the offset before it: nothing is written where nobody would look for it. */
  async #reaching({ fence, reach }: Tenure, offset: number, deadline: Deadline): Promise<number> {
    if (offset < reach) return reach;
    const further = offset + 1 + spareRecords;
    await this.#options.fences.extend(fence, further, deadline);
    return further;
  }

  #longer(signal: AbortSignal): Deadline {
    const { lookUpTimeoutMs, settleMs } = this.#options;
    return new Deadline(lookUpTimeoutMs + settleMs, signal);
  }
}
