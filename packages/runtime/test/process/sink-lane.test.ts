import { setImmediate as nextTurn } from "node:timers/promises";
import { ConfigError } from "@tributary/config";
import { sink } from "../../src/process/sink.ts";
import type { Thing } from "../things.ts";
import { FakeStore } from "./fake-store.ts";
import { FakeTenure } from "./fake-tenure.ts";
import { chunkOf, things } from "./fold-scene.ts";
import { endLanes, type LaneSceneOptions, laneScene } from "./lane-scene.ts";

afterEach(endLanes);

interface Settings extends LaneSceneOptions {
  readonly batchRecords?: number;
  readonly writeTimeoutMs?: number;
  readonly open?: () => Promise<FakeStore>;
  readonly clock?: () => number;
}

function setUp({ open, clock, batchRecords, writeTimeoutMs = 1_000, ...options }: Settings = {}) {
  const scene = laneScene(options);
  const store = new FakeStore();
  const process = sink<Thing>({
    open: open ?? (async () => store),
    writeTimeoutMs,
    ...(batchRecords !== undefined && { batchRecords }),
  });
  const tenure = new FakeTenure();
  const { door, lane: openLane } = scene.sinkLanes(process, clock);
  return { ...scene, store, tenure, door, openLane, lane: openLane(tenure) };
}

/** Settles only when the signal aborts, as a driver does that heeds it. */
const untilTold = (_batch: unknown, signal: AbortSignal) =>
  new Promise<never>((_, reject) => signal.addEventListener("abort", () => reject(signal.reason)));

test("records are written in batches, in order, and each is committed once it is written", async () => {
  const { lane, store, tenure, value } = setUp({ batchRecords: 2 });
  expect(await lane.begin()).toBe(0);
  expect(await lane.work(chunkOf(things(["a", "b", "", "c"])))).toEqual({ next: 4 });
  expect(store.writes).toEqual([["a", "b"], ["c"]]);
  expect([...store.rows.values()]).toEqual(["a", "b", "c"]);
  expect(tenure.commits).toEqual([3, 4]);
  expect(await value("stream_sink_batches_total", { outcome: "written" })).toBe(2);
});

test("a partition is begun once a tenure, before its first write; the writer is opened once for all", async () => {
  let opened = 0;
  const store = new FakeStore();
  const open = async () => {
    opened++;
    return store;
  };
  const { lane, openLane } = setUp({ open });
  await lane.work(chunkOf(things(["a"])));
  await lane.work(chunkOf(things(["b"], 1)));
  await lane.end();
  const next = openLane(new FakeTenure("test.thing.v1", 1));
  await next.work(chunkOf(things(["c"], 2)));
  expect(opened).toBe(1);
  expect(store.begun).toEqual(["test.thing.v1/0", "test.thing.v1/1"]);
});

test.each([
  ["first", ["x:refused", "a", "b"], 0],
  ["in the middle", ["a", "x:refused", "b"], 1],
  ["last", ["a", "b", "x:refused"], 2],
  ["alone", ["x:refused"], 0],
])("a record that the store refuses %s of its batch is buried alone", async (_where, names, offset) => {
  const { lane, store, tenure, buried } = setUp();
  expect(await lane.work(chunkOf(things(names)))).toEqual({ next: names.length });
  expect(buried()).toEqual([`${offset} sink document_too_large`]);
  expect(store.rows.size).toBe(names.length - 1);
  expect(tenure.commits).toEqual([names.length]);
});

test("what cannot be decoded is buried without troubling the store", async () => {
  const { lane, store, buried } = setUp();
  await lane.work(chunkOf(things(["a", "b:garbage", "c:refused"])));
  expect(store.writes).toEqual([["a", "c"]]);
  expect(buried()).toEqual(["1 decode undecodable", "2 sink document_too_large"]);
  await lane.work(chunkOf(things(["d:garbage"], 3)));
  expect(store.writes).toHaveLength(1);
});

test("a throw of the store is weather: nothing is committed or buried, and the same records come again", async () => {
  const { lane, store, tenure, buried, said, value } = setUp();
  store.answers.push(async () => {
    throw new Error("ECONNRESET");
  });
  const chunk = chunkOf(things(["a", "b:garbage"]));
  expect(await lane.work(chunk)).toEqual({ next: 0, pauseMs: 250 });
  expect(said).toContain("sink failed: write: ECONNRESET");
  expect([tenure.commits, buried()]).toEqual([[], []]);
  expect(await lane.work(chunk)).toEqual({ next: 2 });
  expect(said).toContain("sink succeeded");
  expect(buried()).toEqual(["1 decode undecodable"]);
  expect(await value("stream_sink_batches_total", { outcome: "failed" })).toBe(1);
});

