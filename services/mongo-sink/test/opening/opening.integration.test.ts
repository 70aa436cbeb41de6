import { ConfigError } from "@tributary/config";
import { type Db, type Document, type IndexDescription, MongoServerError } from "mongodb";
import { notes } from "../../src/archive-notes.ts";
import { archives } from "../../src/archives.ts";
import { prepareCollection } from "../../src/opening/prepare-collection.ts";
import { probeCapability } from "../../src/opening/probe-capability.ts";
import { wantedCollection } from "../../src/opening/wanted-collection.ts";
import { records, Scene } from "../scene.ts";

const [accidents] = archives;
if (accidents === undefined) throw new Error("no archive");

const strictScene = await Scene.open("strict");
const plainScene = await Scene.open("plain");
const strict = strictScene === undefined ? test.skip : test;
const plain = plainScene === undefined ? test.skip : test;

beforeEach(() => Promise.all([strictScene?.fresh(), plainScene?.fresh()]));
afterAll(() => Promise.all([strictScene?.close(), plainScene?.close()]));

function sceneOf(scene: Scene | undefined): Scene {
  if (scene === undefined) throw new Error("no such server");
  return scene;
}

const probe = ({ client, db }: Scene) => probeCapability(client, db, Date.now);
const names = async ({ db }: Scene) => (await db.listCollections().toArray()).map(({ name }) => name).sort();
const list = async ({ db }: Scene, name: string) => (await db.listCollections({ name }).toArray())[0];
const indexKeys = async ({ db }: Scene, name: string) =>
  (await db.collection(name).indexes()).map(({ key }) => JSON.stringify(key)).sort();

/** The message of the `ConfigError` that an opening ends with. */
async function complaint(opening: Promise<unknown>): Promise<string> {
  const error = await opening.then(
    () => new Error("it opened"),
    (reason: unknown) => reason,
  );
  if (!(error instanceof ConfigError)) throw error;
  return error.message;
}

strict(
  "a strict server can do it, and nothing is left of the probe, of an older one of a killed writer neither",
  async () => {
    const scene = sceneOf(strictScene);
    await scene.db.createCollection(`mongo-sink-probe-${Date.now() - 3_600_000}-00000000`);
    const ofAnother = `mongo-sink-probe-${Date.now()}-00000000`;
    await scene.db.createCollection(ofAnother);
    expect(await probe(scene)).toEqual({ can: true });
    expect(await names(scene)).toEqual([ofAnother]);
  },
);

plain(
  "a server that keeps the option and not the rules is found out, and nothing is left of the probe",
  async () => {
    const scene = sceneOf(plainScene);
    const capability = await probe(scene);
    expect(capability).toMatchObject({ can: false, why: "no_time_series" });
    expect(await names(scene)).toEqual([]);
  },
);

strict("a strict server whose sessions keep no order gets a plain collection", async () => {
  const { client, db } = sceneOf(strictScene);
  // Without their numbers, writes are taken as by a server that does not look at them.
  const unnumbered = standIn(db, (command) => {
    const { txnNumber: _, ...rest } = command;
    return rest;
  });
  expect(await probeCapability(client, unnumbered, Date.now)).toMatchObject({ can: false, why: "no_fence" });
});

strict("a sharded cluster, where each shard has its own numbers, gets a plain collection", async () => {
  const { client, db } = sceneOf(strictScene);
  const router = withMembers(db, { command: async () => ({ ok: 1, msg: "isdbgrid" }) });
  expect(await probeCapability(client, router, Date.now)).toMatchObject({ can: false, why: "no_fence" });
});

strict("MongoDB 5, which has no indexes on measurements, gets a plain collection", async () => {
  const scene = sceneOf(strictScene);
  const { client, db } = scene;
  const collection = (name: string) => {
    const own = db.collection(name);
    const refusal = new MongoServerError({ message: "Invalid index spec for time-series", code: 67 });
    return Object.assign(own, { createIndexes: () => Promise.reject(refusal) });
  };
  const five = withMembers(db, { collection });
  expect(await probeCapability(client, five, Date.now)).toMatchObject({
    can: false,
    why: "no_time_series",
    reason: expect.stringMatching(/refuses indexes on the measurements/),
  });
  expect(await names(scene)).toEqual([]);
});

/** A database whose commands are sent otherwise. */
const standIn = (db: Db, otherwise: (command: Document) => Document) =>
  withMembers(db, {
    command: (command: Document, options: object) => db.command(otherwise(command), options),
  });

