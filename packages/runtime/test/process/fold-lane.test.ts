import { jest } from "@jest/globals";
import { BrokerError } from "@tributary/kafka";
import { emit, retract } from "../../src/process/emit.ts";
import { fold } from "../../src/process/fold.ts";
import { type Thing, thingTopic } from "../things.ts";
import { FakeTenure } from "./fake-tenure.ts";
import { begun, changeTopic, chunkOf, countTopic, foldScene, things } from "./fold-scene.ts";

const state = "counter.state";
const marker = "\u0000position:test.thing.v1";

const counts = (table: Record<string, unknown>) =>
  Object.fromEntries(
    Object.entries(table).flatMap(([key, value]) =>
      key === marker ? [] : [[key, (value as { n: number }).n]],
    ),
  );

const buried = (scene: { log: { of(topic: string): { headers: Record<string, Buffer> }[] } }) =>
  scene.log
    .of("counter.dlq")
    .map(({ headers }) => `${headers["dlq-offset"]} ${headers["dlq-stage"]} ${headers["dlq-error"]}`);

test("a step that changes a state in place is poison, and changes nothing, wherever the slice of it began", async () => {
  const careless = fold<Thing, { n: number }>({
    state: { version: 1 },
    step: (before) => {
      if (before === undefined) return [{ n: 1 }, []];
      before.n += 1;
      throw new Error("and then it stumbled");
    },
  });
  for (const chunkRecords of [1, 10]) {
    const scene = await begun({ process: careless, chunkRecords });
    await scene.lane.work(chunkOf(things(["a", "a"])));
    expect(counts(scene.log.table(state))).toEqual({ a: 1 });
    expect(buried(scene)).toEqual(["1 process TypeError"]);
  }
});

test("state, marker, emits and offset of a chunk are one transaction", async () => {
  const { lane, log, position } = await begun();
  expect(position).toBe(0);
  expect(await lane.work(chunkOf(things(["a", "b", "a"])))).toEqual({ next: 3 });
  expect(log.table(state)).toEqual({
    a: { n: 2 },
    b: { n: 1 },
    [marker]: { version: 1, position: 3, begin: 0 },
  });
  expect(log.offsets).toEqual(new Map([["test.thing.v1/0", 3]]));
  expect(new Set(log.records.map(({ transaction }) => transaction)).size).toBe(1);
});

test("each touched key is written once a transaction, with the version of its state", async () => {
  const { lane, log } = await begun();
  await lane.work(chunkOf(things(["a", "a", "a"])));
  const written = log.of(state).filter(({ key }) => key?.toString() === "a");
  expect(written.map(({ headers }) => String(headers["state-version"]))).toEqual(["1"]);
});

test("of several emits to a key of a compacted topic the newest is sent, of others all", async () => {
  const both = fold<Thing, { n: number }>({
    state: { version: 1 },
    step: (before, { key }) => {
      const count = (before?.n ?? 0) + 1;
      return [
        { n: count },
        [emit(countTopic, { color: key, count }), emit(changeTopic, { color: key, count })],
      ];
    },
  });
  const { lane, log } = await begun({ process: both });
  await lane.work(chunkOf(things(["a", "b", "a"])));
  const sent = (topic: string) =>
    log.of(topic).map(({ key, value }) => `${key} ${JSON.parse(String(value)).count}`);
  expect(sent(countTopic.name).sort()).toEqual(["a 2", "b 1"]);
  expect(sent(changeTopic.name)).toEqual(["a 1", "b 1", "a 2"]);
});

test("the last word on a key within a transaction counts: a retraction, or the emit after it", async () => {
  const telling = fold<Thing, { n: number }>({
    state: { version: 1 },
    step: (before, { value: { color } }) => [
      { n: (before?.n ?? 0) + 1 },
      [color === "gone" ? retract(countTopic, "total") : emit(countTopic, { color: "total", count: 1 })],
    ],
  });
  const sent = async (colors: readonly string[]) => {
    const { lane, log } = await begun({ process: telling });
    await lane.work(chunkOf(things(colors.map((color, n) => `${n}:${color}`))));
    return log.of(countTopic.name).map(({ key, value }) => `${key} ${value}`);
  };
  expect(await sent(["here", "gone"])).toEqual(["total null"]);
  expect(await sent(["here", "gone", "here"])).toEqual(['total {"color":"total","count":1}']);
});

