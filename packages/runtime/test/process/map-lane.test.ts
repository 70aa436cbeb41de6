import { setImmediate as nextTurn } from "node:timers/promises";
import { BrokerError } from "@tributary/kafka";
import { emit, retract } from "../../src/process/emit.ts";
import { map } from "../../src/process/map.ts";
import type { Thing } from "../things.ts";
import { FakeTenure } from "./fake-tenure.ts";
import { changeTopic, chunkOf, countTopic, things } from "./fold-scene.ts";
import { endLanes, laneScene } from "./lane-scene.ts";

afterEach(endLanes);

/** Emits one change per thing; `color` says what else the record does. */
const changing = map<Thing>(({ key, value, offset }) => {
  if (value.color === "poison") throw new RangeError("no such color");
  if (value.color === "twice") {
    return [emit(changeTopic, { color: key, count: 1 }), emit(countTopic, { color: key, count: 2 })];
  }
  return value.color === "quiet" ? [] : [emit(changeTopic, { color: `${key}${offset}`, count: offset })];
});

test("emits are published in order, and the offset moves when they are acknowledged", async () => {
  const { mapLane, log, value } = laneScene();
  const tenure = new FakeTenure();
  const lane = mapLane(changing, tenure);
  expect(await lane.begin()).toBe(0);
  const acknowledged = Promise.withResolvers<void>();
  log.held = acknowledged.promise;
  const working = lane.work(chunkOf(things(["a", "b:quiet", "a"])));
  await nextTurn();
  expect(tenure.commits).toEqual([]);
  acknowledged.resolve();
  expect(await working).toEqual({ next: 3 });
  expect(log.keys(changeTopic.name)).toEqual(["a0", "a2"]);
  expect(tenure.commits).toEqual([3]);
  expect(await value("messaging_client_sent_messages_total")).toBe(2);
});

test("a map retracts keys of a compacted topic, in order with its emits", async () => {
  const { mapLane, log } = laneScene();
  const moving = map<Thing>(({ key }) => [
    emit(countTopic, { color: key, count: 1 }),
    retract(countTopic, `old ${key}`),
  ]);
  const lane = mapLane(moving, new FakeTenure());
  await lane.work(chunkOf(things(["a", "b"])));
  expect(log.of(countTopic.name).map(({ key, value }) => [key, value === null])).toEqual([
    ["a", false],
    ["old a", true],
    ["b", false],
    ["old b", true],
  ]);
});

test("a partition goes on at its committed offset", async () => {
  const { mapLane } = laneScene();
  expect(await mapLane(changing, new FakeTenure("test.thing.v1", 0, 17)).begin()).toBe(17);
});

test.each([
  ["first", ["x:poison", "a", "b"], "0"],
  ["in the middle", ["a", "x:poison", "b"], "1"],
  ["last", ["a", "b", "x:poison"], "2"],
  ["alone", ["x:poison"], "0"],
])("poison that is %s is buried, its neighbours are published", async (_where, names, offset) => {
  const { mapLane, log, buried, value } = laneScene();
  const tenure = new FakeTenure();
  expect(await mapLane(changing, tenure).work(chunkOf(things(names)))).toEqual({ next: names.length });
  expect(buried()).toEqual([`${offset} process RangeError`]);
  expect(log.keys(changeTopic.name)).toHaveLength(names.length - 1);
  expect(tenure.commits).toEqual([names.length]);
  expect(await value("stream_dead_letters_total", { stage: "process", error: "RangeError" })).toBe(1);
});

test("what cannot be decoded is buried, a tombstone is passed over", async () => {
  const { mapLane, buried, value } = laneScene();
  const [a, garbage, b] = things(["a", "b:garbage", "c"]);
  if (a === undefined || garbage === undefined || b === undefined) throw new Error("three things");
  await mapLane(changing).work(chunkOf([a, garbage, { ...b, value: null }]));
  expect(buried()).toEqual(["1 decode undecodable"]);
  expect(await value("stream_skipped_records_total", { reason: "tombstone" })).toBe(1);
});

test("a record whose emit the broker refuses for itself is buried alone", async () => {
  const { mapLane, log, buried } = laneScene();
  log.refuse = (topic, { key }) =>
    topic === changeTopic.name && key === "b" ? new BrokerError("too_large", "2 MB") : undefined;
  const tenure = new FakeTenure();
  await mapLane(changing, tenure).work(chunkOf(things(["a", "b:twice", "c"])));
  expect(buried()).toEqual(["1 process emit_too_large"]);
  expect(log.keys(changeTopic.name)).toEqual(["a0", "c2"]);
  expect(tenure.commits).toEqual([3]);
});

test("a dead letter that the broker refuses moves nothing", async () => {
  const { mapLane, log, said } = laneScene();
  log.refuse = (topic) => (topic === "mover.dlq" ? new BrokerError("too_large", "2 MB") : undefined);
  const tenure = new FakeTenure();
  const working = mapLane(changing, tenure).work(chunkOf(things(["a", "x:poison"])));
  await expect(working).rejects.toMatchObject({ code: "unavailable" });
  expect(tenure.commits).toEqual([]);
  expect(said.some((line) => line.startsWith("broker failed"))).toBe(true);
});

test("what no retry mends ends the service", async () => {
  const { mapLane, log } = laneScene();
  log.refuse = () => new BrokerError("not_authorized", "no Write on test.change.v1");
  await expect(mapLane(changing).work(chunkOf(things(["a"])))).rejects.toMatchObject({
    code: "not_authorized",
  });
});