/** The database but for these members. */
function withMembers(db: Db, members: Readonly<Record<string, unknown>>): Db {
  return new Proxy(db, {
    get: (target, name: string) => {
      if (name in members) return members[name];
      const own = Reflect.get(target, name);
      return typeof own === "function" ? own.bind(target) : own;
    },
  });
}

strict("time-series collections are made as their archives say, with all indexes", async () => {
  const scene = sceneOf(strictScene);
  const topics = "road.accident.v1,transit.vehicle-position.v1";
  const { writer, metrics, warnings } = await scene.open({ MONGO_SINK_TOPICS: topics });
  expect(await list(scene, "accidents")).toMatchObject({
    type: "timeseries",
    options: { timeseries: { timeField: "startedAt", metaField: "meta", granularity: "hours" } },
  });
  expect(await list(scene, "vehicle-positions")).toMatchObject({
    type: "timeseries",
    options: { timeseries: { granularity: "seconds" }, expireAfterSeconds: 604_800 },
  });
  expect(await indexKeys(scene, "accidents")).toEqual(
    expect.arrayContaining([
      '{"_id":1,"startedAt":1}',
      '{"location":"2dsphere"}',
      '{"meta":1,"startedAt":1}',
      '{"meta.state":1,"startedAt":-1}',
      '{"record.partition":1,"record.offset":1}',
      '{"startedAt":-1,"_id":-1}',
    ]),
  );
  expect(writer.remark).toBeUndefined();
  expect(warnings).toEqual([]);
  expect(metrics.value("mongo_sink_collection_kind", "accidents", "time-series", "as_wanted")).toBe(1);
  expect(await notes(scene.db)).toEqual([
    { _id: "accidents", topic: "road.accident.v1", kind: "time-series", reason: null },
    { _id: "vehicle-positions", topic: "transit.vehicle-position.v1", kind: "time-series", reason: null },
  ]);
});

plain(
  "without time series it is a plain collection with the same indexes and an expiry, said loudly",
  async () => {
    const scene = sceneOf(plainScene);
    const topics = "road.accident.v1,transit.vehicle-position.v1";
    const { writer, metrics, warnings } = await scene.open({ MONGO_SINK_TOPICS: topics });
    expect((await list(scene, "accidents"))?.type).toBe("collection");
    const positions = await scene.db.collection("vehicle-positions").indexes();
    expect(positions.find(({ key }) => JSON.stringify(key) === '{"observedAt":1}')?.expireAfterSeconds).toBe(
      604_800,
    );
    expect(await indexKeys(scene, "accidents")).toContain('{"record.partition":1,"record.offset":1}');
    expect(writer.remark).toMatch(
      /accidents is a plain collection: the server has no time-series collections/,
    );
    expect(warnings).toHaveLength(2);
    expect(metrics.value("mongo_sink_collection_kind", "accidents", "plain", "no_time_series")).toBe(1);
  },
);

strict("opened again, and by two at once, nothing changes", async () => {
  const scene = sceneOf(strictScene);
  await Promise.all([scene.open(), scene.open()]);
  const [before, keys] = [await list(scene, "accidents"), await indexKeys(scene, "accidents")];
  await scene.open();
  expect(await list(scene, "accidents")).toEqual(before);
  expect(await indexKeys(scene, "accidents")).toEqual(keys);
});

/** Refuses what it is asked for, once `rival` has made these: some servers take the very same index for another one. */
function conflicting(db: Db, rival: (asked: readonly IndexDescription[]) => readonly IndexDescription[]) {
  const conflict = new MongoServerError({ message: "An existing index has the same name", code: 86 });
  const asked: number[] = [];
  const collection = (name: string) => {
    const own = db.collection(name);
    const createIndexes = async (indexes: IndexDescription[]) => {
      asked.push(indexes.length);
      const made = rival(indexes);
      if (made.length === 0) return await db.collection(name).createIndexes(indexes);
      await db.collection(name).createIndexes([...made]);
      throw conflict;
    };
    return Object.assign(own, { createIndexes });
  };
  return { db: withMembers(db, { collection }), asked, conflict };
}

