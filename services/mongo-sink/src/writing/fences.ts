import type { ClientSession, Collection, Db, MongoClient } from "mongodb";
import { isFenced, MongoFailure } from "../mongo-failure.ts";
import type { Deadline } from "./deadline.ts";
import { fencedSession } from "./fenced-session.ts";

interface FenceDocument {
  readonly _id: string;
  readonly epoch: number;
  /** From this offset on nothing was ever written. */
  readonly reach?: number;
}

/** The right to write a partition, until somebody raises another. */
export interface Fence {
  readonly place: string;
  /** What is written in it is refused, once there is a newer fence. */
  readonly session: ClientSession;
  /** Records before this offset may be there; undefined when nobody wrote it down. */
  readonly reach: number | undefined;
}

const collectionName = "mongo-sink-fences";
/** Far more refusals in a row than rivals can cause; each tries twice as far ahead. */
const mostTries = 20;

/**
 * Fences keep off whoever had a partition before: once `raise` has resolved, nothing that a predecessor sent or will send is
 * written any more, and what was at work is over, so that what is found then is all there is.
 */
export class Fences {
  readonly #client: MongoClient;
  readonly #database: string;
  readonly #fences: Collection<FenceDocument>;

  constructor(client: MongoClient, db: Db) {
    this.#client = client;
    this.#database = db.databaseName;
    this.#fences = db.collection<FenceDocument>(collectionName);
  }

  /** @param place What is fenced, the same for all who may have it: group, collection, topic, partition. */
  async raise(place: string, deadline: Deadline): Promise<Fence> {
    try {
      // Should the numbers have been lost while the server still knows the session, one by one would take for ever.
      for (let tries = 0; tries < mostTries; tries++) {
        const fence = await this.#try(place, 2 ** tries, deadline);
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
      const options = { session, ...deadline.options };
      await this.#fences.updateOne({ _id: place }, { $max: { reach } }, options);
    } catch (error) {
      throw new MongoFailure(`extending the reach of ${place}`, error);
    }
  }

  async #try(place: string, step: number, deadline: Deadline): Promise<Fence | undefined> {
    const taken = await this.#fences.findOneAndUpdate(
      { _id: place },
      { $inc: { epoch: step } },
      { upsert: true, returnDocument: "after", ...deadline.options },
    );
    if (taken === null) throw new Error("the server answered an upsert without its document");
    const session = fencedSession(this.#client, `${this.#database} ${place}`, taken.epoch);
    try {
      const options = { session, ...deadline.options };
      await this.#fences.updateOne({ _id: place }, { $max: { raised: taken.epoch } }, options);
      return { place, session, reach: taken.reach };
    } catch (error) {
      await session.endSession();
      if (isFenced(error)) return undefined;
      throw error;
    }
  }
}