test("a registry that does not answer is weather: the same records come again after a pause", async () => {
  const { mapLane, log, decoder, said } = laneScene();
  const tenure = new FakeTenure();
  const lane = mapLane(changing, tenure);
  const [known, unknown] = things(["a", "b"]);
  if (known === undefined || unknown === undefined) throw new Error("two things");
  const chunk = chunkOf([known, { ...unknown, value: Buffer.from("7 b 1 red") }]);
  const working = lane.work(chunk);
  await nextTurn();
  decoder.settle(7);
  expect(await working).toEqual({ next: 0, pauseMs: 250 });
  expect(said).toEqual(["registry failed: the registry does not answer"]);
  expect(log.sent).toEqual([]);
  decoder.learn(7);
  expect(await lane.work(chunk)).toEqual({ next: 2 });
  expect(tenure.commits).toEqual([2]);
});

test("a member that was expelled without knowing it publishes nothing", async () => {
  const { mapLane, log } = laneScene();
  const tenure = new FakeTenure();
  tenure.isOurs = false;
  await expect(mapLane(changing, tenure).work(chunkOf(things(["a"])))).rejects.toMatchObject({
    code: "expelled",
  });
  expect(log.sent).toEqual([]);
});

test("when the partition is lost, what is not acknowledged is let go at once", async () => {
  const { mapLane, log } = laneScene();
  const tenure = new FakeTenure();
  log.held = new Promise(() => {});
  const working = mapLane(changing, tenure).work(chunkOf(things(["a", "b"])));
  await nextTurn();
  tenure.lose();
  await expect(working).rejects.toMatchObject({ code: "expelled" });
  expect(log.abandoned).toEqual([1]);
  expect(log.sent).toEqual([]);
});

test("when the partition is to be handed over, the slice in hand is finished and no other begun", async () => {
  const { mapLane, log } = laneScene({ chunkRecords: 2 });
  const tenure = new FakeTenure();
  const lane = mapLane(changing, tenure);
  const acknowledged = Promise.withResolvers<void>();
  log.held = acknowledged.promise;
  const working = lane.work(chunkOf(things(["a", "b", "c", "d"])));
  await nextTurn();
  tenure.handOver();
  acknowledged.resolve();
  expect(await working).toEqual({ next: 2 });
  expect(tenure.commits).toEqual([2]);
  expect(log.sent).toHaveLength(2);
  await lane.end();
  expect(log.abandoned).toEqual([1]);
});

test("a hand-over does not wait for ever for a broker that is away", async () => {
  const { mapLane, log } = laneScene({ handOverMs: 20 });
  const tenure = new FakeTenure();
  log.held = new Promise(() => {});
  const working = mapLane(changing, tenure).work(chunkOf(things(["a"])));
  await nextTurn();
  tenure.handOver();
  await expect(working).rejects.toMatchObject({ code: "expelled" });
  expect(tenure.commits).toEqual([]);
});

test("while a publisher rides out weather, that is booked; when it is over, so is the weather", async () => {
  const { mapLane, log, said } = laneScene();
  const acknowledged = Promise.withResolvers<void>();
  log.held = acknowledged.promise;
  Object.assign(log.status, { failingSince: 1, lastAttemptAt: 2, lastError: "ECONNREFUSED" });
  const working = mapLane(changing).work(chunkOf(things(["a"])));
  while (!said.includes("broker failed: ECONNREFUSED")) await nextTurn();
  acknowledged.resolve();
  await working;
  expect(said.filter((line) => line.startsWith("broker"))[1]).toBe("broker succeeded");
});

test("a broker that is away when a publisher is opened ends the tenure; the next one goes on", async () => {
  const { mapLane, log, said } = laneScene();
  log.failOpening = new BrokerError("unavailable", "ECONNREFUSED");
  const first = mapLane(changing);
  await expect(first.work(chunkOf(things(["a"])))).rejects.toMatchObject({ code: "unavailable" });
  await first.end();
  expect(said).toContain("broker failed: ECONNREFUSED");
  log.failOpening = undefined;
  expect(await mapLane(changing).work(chunkOf(things(["a"])))).toEqual({ next: 1 });
});

test("the group trips on the twentieth in a row: nothing after it is published, buried or committed", async () => {
  const { mapLane, log, buried, tripwire } = laneScene();
  const tenure = new FakeTenure();
  const lane = mapLane(changing, tenure);
  const chunk = chunkOf(things(["a", ...Array<string>(25).fill("x:poison"), "b"]));
  expect(await lane.work(chunk)).toEqual({ next: 21 });
  expect(buried()).toHaveLength(20);
  expect(tenure.commits).toEqual([21]);
  expect(log.keys(changeTopic.name)).toEqual(["a0"]);
  const rest = chunkOf(chunk.records.slice(21));
  expect(await lane.work(rest)).toEqual({ next: 21, pauseMs: 1_000 });
  expect(buried()).toHaveLength(20);
  tripwire.resume();
  expect(await lane.work(rest)).toEqual({ next: 27 });
  expect(buried()).toHaveLength(25);
});

test("a position that moved over control records alone is committed", async () => {
  const { mapLane } = laneScene();
  const tenure = new FakeTenure();
  expect(await mapLane(changing, tenure).work(chunkOf([], { nextOffset: 9 }))).toEqual({ next: 9 });
  expect(tenure.commits).toEqual([9]);
});

test("a step that does not answer a list of emits is poison", async () => {
  const { mapLane, buried } = laneScene();
  const wrong = map<Thing>((() => undefined) as never);
  await mapLane(wrong).work(chunkOf(things(["a"])));
  expect(buried()).toEqual(["0 process bad_answer"]);
});