strict(
  "an instance that meets another in the middle of making the indexes makes those that are left",
  async () => {
    const scene = sceneOf(strictScene);
    const rivals = [2, 3, 0];
    const { db, asked } = conflicting(scene.db, (indexes) => indexes.slice(0, rivals.shift()));
    await prepareCollection(db, { archive: accidents, capability: { can: true } });
    const [first = 0] = asked; // servers make one of them by themselves
    expect(asked).toEqual([first, first - 2, first - 5]);
    const { indexes } = wantedCollection(accidents, "time-series");
    expect(await indexKeys(scene, "accidents")).toEqual(
      expect.arrayContaining(indexes.map(({ key }) => JSON.stringify(key))),
    );
  },
);

strict("a refusal of an index while nobody else makes one is told at once", async () => {
  const scene = sceneOf(strictScene);
  const stranger: IndexDescription = { key: { city: 1 } };
  const { db, asked, conflict } = conflicting(scene.db, () => [stranger]);
  await expect(prepareCollection(db, { archive: accidents, capability: { can: true } })).rejects.toBe(
    conflict,
  );
  expect(asked).toHaveLength(1);
});

strict("a drift in options is refused, and both sides are named", async () => {
  const scene = sceneOf(strictScene);
  await scene.db.createCollection("accidents", {
    timeseries: { timeField: "startedAt", metaField: "where", granularity: "minutes" },
    expireAfterSeconds: 86_400,
  });
  const said = await complaint(scene.open());
  expect(said).toMatch(/metaField: wanted meta, there is where/);
  expect(said).toMatch(/granularity: wanted hours, there is minutes/);
  expect(said).toMatch(/expireAfterSeconds: wanted none, there is 86400/);
  expect(said).not.toMatch(/timeField/);
});

strict("a granularity that the settings ask for is made, and no drift", async () => {
  const scene = sceneOf(strictScene);
  const env = { MONGO_SINK_GRANULARITY: "accidents=minutes" };
  await scene.open(env);
  await scene.open(env);
  expect(await complaint(scene.open())).toMatch(/granularity: wanted hours, there is minutes/);
});

strict("a time-series collection is not taken for a plain one", async () => {
  const scene = sceneOf(strictScene);
  await scene.open();
  expect(await complaint(scene.open({ MONGO_SINK_TIME_SERIES: "off" }))).toMatch(
    /there is a time-series one/,
  );
});

strict("a plain collection that is there is used as it is, and that is said", async () => {
  const scene = sceneOf(strictScene);
  const before = await scene.open({ MONGO_SINK_TIME_SERIES: "off" });
  await before.write(records(0, 3));
  const { writer, write } = await scene.open();
  expect(writer.remark).toMatch(/there already/);
  await write(records(0, 5));
  expect(await scene.ids()).toHaveLength(5);
});

strict(
  "an index with the name of ours and other keys is refused; one with its keys and another name will do",
  async () => {
    const scene = sceneOf(strictScene);
    const accidents = scene.db.collection("accidents");
    await accidents.createIndex({ severityLevel: 1, startedAt: -1 }, { name: "severest" });
    await scene.open({ MONGO_SINK_TIME_SERIES: "off" });
    await scene.fresh();
    const anew = scene.db.collection("accidents");
    await anew.createIndex({ city: 1 }, { name: "severityLevel_1_startedAt_-1" });
    expect(await complaint(scene.open({ MONGO_SINK_TIME_SERIES: "off" }))).toMatch(
      /keys of index severityLevel_1_startedAt_-1: wanted \{"severityLevel":1,"startedAt":-1\}, there is \{"city":1\}/,
    );
  },
);

strict("a view in the collection's place is refused", async () => {
  const scene = sceneOf(strictScene);
  await scene.db.createCollection("others");
  await scene.db.createCollection("accidents", { viewOn: "others", pipeline: [] });
  expect(await complaint(scene.open())).toMatch(/wanted a collection, there is a view/);
});

test("a server that is away is weather, and the password is in no word of it", async () => {
  const scene = sceneOf(plainScene ?? strictScene);
  const opening = scene.open({
    MONGODB_URI: "mongodb://reader:s3cret@127.0.0.1:9/?authSource=admin",
    MONGO_WRITE_TIMEOUT_MS: "500",
  });
  const error = await opening.catch((reason: unknown) => reason);
  expect(error).toMatchObject({ name: "MongoFailure", message: expect.stringMatching(/127\.0\.0\.1:9/) });
  expect(String((error as Error).stack)).not.toMatch(/s3cret/);
});