test("a fold that begins again goes on where it was, whatever the group has committed", async () => {
  const first = await begun();
  await first.lane.work(chunkOf(things(["a", "b", "a"])));
  await first.lane.end();
  const second = await begun({ log: first.log }, new FakeTenure(thingTopic.name, 0, 1));
  expect(second.position).toBe(3);
  await second.lane.work(chunkOf(things(["a"], 3)));
  expect(counts(second.log.table(state))).toEqual({ a: 3, b: 1 });
});

test("records before the position are not counted again", async () => {
  const { lane, log } = await begun();
  await lane.work(chunkOf(things(["a", "b"])));
  expect(await lane.work(chunkOf(things(["a", "b", "a"])))).toEqual({ next: 3 });
  expect(counts(log.table(state))).toEqual({ a: 2, b: 1 });
});

test("an input that ends before the position ends the service: the state is of another log", async () => {
  const { lane, log } = await begun();
  await lane.work(chunkOf(things(["a", "b", "c"])));
  const cut = chunkOf([], { nextOffset: 1, endOffset: 1 });
  await expect(lane.work(cut)).rejects.toThrow(
    "test.thing.v1[0] ends at offset 1, yet counter has counted up to 3",
  );
  expect(log.transactions).toBe(1);
});

test.each(["applied", "not_applied"] as const)(
  "a commit whose outcome is unknown, %s in truth, counts once",
  async (mishap) => {
    const scene = await begun();
    await scene.lane.work(chunkOf(things(["a"])));
    scene.log.mishaps.push(mishap);
    const lost = expect(scene.lane.work(chunkOf(things(["a", "b"], 1)))).rejects;
    await lost.toMatchObject({ code: "unavailable" });
    await scene.lane.end();
    const again = scene.open(new FakeTenure());
    const position = await again.begin();
    expect(position).toBe(mishap === "applied" ? 3 : 1);
    const records = things(["a", "b"], 1).filter(({ offset }) => offset >= position);
    await again.work(chunkOf(records, { nextOffset: 3 }));
    expect(counts(scene.log.table(state))).toEqual({ a: 2, b: 1 });
    expect(scene.log.offsets.get("test.thing.v1/0")).toBe(3);
  },
);

test("a lane whose commit failed does nothing more with what it holds", async () => {
  const { lane, log } = await begun();
  log.mishaps.push("applied");
  await expect(lane.work(chunkOf(things(["a"])))).rejects.toMatchObject({ code: "unavailable" });
  await expect(lane.work(chunkOf(things(["a"])))).rejects.toMatchObject({ code: "unavailable" });
  expect(log.transactions).toBe(1);
});

test("a member that was expelled without knowing it commits nothing", async () => {
  const { lane, log, tenure } = await begun();
  tenure.isOurs = false;
  await expect(lane.work(chunkOf(things(["a"])))).rejects.toMatchObject({ code: "expelled" });
  expect(log.transactions).toBe(0);
});

test("a predecessor is fenced before its state is read, and can write nothing after that", async () => {
  const zombie = await begun();
  await zombie.lane.work(chunkOf(things(["a"])));
  const heir = await begun({ log: zombie.log });
  expect(heir.position).toBe(1);
  await expect(zombie.lane.work(chunkOf(things(["a"], 1)))).rejects.toMatchObject({ code: "unavailable" });
  await heir.lane.work(chunkOf(things(["a"], 1)));
  expect(counts(heir.log.table(state))).toEqual({ a: 2 });
  expect(heir.log.opened).toEqual(["counter-0", "counter-0"]);
});

test("who was expelled already does not fence its successor", async () => {
  const { log, open } = foldScene();
  const tenure = new FakeTenure();
  tenure.isOurs = false;
  await expect(open(tenure).begin()).rejects.toMatchObject({ code: "expelled" });
  expect(log.opened).toEqual([]);
});

