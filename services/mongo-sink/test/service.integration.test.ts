import { randomBytes } from "node:crypto";
import { type Accident, accident } from "@tributary/contracts";
import {
  eventually,
  given,
  passOver,
  provisionFor,
  raw,
  ServiceProcess,
  stackInUse,
  TopicWriter,
} from "@tributary/testing";
import { mongoSink } from "../src/service.ts";
import { anAccident } from "./an-accident.ts";
import { Scene } from "./scene.ts";

const { kafkaBrokers, schemaRegistryUrl } = stackInUse();
const main = new URL("../src/main.ts", import.meta.url);
const strictScene = await Scene.open("strict");
const plainScene = await Scene.open("plain");
const strict = strictScene === undefined ? test.skip : test;
const plain = plainScene === undefined ? test.skip : test;
const processes: ServiceProcess[] = [];
let writer: TopicWriter<Accident>;

beforeAll(async () => {
  writer = await TopicWriter.open(accident);
  await provisionFor(mongoSink);
  // The embedded server takes a minute for what other tests have written.
  await passOver("mongo-sink", accident.name);
  await Promise.all([strictScene?.fresh(), plainScene?.fresh()]);
}, 60_000);

// One that a failed test left would keep partitions of the next one's.
afterEach(async () => {
  await Promise.all(processes.splice(0).map((each) => each.stop("SIGKILL")));
});

afterAll(async () => {
  await writer?.close();
  await Promise.all([strictScene?.close(), plainScene?.close()]);
}, 60_000);

function sceneOf(scene: Scene | undefined): Scene {
  if (scene === undefined) throw new Error("no such server");
  return scene;
}

const named = ({ server, db }: Scene, env: Readonly<Record<string, string>> = {}) => ({
  MONGODB_URI: server.uri,
  MONGODB_DATABASE: db.databaseName,
  ...env,
});

function sink(scene: Scene, env: Readonly<Record<string, string>> = {}): ServiceProcess {
  const one = new ServiceProcess(main, {
    KAFKA_BROKERS: kafkaBrokers.join(","),
    SCHEMA_REGISTRY_URL: schemaRegistryUrl,
    KAFKA_SESSION_TIMEOUT_MS: "6000",
    MONGO_SETTLE_MS: "1000",
    ...named(scene, env),
  });
  processes.push(one);
  return one;
}

/** Accidents that no other test writes: their ids begin with what the test has drawn. */
function accidents(prefix: string, count: number): readonly Accident[] {
  return Array.from({ length: count }, (_, index) =>
    anAccident({
      accidentId: `${prefix}-${index}`,
      lineNumber: index + 2,
      startedAt: Date.UTC(2016, 1, 8) + index * 60_000,
      state: ["OH", "CA", "TX"][index % 3] ?? "OH",
    }),
  );
}

/** What `/readyz` tells of the store. */
async function store(of: ServiceProcess) {
  const { checks } = await of.health("readyz");
  return checks.find(({ name }) => name === "store");
}

async function idsIn({ db }: Scene, prefix: string): Promise<readonly string[]> {
  const filter = { _id: { $regex: `^${prefix}-` } } as object;
  const found = await db
    .collection("accidents")
    .find(filter, { projection: { _id: 1 } })
    .toArray();
  return found.map(({ _id }) => String(_id)).sort();
}

plain(
  "what MongoDB or the contract refuses is buried alone; a topic that was not picked is not read",
  async () => {
    const scene = sceneOf(plainScene);
    await scene.fresh();
    await scene.db.createCollection("accidents", { validator: { severityLevel: { $lte: 3 } } });
    const values = [
      anAccident({ accidentId: "A-1" }),
      anAccident({ accidentId: "A-2", severityLevel: 4 }),
      anAccident({ accidentId: "A-3" }),
      anAccident({ accidentId: "A-1", city: "another record with the id of the first" }),
    ].map((value) => [accident, value] as const);
    const broken = [accident, raw("A-4", Buffer.from("rubbish"))] as const;
    const { deadLetters } = await given(mongoSink, [...values, broken], {
      env: named(scene, { LOG_LEVEL: "error" }),
      timeoutMs: 60_000,
    });
    expect(deadLetters.map(({ letter }) => [letter.stage, letter.error]).sort()).toEqual([
      ["decode", "wrong_magic"],
      ["sink", "validation_failed"],
    ]);
    expect((await scene.documents()).map(({ _id, city }) => [_id, city]).sort()).toEqual([
      ["A-1", undefined],
      ["A-3", undefined],
    ]);
  },
);