test("a batch that failed after others of its chunk comes again alone", async () => {
  const { lane, store, tenure } = setUp({ batchRecords: 2 });
  store.answers.push(
    async (batch) => store.keep(batch),
    async () => {
      throw new Error("not writable");
    },
  );
  expect(await lane.work(chunkOf(things(["a", "b", "c", "d"])))).toEqual({ next: 2, pauseMs: 250 });
  expect(tenure.commits).toEqual([2]);
});

test("batches grow while writes succeed; what failed comes again in smaller ones, of every partition", async () => {
  const { openLane, lane, store } = setUp({ batchRecords: 1_000 });
  const keep = async (batch: Parameters<typeof store.keep>[0]) => store.keep(batch);
  store.answers.push(keep, keep, keep, keep, async () => {
    throw new Error("too much at once");
  });
  const ids = (count: number) => Array.from({ length: count }, (_, i) => `id-${i}`);
  expect(await lane.work(chunkOf(things(ids(1_000))))).toEqual({ next: 700, pauseMs: 250 });
  expect(await lane.work(chunkOf(things(ids(300), 700)))).toEqual({ next: 1_000 });
  const other = openLane(new FakeTenure("test.thing.v1", 1));
  expect(await other.work(chunkOf(things(ids(200))))).toEqual({ next: 200 });
  expect(store.writes.map(({ length }) => length)).toEqual([100, 150, 200, 250, 300, 150, 150, 160, 40]);
});

test("a write that does not answer in time is told to stop, and comes again", async () => {
  const { lane, store, value, said } = setUp({ writeTimeoutMs: 20 });
  store.answers.push(untilTold);
  const chunk = chunkOf(things(["a"]));
  expect(await lane.work(chunk)).toEqual({ next: 0, pauseMs: 250 });
  expect(said[1]).toBe("sink failed: write: no answer within 20 ms");
  expect(await value("stream_sink_batches_total", { outcome: "timed_out" })).toBe(1);
  await nextTurn();
  expect(await lane.work(chunk)).toEqual({ next: 1 });
});

test("after a write that ignores its signal, the partition's next write waits until that one has ended", async () => {
  const { lane, store } = setUp({ writeTimeoutMs: 20 });
  const late = Promise.withResolvers<readonly []>();
  store.answers.push(() => late.promise);
  const chunk = chunkOf(things(["a"]));
  await lane.work(chunk);
  expect(await lane.work(chunk)).toEqual({ next: 0, pauseMs: 250 });
  expect(store.writes).toHaveLength(1);
  late.resolve([]);
  await nextTurn();
  expect(await lane.work(chunk)).toEqual({ next: 1 });
  expect(store.writes).toHaveLength(2);
});

test("a late write holds up its partition in the next tenure too, and no other partition", async () => {
  const { lane, openLane, store, tenure } = setUp({ handOverMs: 10 });
  store.answers.push(() => new Promise(() => {}));
  const working = lane.work(chunkOf(things(["a"])));
  await nextTurn();
  tenure.handOver();
  await expect(working).rejects.toMatchObject({ code: "expelled" });
  await lane.end();
  expect(await openLane().work(chunkOf(things(["a"])))).toEqual({ next: 0, pauseMs: 250 });
  const other = openLane(new FakeTenure("test.thing.v1", 1));
  expect(await other.work(chunkOf(things(["b"])))).toEqual({ next: 1 });
});

test("a write that never ends ends the service ten deadlines later", async () => {
  let now = 0;
  const { lane, store } = setUp({ writeTimeoutMs: 20, clock: () => now });
  store.answers.push(() => new Promise(() => {}));
  const chunk = chunkOf(things(["a"]));
  await lane.work(chunk);
  now = 200;
  expect(await lane.work(chunk)).toEqual({ next: 0, pauseMs: 250 });
  now = 201;
  await expect(lane.work(chunk)).rejects.toThrow("has not ended");
});

test("when the partition is lost, the write is told to stop at once and nothing is committed", async () => {
  const { lane, store, tenure, value } = setUp();
  store.answers.push(untilTold);
  const working = lane.work(chunkOf(things(["a"])));
  await nextTurn();
  tenure.lose();
  await expect(working).rejects.toMatchObject({ code: "expelled" });
  expect(tenure.commits).toEqual([]);
  expect(await value("stream_sink_batches_total", { outcome: "given_up" })).toBe(1);
});