test.each([
  ["first", ["p:poison", "a", "b"], "0 process RangeError"],
  ["middle", ["a", "p:poison", "b"], "1 process RangeError"],
  ["last", ["a", "b", "p:poison"], "2 process RangeError"],
])(
  "poison at the %s place of a chunk is buried once, in the same transaction, its neighbours counted",
  async (_place, names, letter) => {
    const scene = await begun();
    expect(await scene.lane.work(chunkOf(things(names)))).toEqual({ next: 3 });
    expect(buried(scene)).toEqual([letter]);
    expect(counts(scene.log.table(state))).toEqual({ a: 1, b: 1 });
    expect(scene.log.transactions).toBe(1);
  },
);

test("poison alone in a chunk moves the position, and nothing else", async () => {
  const scene = await begun();
  await scene.lane.work(chunkOf(things(["p:poison"])));
  expect(buried(scene)).toEqual(["0 process RangeError"]);
  expect(scene.log.table(state)).toEqual({ [marker]: { version: 1, position: 1, begin: 0 } });
});

test("a throw leaves the state as it was, and emits nothing", async () => {
  const { lane, log } = await begun();
  await lane.work(chunkOf(things(["a", "a:poison", "a"])));
  expect(counts(log.table(state))).toEqual({ a: 2 });
  expect(log.of(countTopic.name)).toHaveLength(1);
});

test("what cannot be decoded is buried by its reason, and a tombstone passed over", async () => {
  const scene = await begun();
  const [garbage, tombstone, good] = things(["x:garbage", "a", "a"]);
  if (!garbage || !tombstone || !good) throw new Error("three records");
  await scene.lane.work(chunkOf([garbage, { ...tombstone, value: null }, good]));
  expect(buried(scene)).toEqual(["0 decode undecodable"]);
  expect(counts(scene.log.table(state))).toEqual({ a: 1 });
});

test("a step that never comes back is interrupted: its record is buried, the others are counted once", async () => {
  const scene = await begun();
  await scene.lane.work(chunkOf(things(["a", "a:hang", "a", "b"])));
  expect(buried(scene)).toEqual(["1 process step_hung"]);
  expect(counts(scene.log.table(state))).toEqual({ a: 2, b: 1 });
});

test("a key whose state becomes undefined is forgotten, in the state topic too", async () => {
  const { lane, log } = await begun();
  await lane.work(chunkOf(things(["a", "b"])));
  await lane.work(chunkOf(things(["a:forget", "c:forget"], 2)));
  expect(counts(log.table(state))).toEqual({ b: 1 });
  expect(log.of(state).filter(({ value }) => value === null)).toHaveLength(1);
  await lane.work(chunkOf(things(["a"], 4)));
  expect(counts(log.table(state))).toEqual({ a: 1, b: 1 });
});

test.each<[string, unknown, string]>([
  ["no tuple", { n: 1 }, "bad_answer"],
  ["nothing", undefined, "bad_answer"],
  ["emits that are no list", [{ n: 1 }, countTopic], "bad_answer"],
  ["a state with NaN", [{ n: Number.NaN }, []], "unstorable_state"],
  ["a state with a date", [{ n: new Date(0) }, []], "unstorable_state"],
  ["a state beyond 880 kB", [{ n: "x".repeat(900_000) }, []], "state_too_large"],
  ["an emit out of range", [{ n: 1 }, [emit(countTopic, { color: "a", count: 1_000 })]], "emit_out_of_range"],
  [
    "an emit that cannot be encoded",
    [{ n: 1 }, [emit(countTopic, { color: "a", count: 1n as never })]],
    "emit_unencodable",
  ],
  ["an emit that is none", [{ n: 1 }, [null]], "not_an_emit"],
])("a step that answers %s: that record is buried, its neighbours counted", async (_what, answer, error) => {
  const odd = fold<Thing, { n: number }>({
    state: { version: 1 },
    step: (before, { value }) =>
      value.color === "odd" ? (answer as never) : [{ n: (before?.n ?? 0) + 1 }, []],
  });
  const scene = await begun({ process: odd });
  await scene.lane.work(chunkOf(things(["a", "a:odd", "a", "b"])));
  expect(buried(scene)).toEqual([`1 process ${error}`]);
  expect(counts(scene.log.table(state))).toEqual({ a: 2, b: 1 });
});

