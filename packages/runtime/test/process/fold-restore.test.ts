import { jest } from "@jest/globals";
import { BrokerError, type TransactionRecord } from "@tributary/kafka";
import { exitCodeOf } from "../../src/exit-code.ts";
import { fold } from "../../src/process/fold.ts";
import type { Lane } from "../../src/process/lane.ts";
import { type Thing, thingTopic } from "../things.ts";
import { FakeTenure } from "./fake-tenure.ts";
import { FoldLog } from "./fold-log.ts";
import { begun, chunkOf, counting, foldScene, type SceneOptions, things } from "./fold-scene.ts";

const at = { topic: "counter.state", partition: 0 };
const marker = "\u0000position:test.thing.v1";

const stored = (key: string, state: unknown, version: string): TransactionRecord => ({
  ...at,
  key,
  value: Buffer.from(JSON.stringify(state)),
  headers: { "state-version": version },
});

const position = (value: unknown, topic = thingTopic.name): TransactionRecord => ({
  ...at,
  key: `\u0000position:${topic}`,
  value: Buffer.from(JSON.stringify(value)),
});

function logOf(...records: TransactionRecord[]): FoldLog {
  const log = new FoldLog();
  log.write(records);
  return log;
}

function tenureOf(logStart: number, committed?: number): FakeTenure {
  return Object.assign(new FakeTenure(thingTopic.name, 0, committed), { logStart });
}

const begin = (tenure: FakeTenure, options: SceneOptions = {}) => begun(options, tenure);

/** Version 2 of the count: the number has another name. */
const second = fold<Thing, { readonly count: number }>({
  state: {
    version: 2,
    upgrade: (before, version) => (version === 1 ? { count: (before as { n: number }).n } : undefined),
  },
  step: (before) => [{ count: (before?.count ?? 0) + 1 }, []],
});

test("a group that has never run begins at the log's start, and remembers where that was", async () => {
  const { lane, log, position } = await begin(tenureOf(40));
  expect(position).toBe(40);
  await lane.work(chunkOf(things(["a"], 40)));
  expect(log.table(at.topic)[marker]).toEqual({ version: 1, position: 41, begin: 40 });
});

test("who loses the partition while it opens does not take the fence from its heir", async () => {
  const tenure = tenureOf(0);
  const log = new FoldLog();
  const waiting = Promise.withResolvers<void>();
  log.opening = (signal) => {
    waiting.resolve();
    return new Promise((_, reject) => signal?.addEventListener("abort", () => reject(signal.reason)));
  };
  const beginning = begin(tenure, { log }).catch((error: unknown) => error);
  await waiting.promise;

  tenure.lose();

  expect(await beginning).toMatchObject({ code: "expelled" });
  expect(log.opened).toEqual([]);
});

test("states of an earlier version are upgraded, and written back before anything else", async () => {
  const log = logOf(stored("a", { n: 5 }, "1"), position({ version: 1, position: 9, begin: 0 }));
  const scene = await begin(tenureOf(0, 9), { process: second, log });
  expect(scene.position).toBe(9);
  expect(log.table(at.topic)).toEqual({
    a: { count: 5 },
    [marker]: { version: 1, position: 9, begin: 0 },
  });
  await scene.lane.work(chunkOf(things(["a"], 9)));
  expect(log.table(at.topic).a).toEqual({ count: 6 });
});

test("a state that cannot be upgraded is rebuilt from the log's start: old keys are forgotten, the marker goes back", async () => {
  const log = logOf(
    stored("a", { total: 5 }, "0"),
    stored("gone", { n: 5 }, "1"),
    position({ version: 1, position: 9, begin: 0 }),
  );
  const scene = await begin(tenureOf(0, 9), { process: second, log });
  expect(scene.position).toBe(0);
  expect(log.table(at.topic)).toEqual({ [marker]: { version: 1, position: 0, begin: 0 } });
  expect(log.offsets.get("test.thing.v1/0")).toBe(0);
  await scene.lane.work(chunkOf(things(["a", "b"])));
  expect(log.table(at.topic)).toMatchObject({ a: { count: 1 }, b: { count: 1 } });
});

test("states too many for one transaction are dropped in several; what an interruption leaves is never used", async () => {
  const many = Array.from({ length: 12_000 }, (_, index) => stored(`k${index}`, { count: 5 }, "2"));
  const log = logOf(...many, position({ version: 1, position: 9, begin: 0 }));
  const interrupted = tenureOf(0, 9);
  jest
    .spyOn(interrupted, "confirm")
    .mockResolvedValueOnce()
    .mockResolvedValueOnce()
    .mockRejectedValueOnce(new BrokerError("expelled", "the partition is another's"));
  await expect(begin(interrupted, { log })).rejects.toMatchObject({ code: "expelled" });
  expect(log.transactions).toBe(2);
  expect(Object.keys(log.table(at.topic))).toHaveLength(7_001);

  const scene = await begin(tenureOf(0, 9), { process: second, log });

  expect(scene.position).toBe(0);
  expect(log.table(at.topic)).toEqual({ [marker]: { version: 1, position: 0, begin: 0 } });
  const sizes = Map.groupBy(log.records, ({ transaction }) => transaction);
  expect([...sizes.values()].map(({ length }) => length)).toEqual([12_001, 5_001, 5_001, 2_001]);
});