test("when the partition is to be handed over, the write in hand is finished, and no other begun", async () => {
  const { lane, store, tenure } = setUp({ batchRecords: 1 });
  const written = Promise.withResolvers<void>();
  store.answers.push(async (batch) => {
    await written.promise;
    return store.keep(batch);
  });
  const working = lane.work(chunkOf(things(["a", "b"])));
  await nextTurn();
  tenure.handOver();
  written.resolve();
  expect(await working).toEqual({ next: 1 });
  expect(tenure.commits).toEqual([1]);
});

test("a member that was expelled without knowing it writes nothing", async () => {
  const { lane, store, tenure } = setUp();
  tenure.isOurs = false;
  await expect(lane.work(chunkOf(things(["a"])))).rejects.toMatchObject({ code: "expelled" });
  expect(store.writes).toEqual([]);
});

test("a store that cannot be opened is weather, and opened again", async () => {
  const store = new FakeStore();
  let tries = 0;
  const open = async () => {
    if (++tries < 3) throw new Error("ECONNREFUSED");
    return store;
  };
  const { lane, said } = setUp({ open });
  const chunk = chunkOf(things(["a"]));
  for (let i = 0; i < 2; i++) expect(await lane.work(chunk)).toEqual({ next: 0, pauseMs: 250 });
  expect(said.filter((line) => line.startsWith("sink"))).toEqual(
    Array(2).fill("sink failed: open: ECONNREFUSED"),
  );
  expect(await lane.work(chunk)).toEqual({ next: 1 });
});

test("an opening that takes too long has failed, and is closed should it succeed after all", async () => {
  const store = new FakeStore();
  const late = Promise.withResolvers<FakeStore>();
  const answers = [late.promise, Promise.resolve(store)];
  const { lane } = setUp({ open: () => answers.shift() ?? Promise.reject(), writeTimeoutMs: 20 });
  const chunk = chunkOf(things(["a"]));
  expect(await lane.work(chunk)).toEqual({ next: 0, pauseMs: 250 });
  expect(await lane.work(chunk)).toEqual({ next: 1 });
  const unwanted = new FakeStore();
  late.resolve(unwanted);
  await nextTurn();
  expect([unwanted.closed, store.closed]).toEqual([1, 0]);
});

test("a store whose configuration is wrong ends the service", async () => {
  const open = async () => {
    throw new ConfigError([{ variable: "MONGODB_URI", problem: "names no database" }] as never);
  };
  const { lane } = setUp({ open });
  await expect(lane.work(chunkOf(things(["a"])))).rejects.toBeInstanceOf(ConfigError);
});

test("a partition that cannot be begun is weather, and begun again before its first write", async () => {
  const { lane, store, said } = setUp();
  store.beginning = async () => {
    throw new Error("not writable");
  };
  const chunk = chunkOf(things(["a"]));
  expect(await lane.work(chunk)).toEqual({ next: 0, pauseMs: 250 });
  expect(said).toContain("sink failed: begin: not writable");
  expect(store.writes).toEqual([]);
  store.beginning = undefined;
  expect(await lane.work(chunk)).toEqual({ next: 1 });
  expect(store.begun).toHaveLength(2);
});

test("a rejection of what was not in the batch is a bug and ends the service", async () => {
  const { lane, store, tenure } = setUp();
  store.answers.push(async ([message]) => {
    if (message === undefined) return [];
    return [{ message: { ...message }, reason: "copy", detail: "" }];
  });
  await expect(lane.work(chunkOf(things(["a"])))).rejects.toThrow("rejected what it was not given");
  expect(tenure.commits).toEqual([]);
});

test("the group trips on the twentieth refusal in a row: what is behind it comes again after the resumption", async () => {
  const { lane, buried, tenure, tripwire, store } = setUp();
  const names = ["a", ...Array<string>(25).fill("x:refused"), "b"];
  const chunk = chunkOf(things(names));
  expect(await lane.work(chunk)).toEqual({ next: 21 });
  expect(buried()).toHaveLength(20);
  expect(tenure.commits).toEqual([21]);
  const rest = chunkOf(chunk.records.slice(21));
  expect(await lane.work(rest)).toEqual({ next: 21, pauseMs: 1_000 });
  tripwire.resume();
  expect(await lane.work(rest)).toEqual({ next: 27 });
  expect(buried()).toHaveLength(25);
  expect(store.rows.size).toBe(2);
});

test("stopping closes the writer, and leaves behind a close that hangs", async () => {
  const { lane, store, door } = setUp();
  await lane.work(chunkOf(things(["a"])));
  store.close = () => new Promise(() => {});
  await door.close(10);
  const unopened = setUp();
  await unopened.door.close(10);
  expect(unopened.store.closed).toBe(0);
  const opened = setUp();
  await opened.lane.work(chunkOf(things(["a"])));
  await opened.door.close();
  expect(opened.store.closed).toBe(1);
});
