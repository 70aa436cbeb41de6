import { randomBytes } from "node:crypto";
import type { Db, IndexDescription, MongoClient } from "mongodb";
import { isFenced, isRefusal, said } from "../mongo-failure.ts";
import { FencedSession } from "../writing/fenced-session.ts";

/** Whether a server can take a topic into a time-series collection, each record once; if not, why. */
export type Capability =
  | { readonly can: true }
  | { readonly can: false; readonly why: "no_time_series" | "no_fence"; readonly reason: string };

const prefix = "mongo-sink-probe-";
/** Older ones are of a writer that was killed while it probed. */
const leftOverMs = 600_000;

/**
 * Finds it out by doing it, in a collection that is always dropped: servers that speak MongoDB's protocol accept options which
 * they then do not keep. A server that cannot be asked is weather, and throws.
 */
export async function probeCapability(client: MongoClient, db: Db, now: () => number): Promise<Capability> {
  await dropLeftOvers(db, now());
  const name = `${prefix}${now()}-${randomBytes(4).toString("hex")}`;
  try {
    return await probe(client, db, name);
  } finally {
    await db.dropCollection(name).catch(() => false); // else the next opening drops it
  }
}

async function probe(client: MongoClient, db: Db, name: string): Promise<Capability> {
  const hello = await db.command({ hello: 1 });
  const timeseries = { timeField: "at", metaField: "meta", granularity: "hours" } as const;
  const creation = await asked(() => db.createCollection(name, { timeseries }));
  if (creation.refused !== undefined) return without(`it refuses to create one (${creation.refused})`);
  const [listed] = await db.listCollections({ name }).toArray();
  if (listed?.type !== "timeseries") return without(`it makes a ${listed?.type ?? "nothing"} of one`);
  const timeless = await asked(() => db.collection<{ _id: string }>(name).insertOne({ _id: "timeless" }));
  if (timeless.refused === undefined) return without("it takes documents without a time into one");
  // MongoDB before 6.0 has them on time and meta alone: without, every look for a record would go through all there are.
  const measured: IndexDescription[] = [
    { key: { "record.partition": 1, "record.offset": 1 } },
    { key: { place: "2dsphere" } },
  ];
  const indexed = await asked(() => db.collection(name).createIndexes(measured));
  if (indexed.refused !== undefined)
    return without(`it refuses indexes on the measurements of one (${indexed.refused})`);
  if (typeof hello.setName !== "string" || hello.msg === "isdbgrid")
    return unfenced("the writes of a session keep their order on a replica set alone, and it is none");
  return (await isFencing(client, db, name)) ? { can: true } : unfenced("it takes late writes of a session");
}

/** Whether, of two sessions with one name, the one with lower numbers is refused once the other has written. */
async function isFencing(client: MongoClient, db: Db, name: string): Promise<boolean> {
  const [older, newer] = [new FencedSession(client, name, 1), new FencedSession(client, name, 2)];
  const insert = (session: FencedSession, _id: string) =>
    asked(() => session.write(db, { insert: name, documents: [{ _id, at: new Date(0), meta: "fence" }] }));
  try {
    const first = await insert(older, "first");
    const second = await insert(newer, "second");
    const late = await insert(older, "late");
    const written = (await db.collection(name).find().toArray()).map(({ _id }) => String(_id)).sort();
    const are = first.refused === undefined && second.refused === undefined;
    return are && isFenced(late.error) && written.join() === "first,second";
  } finally {
    await Promise.all([older.end(), newer.end()]);
  }
}

interface Answer {
  readonly refused?: string;
  readonly error?: unknown;
}

/** What the server says to it: nothing when it does it. Throws when it cannot be asked. */
async function asked(doing: () => Promise<unknown>): Promise<Answer> {
  try {
    await doing();
    return {};
  } catch (error) {
    if (!isFenced(error) && !isRefusal(error)) throw error;
    return { refused: said(error), error };
  }
}

const without = (what: string): Capability => ({
  can: false,
  why: "no_time_series",
  reason: `the server has no time-series collections: ${what}`,
});

const unfenced = (what: string): Capability => ({
  can: false,
  why: "no_fence",
  reason: `the server could not keep a late writer off a time-series collection: ${what}`,
});

async function dropLeftOvers(db: Db, now: number): Promise<void> {
  const left = await db.listCollections({ name: { $regex: `^${prefix}` } }, { nameOnly: true }).toArray();
  for (const { name } of left) {
    const madeAt = Number.parseInt(name.slice(prefix.length), 10);
    if (!(now - madeAt < leftOverMs)) await db.dropCollection(name).catch(() => false);
  }
}