test("a step that changes the state it was given throws instead of counting twice", async () => {
  const mutating = fold<Thing, { n: number }>({
    state: { version: 1 },
    step: (before) => {
      const mine = before ?? { n: 0 };
      mine.n++;
      return [mine, []];
    },
  });
  const scene = await begun({ process: mutating });
  await scene.lane.work(chunkOf(things(["a"])));
  await scene.lane.work(chunkOf(things(["a"], 1)));
  expect(buried(scene)).toEqual(["1 process TypeError"]);
});

test("an emit to a topic that is no output is a bug that ends the service, and nothing is committed", async () => {
  const straying = fold<Thing, { n: number }>({
    state: { version: 1 },
    step: () => [{ n: 1 }, [emit({ ...countTopic, name: "test.stray.v1" }, { color: "a", count: 1 })]],
  });
  const { lane, log } = await begun({ process: straying });
  await expect(lane.work(chunkOf(things(["a"])))).rejects.toThrow(
    "counter emits to test.stray.v1, which is not among its outputs (test.count.v1, test.change.v1)",
  );
  expect(log.transactions).toBe(0);
});

test("a chunk is cut into transactions of at most so many records, each with its own position", async () => {
  const { lane, log } = await begun({ chunkRecords: 2 });
  expect(await lane.work(chunkOf(things(["a", "a", "", "a", "a", "a"]), { nextOffset: 9 }))).toEqual({
    next: 9,
  });
  const positions = log
    .of(state)
    .filter(({ key }) => key?.toString() === marker)
    .map(({ value }) => JSON.parse(String(value)).position);
  expect(positions).toEqual([3, 5, 9]);
});

test("a lane whose partition is to be handed over ends after the slice in hand", async () => {
  const { lane, log, tenure } = await begun({ chunkRecords: 1 });
  const confirm = tenure.confirm.bind(tenure);
  tenure.confirm = () => {
    tenure.handOver();
    return confirm();
  };
  expect(await lane.work(chunkOf(things(["a", "a", "a"])))).toEqual({ next: 1 });
  expect(counts(log.table(state))).toEqual({ a: 1 });
});

test("the slice ends with the record that trips the wire; then the lane stands still", async () => {
  const scene = await begun();
  const names = Array.from({ length: 25 }, () => "p:poison");
  expect(await scene.lane.work(chunkOf(things(names)))).toEqual({ next: 20 });
  expect(buried(scene)).toHaveLength(20);
  const rest = chunkOf(things(names).slice(20));
  expect(await scene.lane.work(rest)).toEqual({ next: 20, pauseMs: 1_000 });
  expect(buried(scene)).toHaveLength(20);
});

test("a registry that does not answer holds the partition at its place; nothing is buried", async () => {
  const scene = await begun();
  const [record] = things(["a"]);
  if (!record) throw new Error("a record");
  const working = scene.lane.work(chunkOf([{ ...record, value: Buffer.from("7 a 1 red") }]));
  scene.decoder.settle(7);
  expect(await working).toEqual({ next: 0, pauseMs: 250 });
  expect(scene.said).toContain("registry failed: the registry does not answer");
  expect(scene.log.records).toEqual([]);
});

test("a refusal that no retry mends ends the service with its own code", async () => {
  const { lane, log } = await begun();
  log.mishaps.push(new BrokerError("not_authorized", "no Write on counter.state"));
  await expect(lane.work(chunkOf(things(["a"])))).rejects.toMatchObject({ code: "not_authorized" });
});

test("a missing dead letter topic is weather: nothing is skipped", async () => {
  const scene = await begun();
  scene.log.mishaps.push(new BrokerError("unknown_topic", "counter.dlq"));
  const work = scene.lane.work(chunkOf(things(["p:poison"])));
  await expect(work).rejects.toMatchObject({ code: "unavailable" });
  expect(scene.said.at(-1)).toMatch(/^broker failed: commit test.thing.v1\[0\]: counter.dlq/);
  expect(scene.log.offsets.size).toBe(0);
});