test("an interrupted drop whose input no longer reaches back ends the service with 78", async () => {
  const dropping = { version: 2, position: 0, begin: 0, isDropping: true };
  const log = logOf(stored("a", { n: 5 }, "1"), position(dropping));
  const failed = await begin(tenureOf(3, 9), { log }).catch((error: unknown) => error);
  expect(exitCodeOf(failed)).toBe(78);
  expect((failed as Error).message).toContain("its states were being dropped when that was interrupted");
});

test("a state of a later version, left by a roll-back, is not read as if it were today's", async () => {
  const log = logOf(stored("a", { count: 5 }, "2"), position({ version: 1, position: 9, begin: 0 }));
  const { position: next } = await begin(tenureOf(0, 9), { log });
  expect(next).toBe(0);
});

test("an unreadable state whose input no longer reaches back ends the service with 78 and says what is lost", async () => {
  const log = logOf(stored("a", { total: 5 }, "7"), position({ version: 1, position: 9, begin: 2 }));
  const failed = await begin(tenureOf(3, 9), { process: second, log }).catch((error: unknown) => error);
  expect(exitCodeOf(failed)).toBe(78);
  expect((failed as Error).message).toContain(
    "1 states are of version 7, which this service (version 2) cannot read; nor can it be counted anew: " +
      "test.thing.v1 begins at offset 3 by now, and it was counted from 2",
  );
  expect(log.transactions).toBe(1);
});

test("an empty state where the group has committed is counted anew, if the log still has its first record", async () => {
  const { position: next, log } = await begin(tenureOf(0, 9));
  expect(next).toBe(0);
  expect(log.table(at.topic)[marker]).toEqual({ version: 1, position: 0, begin: 0 });
});

test("an empty state where the group has committed and the log's first record is gone ends the service with 78", async () => {
  const failed = await begin(tenureOf(5, 9)).catch((error: unknown) => error);
  expect(exitCodeOf(failed)).toBe(78);
  expect((failed as Error).message).toContain(
    "the group has committed offset 9 of test.thing.v1, but there is no state",
  );
});

test("a group set back to the log's start on purpose begins there", async () => {
  expect((await begin(tenureOf(5, 5))).position).toBe(5);
});

test.each([
  ["without a marker", []],
  ["with a marker of a form to come", [position({ version: 2, position: 9, begin: 0 })]],
  ["with a marker that is no JSON", [{ ...position(0), value: Buffer.from("9") }]],
])("states %s are not trusted", async (_what, markers) => {
  const log = logOf(stored("a", { n: 5 }, "1"), ...markers);
  const scene = await begin(tenureOf(0, 9), { log });
  expect(scene.position).toBe(0);
  await scene.lane.work(chunkOf(things(["a"])));
  expect(log.table(at.topic).a).toEqual({ n: 1 });
});

test("a position that retention has overtaken stands: the fold goes on at the log's start with the state it has", async () => {
  const log = logOf(stored("a", { n: 5 }, "1"), position({ version: 1, position: 9, begin: 0 }));
  const scene = await begin(tenureOf(20, 9), { log });
  expect(scene.position).toBe(9);
  await scene.lane.work(chunkOf(things(["a"], 20), { missedRecords: 11 }));
  expect(log.table(at.topic)).toEqual({ a: { n: 6 }, [marker]: { version: 1, position: 21, begin: 0 } });
});

test("a repair that fails leaves all as it was, and the next try does it", async () => {
  const log = logOf(stored("a", { total: 5 }, "0"), position({ version: 1, position: 9, begin: 0 }));
  log.mishaps.push("not_applied");
  const { open } = foldScene({ process: second, log });
  await expect(open(tenureOf(0, 9)).begin()).rejects.toMatchObject({ code: "unavailable" });
  expect(log.table(at.topic).a).toEqual({ total: 5 });
  expect(await open(tenureOf(0, 9)).begin()).toBe(0);
});

