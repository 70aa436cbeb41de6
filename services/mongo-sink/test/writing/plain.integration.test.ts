import { MongoFailure } from "../../src/mongo-failure.ts";
import { type Environment, idsOf, record, records, Scene } from "../scene.ts";

/** What a server without time series is given, and what one with them is given that is not to use them. */
const servers: readonly (readonly [string, Scene | undefined, Environment])[] = [
  ["a server without time series", await Scene.open("plain"), {}],
  ["a strict server", await Scene.open("strict"), { MONGO_SINK_TIME_SERIES: "off" }],
];

afterAll(() => Promise.all(servers.map(([, scene]) => scene?.close())));

describe.each(servers)("on %s", (_, scene, env) => {
  const there = scene === undefined ? test.skip : test;
  const on = (): Scene => {
    if (scene === undefined) throw new Error("no such server");
    return scene;
  };
  const outcomes = ["written", "known", "same_id", "rejected"] as const;

  beforeEach(() => scene?.fresh());

  there("records become documents, and told again change nothing", async () => {
    const one = await on().open(env);
    const batch = records(0, 300);
    expect(await one.write(batch)).toEqual([]);
    const before = await on().documents();
    expect(before.map(({ _id }) => _id)).toEqual(idsOf(batch));
    for (let from = 0; from < 300; from += 125) await one.write(batch.slice(from, from + 125));
    expect(await on().documents()).toEqual(before);
    expect(outcomes.map((each) => one.outcome(each))).toEqual([300, 300, 0, 0]);
  });

  there("the first write of an id wins; another record with the id is counted and told", async () => {
    const one = await on().open(env);
    await one.write([record(0, { city: "Dublin" })]);
    const again = record(7, { accidentId: "A-0", city: "Columbus" });
    const twin = record(9, { accidentId: "A-8" });
    expect(await one.write([again, record(8), twin])).toEqual([]);
    expect(outcomes.map((each) => one.outcome(each))).toEqual([2, 0, 2, 0]);
    expect((await on().documents()).map(({ _id, city }) => [_id, city])).toEqual([
      ["A-0", "Dublin"],
      ["A-8", undefined],
    ]);
    expect(one.warnings.at(-1)).toMatch(/ids; the first ones stay/);
  });

  there("one too large, one invalid and 30 % known documents: all others are written", async () => {
    const one = await on().open(env);
    await one.write(records(0, 100).filter(({ offset }) => offset % 10 < 3));
    const batch = records(0, 100).map((each) => {
      if (each.offset === 55) return record(55, { description: "x".repeat(17 * 1024 * 1024) });
      return each.offset === 66 ? record(66, { startLatitude: 95 }) : each;
    });
    const next = await on().open(env);
    expect(await next.write(batch)).toEqual(["A-55: document_too_large", "A-66: bad_geometry"]);
    expect(await on().ids()).toEqual(idsOf(batch.filter(({ offset }) => offset !== 55 && offset !== 66)));
    expect(outcomes.map((each) => next.outcome(each))).toEqual([68, 30, 0, 2]);
  });

  there("what a validator refuses is buried alone", async () => {
    await on().db.createCollection("accidents", { validator: { severityLevel: { $lte: 3 } } });
    const one = await on().open(env);
    const batch = [record(0), record(1, { severityLevel: 4 }), record(2)];
    expect(await one.write(batch)).toEqual(["A-1: validation_failed"]);
    expect(await on().ids()).toEqual(["A-0", "A-2"]);
  });

  there("what a unique index of somebody else's refuses is no repeat: it is buried", async () => {
    const one = await on().open(env);
    await on().db.collection("accidents").createIndex({ street: 1 }, { unique: true });
    expect(await one.write([record(0, { street: "Ring Rd" }), record(1, { street: "Ring Rd" })])).toEqual([
      "A-1: duplicate_key",
    ]);
    expect(outcomes.map((each) => one.outcome(each))).toEqual([1, 0, 0, 1]);
  });

  there("what cannot be made a document is buried alone", async () => {
    const one = await on().open(env);
    const broken = { ...record(1), value: null as never };
    const rejections = await one.writer.write([record(0), broken, record(2)], new AbortController().signal);
    expect(rejections.map(({ message, reason }) => [message.offset, reason])).toEqual([
      [1, "document_failed"],
    ]);
    expect(await on().ids()).toEqual(["A-0", "A-2"]);
  });

  there("a document is as its archive says, with where its record lies", async () => {
    const one = await on().open(env);
    await one.write([record(5, { city: "Dublin", crossing: true }, { partition: 3 })]);
    const [document] = await on().documents();
    expect(document).toMatchObject({
      _id: "A-5",
      city: "Dublin",
      crossing: true,
      meta: { state: "OH", source: "Source1" },
      location: { type: "Point", coordinates: [-83.09286, 40.10891] },
      startedAt: new Date(Date.UTC(2026, 10, 22, 0, 0, 5)),
      record: { partition: 3, offset: 5, appendedAt: new Date(Date.UTC(2026, 10, 22) + 5) },
    });
    expect(Object.keys(document ?? {})).not.toContain("street");
  });

  there("a server that does not answer in time is weather", async () => {
    const one = await on().open({ ...env, MONGO_WRITE_TIMEOUT_MS: "1000" });
    await one.write([record(0)]);
    on().server.signal("SIGSTOP");
    try {
      await expect(one.write(records(1, 10))).rejects.toThrow(MongoFailure);
    } finally {
      on().server.signal("SIGCONT");
    }
    const next = await on().open(env);
    await next.write(records(0, 11));
    expect(await on().ids()).toEqual(idsOf(records(0, 11)));
  });
});
