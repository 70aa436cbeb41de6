import { type Collection, type Db, type Document, type MongoClient, MongoServerError } from "mongodb";
import { isFenced, MongoFailure } from "../mongo-failure.ts";
import type { Deadline } from "./deadline.ts";
import { FencedSession } from "./fenced-session.ts";

interface FenceDocument {
  readonly _id: string;
  readonly epoch?: number;
  /** From this offset on nothing was ever written. */
  readonly reach?: number;
  /** Of a whole collection: where a partition has no reach, nothing of it was ever written. */
  readonly isComplete?: true;
}

/** The right to write a partition, until somebody raises another. */
export interface Fence {
  readonly place: string;
  /** What is written in it is refused, once there is a newer fence. */
  readonly session: FencedSession;
  /** Records before this offset may be there; `Infinity` when nobody wrote it down. */
  readonly reach: number;
}

const collectionName = "mongo-sink-fences";
/** Far more refusals in a row than rivals can cause; each tries twice as far ahead. */
const mostTries = 20;

/**
 * Fences keep off whoever had a partition before: once `raise` has resolved, nothing that a predecessor still sends is
 * written any more. What was at work is over by then on mongod; for other servers see `Doubt`.
 */
export class Fences {
  readonly #client: MongoClient;
  readonly #db: Db;
  readonly #fences: Collection<FenceDocument>;

  constructor(client: MongoClient, db: Db) {
    this.#client = client;
    this.#db = db;
    this.#fences = db.collection<FenceDocument>(collectionName);
  }

  /**
   * Notes that nothing was written to the collection yet but under fences, where `isEmpty` says so; a note that is there
   * stays. Should the fences be lost, so is the note, and all that is there is looked up.
   *
   * @param whole What all partitions have in common: group, collection, topic.
   */
  async found(whole: string, isEmpty: () => Promise<boolean>): Promise<void> {
    if ((await this.#fences.findOne({ _id: whole })) !== null || !(await isEmpty())) return;
    await this.#fences.updateOne({ _id: whole }, { $set: { isComplete: true } }, { upsert: true });
  }

  async raise(whole: string, partition: number, deadline: Deadline): Promise<Fence> {
    const place = `${whole}[${partition}]`;
    try {
      // Should the numbers have been lost while the server still knows the session, one by one would take for ever.
      for (let tries = 0; tries < mostTries; tries++) {
        const fence = await this.#try(whole, place, 2 ** tries, deadline);
        if (fence !== undefined) return fence;
      }
    } catch (error) {
      throw new MongoFailure(`raising the fence of ${place}`, error);
    }
    throw new Error(`the fence of ${place} was refused ${mostTries} times in a row`);
  }

  /** Writes down, within the fence, that records before `reach` may be there from now on. */
  async extend({ place, session }: Fence, reach: number, deadline: Deadline): Promise<void> {
    try {
      await this.#update(session, place, { reach }, deadline);
    } catch (error) {
      throw new MongoFailure(`extending the reach of ${place}`, error);
    }
  }

  async #try(whole: string, place: string, step: number, deadline: Deadline): Promise<Fence | undefined> {
    const taken = await this.#fences.findOneAndUpdate(
      { _id: place },
      { $inc: { epoch: step } },
      { upsert: true, returnDocument: "after", ...deadline.options },
    );
    if (taken?.epoch === undefined) throw new Error("the server answered an upsert without its document");
    const session = new FencedSession(this.#client, `${this.#db.databaseName} ${place}`, taken.epoch);
    try {
      await this.#update(session, place, { raised: taken.epoch }, deadline);
      // Only now: until the fence is up, a predecessor may move its reach on, and write that far.
      return { place, session, reach: await this.#reachOf(whole, place, deadline) };
    } catch (error) {
      await session.end();
      if (isFenced(error)) return undefined;
      throw error;
    }
  }

  /** A write within the fence: to set its field higher. */
  async #update(session: FencedSession, place: string, fields: Document, deadline: Deadline): Promise<void> {
    const updates = [{ q: { _id: place }, u: { $max: fields } }];
    const answer = await session.write(this.#db, { update: collectionName, updates }, deadline.options);
    const fault = answer.writeConcernError ?? answer.writeErrors?.[0];
    if (fault !== undefined) throw new MongoServerError({ message: fault.errmsg, code: fault.code });
  }

  /** The reach written down for a partition; where there is none, what the note on the whole collection says. */
  async #reachOf(whole: string, place: string, deadline: Deadline): Promise<number> {
    const fence = await this.#fences.findOne({ _id: place }, deadline.options);
    if (fence?.reach !== undefined) return fence.reach;
    const note = await this.#fences.findOne({ _id: whole }, deadline.options);
    return note?.isComplete === true ? 0 : Number.POSITIVE_INFINITY;
  }
}
