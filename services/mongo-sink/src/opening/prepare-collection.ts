import { ConfigError } from "@tributary/config";
import type { Collection, CollectionInfo, Db, IndexDescriptionInfo } from "mongodb";
import type { Archive } from "../archive.ts";
import { codeOf } from "../mongo-failure.ts";
import { collectionDrift, missingIndexes } from "./collection-drift.ts";
import type { Capability } from "./probe-capability.ts";
import { type Kind, type WantedCollection, wantedCollection } from "./wanted-collection.ts";

/** A collection that is there, as its archive wants it. */
export interface PreparedCollection {
  readonly kind: Kind;
  /** Why it is of that kind, one of few words. */
  readonly why: "as_wanted" | "switched_off" | "existing_plain" | "no_time_series" | "no_fence";
  /** Why it is plain, in words; null for a time-series collection. */
  readonly reason: string | null;
}

export interface PrepareOptions {
  // biome-ignore lint/suspicious/noExplicitAny: archives of different topics are prepared alike.
  readonly archive: Archive<any>;
  /** Undefined where time series are switched off. */
  readonly capability: Capability | undefined;
}

const exists = 48;

/**
 * Makes the collection and its indexes where they are missing, and compares what is there. Throws a `ConfigError` for a
 * collection that is there otherwise than wanted: to change it is a person's decision.
 */
export async function prepareCollection(db: Db, options: PrepareOptions): Promise<PreparedCollection> {
  const { archive, capability } = options;
  let found = await lookUp(db, archive.collection);
  if (found === undefined) {
    await create(db, wantedCollection(archive, capability?.can === true ? "time-series" : "plain"));
    found = await lookUp(db, archive.collection);
  }
  if (found === undefined) throw new Error(`${archive.collection} was created, and is not there`);
  const prepared = settled(found, capability);
  const wanted = wantedCollection(archive, prepared.kind);
  const indexes: readonly IndexDescriptionInfo[] = await db.collection(found.name).indexes();
  const drift = collectionDrift(wanted, found.options ?? {}, indexes);
  if (drift.length > 0) throw drifted(found.name, drift.join("; "));
  await createMissing(db.collection(found.name), wanted, indexes);
  return prepared;
}

async function lookUp(db: Db, name: string): Promise<CollectionInfo | undefined> {
  const [found] = await db.listCollections({ name }, { nameOnly: false }).toArray();
  return found as CollectionInfo | undefined;
}

async function create(db: Db, { name, timeseries, expireAfterSeconds }: WantedCollection): Promise<void> {
  const expiry = expireAfterSeconds === undefined ? {} : { expireAfterSeconds };
  try {
    await db.createCollection(name, timeseries === undefined ? {} : { timeseries, ...expiry });
  } catch (error) {
    if (codeOf(error) !== exists) throw error; // another instance was quicker
  }
}

/** Over a collection with much in it this may outlast every time-out: the server goes on, and a later opening finds it done. */
async function createMissing(
  collection: Collection,
  wanted: WantedCollection,
  found: readonly IndexDescriptionInfo[],
): Promise<void> {
  const missing = missingIndexes(wanted.indexes, found);
  if (missing.length === 0) return;
  try {
    await collection.createIndexes([...missing]);
  } catch (error) {
    // Another instance is at it, perhaps in the middle: some servers take the very same index, asked for twice, for another one.
    const foundNow = await collection.indexes();
    if (missingIndexes(wanted.indexes, foundNow).length >= missing.length) throw error;
    await createMissing(collection, wanted, foundNow);
  }
}

/** Of which kind a collection that is there is used as. */
function settled({ name, type }: CollectionInfo, capability: Capability | undefined): PreparedCollection {
  if (type === "timeseries") {
    if (capability === undefined)
      throw drifted(
        name,
        "wanted a plain collection (MONGO_SINK_TIME_SERIES is off), there is a time-series one",
      );
    if (!capability.can) throw drifted(name, `it is a time-series collection, and ${capability.reason}`);
    return { kind: "time-series", why: "as_wanted", reason: null };
  }
  if (type !== undefined && type !== "collection")
    throw drifted(name, `wanted a collection, there is a ${type}`);
  if (capability === undefined)
    return { kind: "plain", why: "switched_off", reason: "MONGO_SINK_TIME_SERIES is off" };
  if (!capability.can) return { kind: "plain", why: capability.why, reason: capability.reason };
  const reason = "the collection was there already, and it is a plain one";
  return { kind: "plain", why: "existing_plain", reason };
}

function drifted(collection: string, what: string): ConfigError {
  const cure = `Correct the settings, name another database, or drop ${collection}: it is then made anew, of what its topic still holds.`;
  const expected = `a database whose collection ${collection} agrees with the settings; ${what}`;
  return new ConfigError([{ name: "MONGODB_DATABASE", given: collection, expected, cure }]);
}
