import { setTimeout as delay } from "node:timers/promises";
import type { Collection } from "mongodb";
import { MongoFailure } from "../mongo-failure.ts";
import type { Entry } from "./collection-writer.ts";
import type { Deadline } from "./deadline.ts";
import type { OneAtATime } from "./one-at-a-time.ts";
import { placeKey, placeOf, type RecordPlace } from "./record-place.ts";

interface Seen {
  readonly from: number;
  /** Exclusive. */
  readonly to: number;
  readonly places: ReadonlySet<string>;
}

export interface DoubtOptions {
  /** Records before this offset may be there. */
  readonly reach: number;
  readonly aheadRecords: number;
  /** How long a write that was at work when the fence was raised may still be; 0 where the fence has waited for it. */
  readonly settleMs: number;
  /** Of all partitions: a server that goes through all documents for a look has them all in memory meanwhile. */
  readonly turns: OneAtATime;
}

/** Between two looks that must find the same. */
const againMs = 1_000;

/**
 * Which of a partition's records are in a collection already: those below `reach` may be. True for as long as nobody else
 * writes them. Looks many records ahead at a time, for a server without a use for the index on `record` goes through all
 * its documents for each look.
 *
 * The fence keeps off what is sent late. What was at work when it was raised is over by then on mongod, where the writes
 * of a session wait for each other; other servers let it go on, so that it is waited out, until two looks find the same.
 */
export class Doubt {
  readonly #collection: Collection;
  readonly #options: DoubtOptions;
  /** Monotonic milliseconds; undefined when all has settled. */
  #settledAt: number | undefined;
  #seen: Seen = { from: 0, to: 0, places: new Set() };

  /** Of what a fence, just raised, leaves in doubt. */
  constructor(collection: Collection, options: DoubtOptions) {
    this.#collection = collection;
    this.#options = options;
    this.#settledAt = options.settleMs > 0 ? performance.now() + options.settleMs : undefined;
  }

  /** Those that are there, and those that are not; entries of one partition, by ascending offset. */
  async sort(entries: readonly Entry[], deadline: Deadline) {
    const inDoubt = entries.filter(({ message }) => message.offset < this.#options.reach);
    const [first, last] = [inDoubt[0]?.message, inDoubt.at(-1)?.message];
    if (first === undefined || last === undefined) return { known: [], missing: entries };
    const to = last.offset + 1;
    if (first.offset < this.#seen.from || to > this.#seen.to)
      this.#seen = await this.#settled(
        first.partition,
        first.offset,
        this.#lookTo(first.offset, to),
        deadline,
      );
    const { places } = this.#seen;
    const isKnown = ({ message }: Entry) => places.has(placeKey(placeOf(message)));
    return { known: entries.filter(isKnown), missing: entries.filter((entry) => !isKnown(entry)) };
  }

  #lookTo(from: number, least: number): number {
    const { reach, aheadRecords } = this.#options;
    return Math.max(least, Math.min(reach, from + aheadRecords));
  }

  /** What is there, once nothing comes any more of what was at work. */
  async #settled(partition: number, from: number, to: number, deadline: Deadline): Promise<Seen> {
    const look = () => this.#options.turns.run(() => this.#look(partition, from, to, deadline));
    if (this.#settledAt === undefined) return look();
    await delay(Math.max(0, this.#settledAt - performance.now()), undefined, deadline.waiting);
    let seen = await look();
    for (;;) {
      await delay(Math.min(againMs, this.#options.settleMs), undefined, deadline.waiting);
      const again = await look();
      const isSame = again.places.size === seen.places.size; // nothing goes away
      seen = again;
      if (isSame) break;
    }
    this.#settledAt = undefined;
    return seen;
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