plain(
  "records become documents of an indexed collection; it is ready, and says that the collections are plain",
  async () => {
    const scene = sceneOf(plainScene);
    await scene.fresh();
    const prefix = randomBytes(4).toString("hex");
    const service = sink(scene);
    await service.ready(60_000);
    expect(await store(service)).toMatchObject({
      ok: true,
      detail: expect.stringMatching(/accidents is a plain collection: the server has no time-series/),
    });
    const written = accidents(prefix, 200);
    await writer.write(...written);
    const ids = written.map(({ accidentId }) => accidentId).sort();
    await eventually(async () => expect(await idsIn(scene, prefix)).toEqual(ids), 60_000);
    const indexes = await scene.db.collection("accidents").indexes();
    expect(indexes.map(({ key }) => key)).toContainEqual({ location: "2dsphere" });
    await eventually(async () =>
      expect(await service.metric("mongo_sink_documents_total", 'outcome="written"')).toBeGreaterThanOrEqual(
        200,
      ),
    );
    expect(await service.metric("mongo_sink_connections", 'state="open"')).toBeGreaterThan(0);
    expect(await service.stop()).toBe(0);
  },
  120_000,
);

strict(
  "a time-series collection has each record once, though its writer is killed twice",
  async () => {
    const scene = sceneOf(strictScene);
    await scene.fresh();
    const prefix = randomBytes(4).toString("hex");
    const written = accidents(prefix, 6_000);
    const ids = written.map(({ accidentId }) => accidentId).sort();
    await writer.write(...written);
    for (const least of [500, 2_500]) {
      // Small batches: a kill finds it in the middle of one.
      const doomed = sink(scene, { MONGO_SINK_BATCH_RECORDS: "50" });
      await eventually(
        async () => expect((await idsIn(scene, prefix)).length).toBeGreaterThan(least),
        60_000,
      );
      await doomed.stop("SIGKILL");
    }
    const last = sink(scene);
    await eventually(async () => expect(await idsIn(scene, prefix)).toEqual(ids), 90_000);
    await last.ready();
    expect(await store(last)).toMatchObject({ ok: true, detail: "ok" });
    expect(await last.stop()).toBe(0);
    expect(await idsIn(scene, prefix)).toEqual(ids);
  },
  240_000,
);

test("what does not go together is refused before anything is connected: exit 78", async () => {
  const service = new ServiceProcess(main, {
    KAFKA_BROKERS: "127.0.0.1:1",
    MONGODB_URI: "mongodb://user:s3cret@127.0.0.1:1",
    MONGO_WRITE_TIMEOUT_MS: "10000",
  });
  processes.push(service);
  expect(await service.exited).toBe(78);
  expect(service.output).toMatch(
    /MONGO_WRITE_TIMEOUT_MS: given "10000", expected less than KAFKA_SESSION_TIMEOUT_MS/,
  );
  expect(service.output).not.toMatch(/s3cret/);
}, 30_000);

strict(
  "a collection that is there otherwise ends it with exit 78 and both sides named",
  async () => {
    const scene = sceneOf(strictScene);
    await scene.fresh();
    const timeseries = { timeField: "startedAt", metaField: "meta", granularity: "seconds" } as const;
    await scene.db.createCollection("accidents", { timeseries });
    const service = sink(scene);
    expect(await service.exited).toBe(78);
    expect(service.output).toMatch(/granularity: wanted hours, there is seconds/);
  },
  60_000,
);
