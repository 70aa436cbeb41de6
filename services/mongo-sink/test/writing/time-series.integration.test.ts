import { eventually } from "@tributary/testing";
import { MongoFailure } from "../../src/mongo-failure.ts";
import { idsOf, record, records, Scene } from "../scene.ts";

const scene = await Scene.open("strict");
const strict = scene === undefined ? test.skip : test;

beforeEach(() => scene?.fresh());
afterAll(() => scene?.close());

/** The scene of a test that is not skipped. */
function on(): Scene {
  if (scene === undefined) throw new Error("no strict server");
  return scene;
}

strict("records become documents of a time-series collection, each told again changes nothing", async () => {
  const one = await on().open();
  await one.begin();
  const batch = records(0, 2_500);
  expect(await one.write(batch)).toEqual([]);
  expect(await on().ids()).toEqual(idsOf(batch));
  const [listed] = await on().db.listCollections({ name: "accidents" }).toArray();
  expect(listed?.type).toBe("timeseries");

  const next = await on().open();
  await next.begin();
  // From the very first on, in batches that fit those of before nowhere.
  for (let from = 0; from < 2_500; from += 700) await next.write(batch.slice(from, from + 700));
  expect(await on().ids()).toEqual(idsOf(batch));
  expect([next.outcome("known"), next.outcome("written")]).toEqual([2_500, 0]);
});

strict("what a predecessor sends late is refused, and it throws", async () => {
  const [zombie, successor] = [await on().open(), await on().open()];
  await zombie.begin();
  await zombie.write(records(0, 100));
  await successor.begin();
  // Nothing was written by the successor yet: the fence alone keeps the late batch off.
  await expect(zombie.write(records(100, 100))).rejects.toThrow(MongoFailure);
  expect(await on().ids()).toEqual(idsOf(records(0, 100)));
  expect(zombie.metrics.value("mongo_sink_fenced_writes_total", "accidents")).toBe(1);
  await successor.write(records(100, 100));
  expect(await on().ids()).toEqual(idsOf(records(0, 200)));
});

strict(
  "a write still at work on the server when its partition is taken over is waited out",
  async () => {
    const settling = { MONGO_SETTLE_MS: "3000" };
    const [predecessor, successor] = [await on().open(settling), await on().open(settling)];
    await predecessor.begin();
    const batch = records(0, 12_000);
    const writing = predecessor.write(batch).catch(() => undefined);
    await eventually(async () => expect(await on().db.collection("accidents").countDocuments()).not.toBe(0));
    await successor.begin();
    await successor.write(batch);
    await writing;
    expect(await on().ids()).toEqual(idsOf(batch));
  },
  60_000,
);

strict("a zombie that writes again raises a fence itself; still each record is there once", async () => {
  const [zombie, successor] = [await on().open(), await on().open()];
  await zombie.begin();
  await successor.begin();
  await successor.write(records(0, 150));
  await expect(zombie.write(records(0, 100))).rejects.toThrow(MongoFailure);
  // It did not notice yet that the partition is another's, and tries once more: all of these and ten more.
  await zombie.write(records(0, 160));
  expect([zombie.outcome("known"), zombie.outcome("written")]).toEqual([150, 10]);
  await expect(successor.write(records(150, 50))).rejects.toThrow(MongoFailure);
  await successor.write(records(150, 50));
  expect(await on().ids()).toEqual(idsOf(records(0, 200)));
});

strict("a fence outlives the client that raised it", async () => {
  const [zombie, successor] = [await on().open(), await on().open()];
  await zombie.begin();
  await successor.begin();
  await successor.write(records(0, 10));
  await successor.writer.close();
  await expect(zombie.write(records(0, 10))).rejects.toThrow(MongoFailure);
  expect(await on().ids()).toEqual(idsOf(records(0, 10)));
});

/** The server of MONGODB_URI is not ours to kill. */
const mortal = scene?.server.pid === undefined ? test.skip : test;

mortal(
  "a server that was killed may have forgotten the fences: nobody writes without raising one anew",
  async () => {
    const [zombie, successor] = [await on().open(), await on().open()];
    await zombie.begin();
    await zombie.write(records(0, 10));
    await successor.begin();
    await successor.write(records(10, 100));
    await on().server.kill();
    await on().server.restart();
    // It either notices by the write itself, or has noticed before and looks at what is there.
    await zombie.write(records(10, 100)).catch(() => []);
    expect(await on().ids()).toEqual(idsOf(records(0, 110)));
    await successor.write(records(110, 10)).catch(() => successor.write(records(110, 10)));
    expect(await on().ids()).toEqual(idsOf(records(0, 120)));
  },
);

