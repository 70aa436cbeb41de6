import { isInside } from "@tributary/runtime";
import fc from "fast-check";
import { record, records, Scene } from "../scene.ts";
import { ReadingService } from "./reading-service.ts";

const someDay = Date.UTC(2026, 10, 22);
const instant = (at: number) => new Date(at).toISOString();

describe.each(["plain", "strict"] as const)("on a %s server", (kind) => {
  let scene: Scene | undefined;
  let reading: ReadingService;

  beforeAll(async () => {
    scene = await Scene.open(kind);
  }, 300_000);

  beforeEach(async () => {
    await scene?.fresh();
    if (scene !== undefined) reading = await ReadingService.start(scene.server, scene.db.databaseName);
  });

  afterEach(async () => await reading?.stop());
  afterAll(async () => await scene?.close());

  /** Without a server of the kind there is nothing to test; `startMongo` has said why. */
  const check = (name: string, run: (scene: Scene) => Promise<void>) =>
    test(name, async () => {
      if (scene !== undefined) await run(scene);
    });

  const write = async (on: Scene, batch: Parameters<Awaited<ReturnType<Scene["open"]>>["write"]>[0]) => {
    const writer = await on.open();
    await writer.begin();
    expect(await writer.write(batch)).toEqual([]);
  };

  check("before anything was written there is nothing, and that is no error", async () => {
    expect(await reading.ask("/collections")).toMatchObject({ status: 200, body: { collections: [] } });
    expect(await reading.ask("/documents/accidents")).toMatchObject({
      status: 200,
      body: { documents: [], before: null },
    });
  });

  check(
    "collections are told with their topic, their kind and why, and how many documents they hold",
    async (on) => {
      await write(on, records(0, 5));
      const { collections } = (await reading.ask("/collections")).body;
      expect(collections).toEqual([
        {
          collection: "accidents",
          topic: "road.accident.v1",
          kind: kind === "strict" ? "time-series" : "plain",
          reason: kind === "strict" ? null : expect.stringMatching(/time-series/),
          documents: 5,
        },
      ]);
    },
  );

  check("somebody else's document in the collection is not told, and harms no page", async (on) => {
    await write(on, records(0, 2));
    const foreign = { _id: "theirs", startedAt: new Date(someDay), meta: { state: 7 }, note: "by hand" };
    await on.db.collection("accidents").insertOne(foreign as object);
    const { status, body } = await reading.ask("/documents/accidents");
    expect([status, body.documents.length]).toEqual([200, 2]);
    expect((await reading.ask("/documents/accidents/theirs")).status).toBe(404);
  });

  check("a document comes back by its id as it was written; what is not known is absent", async (on) => {
    const value = { accidentId: "A-7+3600s", severityLevel: 3, temperatureCelsius: 2.5, city: "Dayton" };
    await write(on, [record(7, { ...value, startedAt: someDay, endedAt: someDay + 60_000 })]);
    const { status, body } = await reading.ask(`/documents/accidents/${encodeURIComponent("A-7+3600s")}`);
    expect(status).toBe(200);
    expect(body).toMatchObject({
      _id: "A-7+3600s",
      meta: { state: "OH", source: "Source1" },
      location: { type: "Point", coordinates: [-83.09286, 40.10891] },
      startedAt: instant(someDay),
      endedAt: instant(someDay + 60_000),
      severityLevel: 3,
      temperatureCelsius: 2.5,
      city: "Dayton",
      trafficSignal: false,
      record: { partition: 0, offset: 7, appendedAt: instant(someDay + 7) },
    });
    expect(Object.keys(body)).not.toContain("street");
  });

  check("what is not there is answered 404, and says what is", async (on) => {
    await write(on, records(0, 1));
    expect(await reading.ask("/documents/accidents/A-99")).toEqual({
      status: 404,
      body: { statusCode: 404, error: "Not Found", message: 'accidents has no document "A-99", or not yet' },
    });
    const message = 'there is no collection "accident"; there are accidents, flights, vehicle-positions';
    expect(await reading.ask("/documents/accident")).toMatchObject({ status: 404, body: { message } });
    expect(await reading.ask("/documents/accident/A-0")).toMatchObject({ status: 404, body: { message } });
  });

  check("pages follow each other newest first, ties by id, and miss and repeat none", async (on) => {
    const tied = Array.from({ length: 23 }, (_, offset) =>
      record(offset, { startedAt: someDay + Math.floor(offset / 10) * 1_000 }),
    );
    await write(on, tied);
    const { ids, pages } = await reading.pages("/documents/accidents?limit=5");
    const byTimeThenId = tied
      .map(({ value }) => value)
      .sort((a, b) => b.startedAt - a.startedAt || (a.accidentId < b.accidentId ? 1 : -1));
    expect(ids).toEqual(byTimeThenId.map(({ accidentId }) => accidentId));
    expect(pages).toBe(5);
  });

  check("what comes in while pages are turned moves none of them", async (on) => {
    await write(on, records(0, 10));
    const first = (await reading.ask("/documents/accidents?limit=4")).body;
    const writer = await on.open();
    await writer.begin();
    await writer.write(records(10, 10));
    const { body } = await reading.ask(`/documents/accidents?limit=4&before=${first.before}`);
    expect(body.documents.map(({ _id }: { _id: string }) => _id)).toEqual(["A-5", "A-4", "A-3", "A-2"]);
  });

  check("time is half open; states and levels are alternatives", async (on) => {
    const states = ["OH", "PA", "CA"];
    const made = Array.from({ length: 24 }, (_, offset) =>
      record(offset, { state: states[offset % 3] as string, severityLevel: (offset % 4) + 1 }),
    );
    await write(on, made);
    const [from, to] = [instant(someDay + 6_000), instant(someDay + 18_000)];
    const { ids } = await reading.pages(
      `/documents/accidents?from=${from}&to=${to}&state=OH,CA&severity=2,3&limit=1000`,
    );
    const wanted = made
      .map(({ value }) => value)
      .filter(({ startedAt }) => startedAt >= someDay + 6_000 && startedAt < someDay + 18_000)
      .filter(({ state, severityLevel }) => state !== "PA" && [2, 3].includes(severityLevel))
      .map(({ accidentId }) => accidentId);
    expect(wanted.length).toBeGreaterThan(3);
    expect(ids).toEqual(wanted.reverse());
  });

  check("any box holds exactly what lies in it, its border included", async (on) => {
    // A lattice, so that boxes with whole degrees have places on their borders.
    const places = Array.from({ length: 600 }, (_, index) => ({
      startLongitude: -125 + (index % 60),
      startLatitude: 25 + Math.floor(index / 60) * 2.5,
    }));
    await write(
      on,
      places.map((place, offset) => record(offset, place)),
    );
    const degrees = (min: number, max: number) =>
      fc.integer({ min: min * 2, max: max * 2 }).map((half) => half / 2);
    const side = fc.oneof(degrees(0, 8), degrees(0, 60));
    const box = fc
      .tuple(degrees(-130, -60), degrees(20, 50), side, side)
      .map(([west, south, width, height]) => ({
        west,
        south,
        east: west + width,
        north: Math.min(south + height, 90),
      }));
    await fc.assert(
      fc.asyncProperty(box, async (box) => {
        const { west, south, east, north } = box;
        const { ids } = await reading.pages(
          `/documents/accidents?limit=1000&bbox=${[west, south, east, north].join()}`,
        );
        const inside = places.flatMap(({ startLongitude, startLatitude }, offset) =>
          isInside(box, startLongitude, startLatitude) ? [`A-${offset}`] : [],
        );
        expect([...ids].sort()).toEqual(inside.sort());
      }),
      { numRuns: 40 },
    );
  });

  check("a query that cannot be meant is refused with words", async () => {
    for (const [query, message] of [
      ["severity=9", 'severity must be levels 1 to 4, such as 3,4; got "9"'],
      [
        "stat=OH",
        'unknown parameter "stat"; known are from, to, bbox, state, severity, replay, limit, before',
      ],
      ["state[$ne]=OH", 'unknown parameter "state[$ne]"'],
      ["before=x", "before must be what the page before this one gave as before"],
    ] as const) {
      const { status, body } = await reading.ask(`/documents/accidents?${query}`);
      expect([status, body.message]).toEqual([400, expect.stringContaining(message)]);
    }
  });

  if (kind === "strict") {
    check("of several replays of an accident the one appended last is read by its id", async (on) => {
      await write(on, [
        record(0, { accidentId: "A-1", replay: "first" }, { appendedAt: someDay }),
        record(1, { accidentId: "A-1", replay: "second" }, { appendedAt: someDay + 5_000 }),
        record(2, { accidentId: "A-1", replay: "late part of the first" }, { appendedAt: someDay + 4_000 }),
      ]);
      expect((await reading.ask("/documents/accidents/A-1")).body.replay).toBe("second");
    });

    check("pages hold each replay of an accident once, though time and id are equal", async (on) => {
      const twice = Array.from({ length: 12 }, (_, offset) =>
        record(offset, { accidentId: `A-${offset % 4}`, startedAt: someDay, replay: `replay ${offset}` }),
      );
      await write(on, twice);
      const { ids } = await reading.pages("/documents/accidents?limit=5");
      expect(ids).toEqual([
        "A-3",
        "A-3",
        "A-3",
        "A-2",
        "A-2",
        "A-2",
        "A-1",
        "A-1",
        "A-1",
        "A-0",
        "A-0",
        "A-0",
      ]);
      const seconds = await reading.pages("/documents/accidents?limit=5&replay=replay%205,replay%206");
      expect(seconds.ids).toEqual(["A-2", "A-1"]);
    });
  }
});