describe("when only the position moves, over control records", () => {
  beforeEach(
    () =>
      void jest.useFakeTimers({ doNotFake: ["nextTick", "setImmediate", "queueMicrotask", "performance"] }),
  );
  afterEach(() => void jest.useRealTimers());
  const turns = async () => {
    for (let turn = 0; turn < 20; turn++) await new Promise((resolve) => setImmediate(resolve));
  };

  test("it is committed after a while, once for all of them", async () => {
    const { lane, log } = await begun();
    expect(await lane.work(chunkOf([], { nextOffset: 4 }))).toEqual({ next: 4 });
    expect(await lane.work(chunkOf([], { nextOffset: 8 }))).toEqual({ next: 8 });
    jest.advanceTimersByTime(2_999);
    await turns();
    expect(log.transactions).toBe(0);
    jest.advanceTimersByTime(1);
    await turns();
    expect(log.transactions).toBe(1);
    expect(log.table(state)).toEqual({ [marker]: { version: 1, position: 8, begin: 0 } });
    expect(log.offsets.get("test.thing.v1/0")).toBe(8);
  });

  test("a group that was set back shows no lag for what is counted already", async () => {
    const { lane, log, tenure } = await begun();
    await lane.work(chunkOf(things(["a", "b"])));
    await lane.end();
    tenure.lose();
    log.offsets.clear();
    const { position } = await begun({ log }, new FakeTenure(thingTopic.name, 0, 1));
    expect(position).toBe(2);
    jest.advanceTimersByTime(3_000);
    await turns();
    expect(log.offsets.get("test.thing.v1/0")).toBe(2);
  });

  test("records that follow take it along", async () => {
    const { lane, log } = await begun();
    await lane.work(chunkOf([], { nextOffset: 4 }));
    await lane.work(chunkOf(things(["a"], 4)));
    jest.advanceTimersByTime(10_000);
    await turns();
    expect(log.transactions).toBe(1);
    expect(log.offsets.get("test.thing.v1/0")).toBe(5);
  });

  test("a partition that begins and has nothing to do ends the weather, but not before a commit had its chance", async () => {
    const { lane, said, log } = await begun();
    expect(said).toEqual([]);
    jest.advanceTimersByTime(3_000);
    expect(said).toEqual(["broker succeeded"]);
    log.mishaps.push("not_applied");
    await expect(lane.work(chunkOf(things(["a"])))).rejects.toMatchObject({ code: "unavailable" });
    jest.advanceTimersByTime(3_000);
    expect(said.at(-1)).toMatch(/^broker failed/);
  });

  test("that it could not be committed is no weather: nothing waits for it, and the next chunk begins anew", async () => {
    const { lane, log, said } = await begun();
    await lane.work(chunkOf([], { nextOffset: 4 }));
    log.mishaps.push("not_applied");
    jest.advanceTimersByTime(3_000);
    await turns();
    expect(log.mishaps).toEqual([]);
    expect(said.filter((each) => each.startsWith("broker failed"))).toEqual([]);
    await expect(lane.work(chunkOf(things(["a"], 4)))).rejects.toMatchObject({ code: "unavailable" });
  });

  test("it is tried again when the coordinator could not be asked, and positions that came meanwhile follow", async () => {
    const tenure = new FakeTenure();
    const { lane, log } = await begun({}, tenure);
    const confirming = jest.spyOn(tenure, "confirm");
    confirming.mockRejectedValueOnce(new BrokerError("unavailable", "no coordinator"));
    await lane.work(chunkOf([], { nextOffset: 4 }));
    jest.advanceTimersByTime(3_000);
    await turns();
    expect(log.transactions).toBe(0);
    const asked = Promise.withResolvers<void>();
    confirming.mockReturnValueOnce(asked.promise);
    jest.advanceTimersByTime(3_000);
    await turns();
    expect(await lane.work(chunkOf([], { nextOffset: 8 }))).toEqual({ next: 8 });
    asked.resolve();
    await turns();
    expect(log.offsets.get("test.thing.v1/0")).toBe(4);
    jest.advanceTimersByTime(3_000);
    await turns();
    expect(log.offsets.get("test.thing.v1/0")).toBe(8);
  });

  test("a lane that has ended commits nothing any more", async () => {
    const { lane, log } = await begun();
    await lane.work(chunkOf([], { nextOffset: 4 }));
    await lane.end();
    jest.advanceTimersByTime(10_000);
    await turns();
    expect(log.transactions).toBe(0);
  });
});
