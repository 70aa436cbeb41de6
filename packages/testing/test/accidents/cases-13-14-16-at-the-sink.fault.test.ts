import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { deadLetterOf } from "@tributary/contracts";
import type { IncomingRecord } from "@tributary/kafka";
import { eventually } from "../../src/eventually.ts";
import { FireGround } from "../../src/fire/fire-ground.ts";
import { type MongoServer, startMongo } from "../../src/mongo-server.ts";
import { deathPoints, deathsEach } from "./death-points.ts";
import { numberedAccident } from "./numbered-accident.ts";
import { SinkTrial } from "./sink-trial.ts";
import { stopInWrite } from "./stop-in-write.ts";

let ground: FireGround;
let strict: MongoServer | undefined;
let any: MongoServer | undefined;
let trial: SinkTrial | undefined;
beforeAll(async () => {
  strict = await startMongo({ kind: "strict", own: true });
  any = strict ?? (await startMongo({ kind: "plain", own: true }));
  if (any !== undefined) ground = await FireGround.open(1, { "group.min.session.timeout.ms": 3_000 });
}, 120_000);
afterEach(async () => {
  await trial?.close();
  trial = undefined;
});
afterAll(async () => {
  await ground?.close();
  await any?.stop();
});

/** Where the records stood of which there are dead letters: a sink may bury one more than once. */
function addressesOf(letters: readonly IncomingRecord[]): ReadonlySet<string> {
  return new Set(
    letters.map(({ headers }) => {
      const { topic, partition, offset } = deadLetterOf(headers) ?? {};
      return [topic, partition, offset].join("/");
    }),
  );
}

test("case 13: a sink killed before a write, after it and before its commit, and around its dead letters: each accident is there once, each bad record is buried", async () => {
  if (any === undefined) return;
  const folder = await mkdtemp(join(tmpdir(), "tributary-deaths-"));
  trial = await SinkTrial.open(ground, any, {
    name: "case-13-at-the-sink",
    sinks: 2,
    main: new URL("dying-sink-main.ts", import.meta.url),
    env: { MONGO_SINK_BATCH_RECORDS: "50", MONGO_SETTLE_MS: "500", DEATHS_FOLDER: folder },
    isStatic: true,
  });
  const { sinks } = trial;
  await sinks.scale(2);
  const deaths = deathPoints.length * deathsEach;
  let poisons = 0;
  while (sinks.falls.length < deaths && poisons < 100) {
    await trial.publish(200);
    await trial.sendPoison(`poison-${poisons++}`);
    await eventually(async () => expect(await trial?.lag()).toBeLessThan(200), 60_000);
  }
  await trial.done(60_000);
  await trial.hasAllOnce();
  expect(addressesOf(await trial.buried()).size).toBe(poisons);
  // All ended by a signal, their own.
  expect(sinks.falls.map(({ code }) => code)).toEqual(Array(deaths).fill(null));
  const points = sinks.said(({ msg }) => msg === "dies").map(({ at }) => at);
  expect(points.toSorted()).toEqual([...deathPoints, ...deathPoints].toSorted());
  await rm(folder, { recursive: true, force: true });
}, 200_000);

test("case 14: of a bulk with one document too large, one invalid and 30 % known, those two are buried alone, all others are there, and what was known is as it was", async () => {
  if (any === undefined) return;
  const env = { MONGO_SINK_TIME_SERIES: "off" };
  trial = await SinkTrial.open(ground, any, { name: "case-14-at-the-sink", sinks: 1, env });
  const { sinks, collection } = trial;
  // A record of a megabyte becomes no document of 16, so here the rules of the collection say what is too large. Those of the
  // server and the driver meet documents of that size in the tests of the writer, in services/mongo-sink.
  await collection.db.createCollection(collection.collectionName, {
    validator: { severityLevel: { $lte: 3 }, description: { $not: { $regex: "^x{4000}" } } },
  });
  const accidents = Array.from({ length: 100 }, (_, number) =>
    numberedAccident(number, { severityLevel: 2 }),
  );
  const known = accidents.filter((_, number) => number % 10 < 3).map(({ accidentId }) => accidentId);
  await collection.insertMany(known.map((_id) => ({ _id, severityLevel: 1 }) as object));
  const wrong = new Map([
    [44, { description: "x".repeat(4_050) }],
    [77, { severityLevel: 4 }],
  ]);
  for (const [number, value] of accidents.entries()) await trial.send({ ...value, ...wrong.get(number) }, 3); // one partition, so that one bulk has them all
  await sinks.scale(1);
  await trial.done();
  const documents = await trial.documents();
  expect(documents.map(({ _id }) => _id).toSorted()).toEqual(
    accidents.flatMap(({ accidentId }, number) => (wrong.has(number) ? [] : [accidentId])).toSorted(),
  );
  expect(documents.filter(({ severityLevel }) => severityLevel === 1)).toHaveLength(30);
  const letters = (await trial.buried()).filter(({ headers }) => String(headers["dlq-stage"]) === "sink");
  expect(letters.map(({ key, headers }) => [String(key), String(headers["dlq-error"])]).toSorted()).toEqual([
    ["A-44", "validation_failed"],
    ["A-77", "validation_failed"],
  ]);
  const [sink] = sinks.running;
  expect(await sink?.metric("stream_sink_batches_total", 'outcome="failed"')).toBe(0);
}, 60_000);

test("case 16: the write of a sink that was stopped beyond its session arrives when another has written all: MongoDB refuses it, and the sink that wakes up harms nothing", async () => {
  if (strict === undefined) return;
  const env = {
    KAFKA_SESSION_TIMEOUT_MS: "3000",
    MONGO_WRITE_TIMEOUT_MS: "2000",
    MONGO_SINK_BATCH_RECORDS: "100",
    MONGO_SETTLE_MS: "500",
  };
  trial = await SinkTrial.open(ground, strict, { name: "case-16-at-the-sink", sinks: 2, env });
  const { sinks, gates, collection } = trial;
  await sinks.scale(2);
  await sinks.ready();
  await eventually(async () => {
    for (const sink of sinks.running) expect(await sink.metric("stream_assigned_partitions")).toBe(3);
  });
  const { published } = trial;
  const outcome = stopInWrite(
    { sinks, zombie: 0, gates, limitMs: 30_000, isTime: async () => (await trial?.lag()) === 0 },
    () => trial?.diary.write("stopped in a write"),
  );
  await trial.publish(3_000);
  expect(await outcome).toBe("refused");
  await trial.publish(1_000);
  await eventually(async () => expect(await collection.countDocuments()).toBe(published.length));
  await trial.done();
  await trial.hasAllOnce();
  expect(sinks.falls).toEqual([]);
}, 120_000);