describe("with several inputs", () => {
  const other = { ...thingTopic, name: "test.other-thing.v1" };
  const inputs = [thingTopic, other];
  const both = (log = new FoldLog()) => {
    const scene = foldScene({ inputs, log, chunkRecords: 1 });
    const tenures = inputs.map(({ name }) => new FakeTenure(name));
    const lanes = tenures.map((tenure) => scene.open(tenure));
    return { ...scene, tenures, lanes: lanes as [Lane, Lane] };
  };
  const otherMarker = "\u0000position:test.other-thing.v1";

  test("the partitions of one number count into one state, with one fence and a position each", async () => {
    const { lanes, log } = both();
    expect(await Promise.all(lanes.map((lane) => lane.begin()))).toEqual([0, 0]);
    await Promise.all([
      lanes[0].work(chunkOf(things(["a", "b", "a"]))),
      lanes[1].work(chunkOf(things(["a", "a"], 0, other.name))),
    ]);
    expect(log.opened).toEqual(["counter-0"]);
    expect(log.table(at.topic)).toEqual({
      a: { n: 4 },
      b: { n: 1 },
      [marker]: { version: 1, position: 3, begin: 0 },
      [otherMarker]: { version: 1, position: 2, begin: 0 },
    });
  });

  test("when a commit of one fails, both read the state back, and nothing counts twice", async () => {
    const { lanes, log, open, tenures } = both();
    await Promise.all(lanes.map((lane) => lane.begin()));
    await lanes[1].work(chunkOf(things(["a"], 0, other.name)));
    log.mishaps.push("applied");
    await expect(lanes[0].work(chunkOf(things(["a"])))).rejects.toMatchObject({ code: "unavailable" });
    await expect(lanes[1].work(chunkOf(things(["a"], 1, other.name)))).rejects.toMatchObject({
      code: "unavailable",
    });
    for (const lane of lanes) await lane.end();
    const [first, second] = tenures.map((tenure) => open(tenure)) as [Lane, Lane];
    expect(await Promise.all([first.begin(), second.begin()])).toEqual([1, 1]);
    await second.work(chunkOf(things(["a"], 1, other.name)));
    expect(log.table(at.topic).a).toEqual({ n: 3 });
  });

  test("one begins anew beside the other, which goes on", async () => {
    const { lanes, log, open, tenures } = both();
    await Promise.all(lanes.map((lane) => lane.begin()));
    await lanes[0].work(chunkOf(things(["a"])));
    await lanes[0].end();
    const again = open(tenures[0] as FakeTenure);
    expect(await again.begin()).toBe(1);
    await lanes[1].work(chunkOf(things(["a"], 0, other.name)));
    await again.work(chunkOf(things(["a"], 1)));
    expect(log.table(at.topic).a).toEqual({ n: 3 });
    expect(log.opened).toEqual(["counter-0"]);
  });

  test("a lane whose partner never comes ends its wait when the partition is taken away", async () => {
    const { lanes, tenures } = both();
    const waiting = lanes[0].begin();
    tenures[0]?.lose();
    await expect(waiting).rejects.toMatchObject({ code: "expelled" });
  });

  test("an input added to a running fold begins at its log's start, the others where they were", async () => {
    const log = logOf(stored("a", { n: 5 }, "1"), position({ version: 1, position: 9, begin: 0 }));
    const { open } = foldScene({ inputs, log });
    const late = Object.assign(new FakeTenure(other.name), { logStart: 30 });
    const positions = await Promise.all([open(tenureOf(0, 9)).begin(), open(late).begin()]);
    expect(positions).toEqual([9, 30]);
    expect(log.table(at.topic).a).toEqual({ n: 5 });
  });

  test("waiting for the other input is no hang, however long it takes", async () => {
    jest.useFakeTimers({ doNotFake: ["nextTick", "setImmediate", "queueMicrotask", "performance"] });
    try {
      const { open } = foldScene({ inputs });
      const tenure = new FakeTenure(thingTopic.name);
      const alive = jest.fn();
      const beginning = open(tenure, alive)
        .begin()
        .catch((error: unknown) => error);
      jest.advanceTimersByTime(90_000);
      expect(alive).toHaveBeenCalledTimes(90);
      tenure.lose();
      expect(await beginning).toMatchObject({ code: "expelled" });
      jest.advanceTimersByTime(10_000);
      expect(alive).toHaveBeenCalledTimes(90);
    } finally {
      jest.useRealTimers();
    }
  });

  test("a rebuild needs all inputs to reach back", async () => {
    const log = logOf(
      stored("a", { n: 5 }, "0"),
      position({ version: 1, position: 9, begin: 0 }),
      position({ version: 1, position: 9, begin: 0 }, other.name),
    );
    const { open } = foldScene({ inputs, log, process: counting });
    const late = Object.assign(new FakeTenure(other.name, 0, 9), { logStart: 30 });
    const [failed] = await Promise.allSettled([open(tenureOf(0, 9)).begin(), open(late).begin()]);
    expect(failed).toMatchObject({ status: "rejected", reason: { name: "StateLostError" } });
    expect(String((failed as PromiseRejectedResult).reason)).toContain(
      "test.other-thing.v1 begins at offset 30 by now",
    );
  });
});