mortal("a server that is killed within a write has each record once in the end", async () => {
  const one = await on().open();
  await one.begin();
  const batch = records(0, 3_000);
  const writing = one.write(batch).catch(() => undefined);
  await on().server.kill();
  await on().server.restart();
  if ((await writing) === undefined) await eventually(() => one.write(batch));
  await one.write(records(3_000, 10));
  expect(await on().ids()).toEqual(idsOf(records(0, 3_010)));
});

strict("each partition has a fence of its own", async () => {
  const [one, other] = [await on().open(), await on().open()];
  await one.begin(0);
  await other.begin(1);
  await one.write(records(0, 10));
  await other.write(records(0, 10, { partition: 1 }));
  await one.write(records(10, 10));
  expect(await on().ids()).toHaveLength(30);
});

strict("of a batch that landed in part, the rest is written", async () => {
  const one = await on().open();
  await one.begin();
  const batch = records(0, 100);
  // As an unordered insert leaves it when the server dies midway: with holes.
  await one.write(batch.filter(({ offset }) => offset % 3 === 0));
  const next = await on().open();
  await next.begin();
  await next.write(batch);
  expect(await on().ids()).toEqual(idsOf(batch));
  expect([next.outcome("known"), next.outcome("written")]).toEqual([34, 66]);
});

strict("a topic that was made anew begins at offset 0 again, and loses nothing", async () => {
  const before = records(0, 50, { appendedAt: Date.UTC(2026, 0, 1) });
  const one = await on().open();
  await one.begin();
  await one.write(before);
  const anew = records(0, 80, { appendedAt: Date.UTC(2026, 1, 1) });
  const next = await on().open();
  await next.begin();
  await next.write(anew);
  expect(await on().documents()).toHaveLength(130);
  expect(next.outcome("known")).toBe(0);
});

strict("the fences may be lost: what is there is found all the same", async () => {
  const one = await on().open();
  await one.begin();
  await one.write(records(0, 50));
  await on().db.collection("mongo-sink-fences").drop();
  const next = await on().open();
  await next.begin();
  await next.write(records(0, 60));
  expect(await on().ids()).toEqual(idsOf(records(0, 60)));
});

strict("one too large, one impossible and 30 % known documents: all others are written", async () => {
  const one = await on().open();
  await one.begin();
  await one.write(records(0, 100).filter(({ offset }) => offset % 10 < 3));
  const next = await on().open();
  await next.begin();
  const batch = records(0, 100).map((each) => {
    if (each.offset === 55) return record(55, { description: "x".repeat(17 * 1024 * 1024) });
    return each.offset === 66 ? record(66, { startLatitude: 95 }) : each;
  });
  expect(await next.write(batch)).toEqual(["A-55: document_too_large", "A-66: bad_geometry"]);
  const rest = batch.filter(({ offset }) => offset !== 55 && offset !== 66);
  expect(await on().ids()).toEqual(idsOf(rest));
  expect(["written", "known", "same_id", "rejected"].map((each) => next.outcome(each as "written"))).toEqual([
    68, 30, 0, 2,
  ]);
});

strict("a batch that comes again in the same tenure, with more behind it, is written once", async () => {
  const one = await on().open();
  await one.begin();
  await one.write(records(0, 50));
  await one.write(records(0, 80));
  await one.write(records(80, 20));
  expect(await on().ids()).toEqual(idsOf(records(0, 100)));
  expect([one.outcome("known"), one.outcome("written")]).toEqual([50, 100]);
});

strict("a partition that begins when others have long been written loses nothing", async () => {
  const one = await on().open();
  await one.begin(0);
  await one.write(records(0, 20));
  const next = await on().open();
  await next.begin(1);
  await next.write(records(0, 20, { partition: 1 }));
  expect(await on().ids()).toHaveLength(40);
});

strict("a second replay of the same file is a second set of documents", async () => {
  const one = await on().open();
  await one.begin();
  await one.write(records(0, 10));
  await one.write(records(0, 10).map((each) => ({ ...each, offset: each.offset + 10 })));
  expect(await on().ids()).toHaveLength(20);
});

strict("a write that is told to end sends nothing more", async () => {
  const one = await on().open();
  await one.begin();
  const late = AbortSignal.abort(new Error("the partition is another's"));
  await expect(one.writer.write(records(0, 10), late)).rejects.toThrow("the partition is another's");
  expect(await on().documents()).toEqual([]);
  expect(one.writer.remark).toBeUndefined();
});
