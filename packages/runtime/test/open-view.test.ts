import type { ReaderOptions } from "@tributary/kafka";
import { pino } from "pino";
import { Metrics } from "../src/metrics.ts";
import { type RunViewOptions, runView } from "../src/run-view.ts";
import { createStreamMetrics } from "../src/stream-metrics.ts";
import type { LogPlace, ViewArchive } from "../src/view-archive.ts";
import type { ViewRecord } from "../src/view-record.ts";
import { FakeDecoder } from "./fake-decoder.ts";
import { FakeLogReader, record } from "./fake-log-reader.ts";
import { type Thing, thingView } from "./things.ts";

const stops: AbortController[] = [];
afterEach(() => {
  for (const stop of stops.splice(0)) stop.abort();
});

/** Holds things in memory: what one life left for the next. */
class FakeArchive implements ViewArchive<Thing> {
  held: LogPlace | undefined;
  kept: ViewRecord<Thing>[] = [];
  isBroken = false;
  begunWith: LogPlace | undefined;
  readonly told: string[] = [];
  #room = Promise.resolve();

  async open() {
    return this.held;
  }
  async restore(take: (records: readonly ViewRecord<Thing>[]) => void) {
    take(this.kept);
    return !this.isBroken;
  }
  async begin({ epoch, position }: LogPlace) {
    this.begunWith = { epoch, position: [...position] };
  }
  put({ key }: { readonly key: string }) {
    this.told.push(key);
  }
  pass({ key }: { readonly key: string }) {
    this.told.push(`${key} beyond`);
  }
  remove({ key }: { readonly key: string }) {
    this.told.push(`${key} gone`);
  }
  ready() {
    return this.#room;
  }
  /** There is no room until what this answers is called. */
  fill(): () => void {
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#room = promise;
    return resolve;
  }
  async close() {}
}

async function run(archive: FakeArchive) {
  const stop = new AbortController();
  stops.push(stop);
  const readers: FakeLogReader[] = [];
  const asked: ReaderOptions["from"][] = [];
  const options: RunViewOptions<Thing> = {
    broker: {
      openReader: async ({ from }) => {
        asked.push(from);
        const reader = new FakeLogReader(from.at === "offsets" ? from.offsets : [0, 0], [7, 3]);
        readers.push(reader);
        return reader;
      },
    },
    codec: { decoder: () => new FakeDecoder() as never },
    definition: thingView({ window: { of: () => "all", order: ({ id }) => Number(id), most: 2 }, archive }),
    log: pino({ level: "silent" }),
    metrics: createStreamMetrics(new Metrics("test")),
    now: () => 2_000,
    signal: stop.signal,
  };
  const { view } = await runView(options);
  return { view, asked, readers, newest: readers.at(-1) as FakeLogReader };
}

const thing = (id: string, offset: number): ViewRecord<Thing> => ({
  partition: 0,
  offset,
  appendedAt: 1_000,
  key: id,
  value: { id, at: 1, color: "red" },
});

test("a view with an archive of its log begins with what is there, and reads on from where that ends", async () => {
  const archive = new FakeArchive();
  archive.held = { epoch: "log", position: [7, 2] };
  archive.kept = [thing("2", 6), thing("1", 5)];
  const { view, asked, newest } = await run(archive);
  expect(view.group("all").map(({ key }) => key)).toEqual(["1", "2"]);
  expect(asked).toEqual([{ at: "earliest" }, { at: "offsets", offsets: [7, 2] }]);
  expect([view.progress.position, view.recordsToRestore]).toEqual([[7, 2], 1]);
  expect(archive.begunWith).toEqual({ epoch: "log", position: [7, 2] });
  expect(archive.told).toEqual([]);
  await newest.hand(1, [record(2, "3", "1 3 1 red", 1)]);
  expect(view.isRestored).toBe(true);
  expect(archive.told).toEqual(["3"]);
});

test.each<[string, LogPlace | undefined]>([
  ["nothing", undefined],
  ["of another log", { epoch: "other", position: [7, 2] }],
  ["of a log with fewer partitions", { epoch: "log", position: [7] }],
])("what is archived %s does not count: all is read anew", async (_, held) => {
  const archive = new FakeArchive();
  archive.held = held;
  archive.kept = [thing("2", 6)];
  const { view, asked } = await run(archive);
  expect([view.size, asked]).toEqual([0, [{ at: "earliest" }]]);
  expect(archive.begunWith).toEqual({ epoch: "log", position: [0, 0] });
});

test("an archive that cannot be read leaves nothing of itself in the view", async () => {
  const archive = new FakeArchive();
  archive.held = { epoch: "log", position: [7, 2] };
  archive.kept = [thing("2", 6)];
  archive.isBroken = true;
  const { view, asked } = await run(archive);
  expect([view.size, view.progress.position, asked]).toEqual([0, [0, 0], [{ at: "earliest" }]]);
});

test("the archive is told of all that changes, held or not, and reading waits while it has no room", async () => {
  const archive = new FakeArchive();
  const { view, newest } = await run(archive);
  await newest.hand(0, [
    record(0, "5", "1 5 1 red"),
    record(1, "6", "1 6 1 red"),
    record(2, "1", "1 1 1 red"),
  ]);
  await newest.hand(0, [record(3, "6", null)]);
  expect(archive.told).toEqual(["5", "6", "1 beyond", "6 gone"]);
  const makeRoom = archive.fill();
  const handed = newest.hand(0, [record(4, "7", "1 7 1 red")]);
  await new Promise(setImmediate);
  expect(view.get("7")).toBeUndefined();
  makeRoom();
  await handed;
  expect(view.get("7")?.offset).toBe(4);
});
