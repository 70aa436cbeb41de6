import { setImmediate as nextTurn } from "node:timers/promises";
import type { ReaderOptions } from "@tributary/kafka";
import { pino } from "pino";
import { Metrics } from "../src/metrics.ts";
import { runView } from "../src/run-view.ts";
import { createStreamMetrics } from "../src/stream-metrics.ts";
import type { ViewOptions } from "../src/view.ts";
import { FakeDecoder } from "./fake-decoder.ts";
import { FakeLogReader, record } from "./fake-log-reader.ts";
import { type Thing, thingView } from "./things.ts";

const stops: AbortController[] = [];
afterEach(() => {
  for (const stop of stops.splice(0)) stop.abort();
});

async function setUp(options: Partial<ViewOptions<Thing>> = {}, reader = new FakeLogReader()) {
  const decoder = new FakeDecoder();
  const metrics = new Metrics("test");
  const stop = new AbortController();
  stops.push(stop);
  const asked: ReaderOptions[] = [];
  const running = await runView({
    broker: {
      openReader: async (readerOptions) => {
        asked.push(readerOptions);
        return reader;
      },
    },
    codec: { decoder: () => decoder as never },
    definition: thingView(options),
    log: pino({ level: "silent" }),
    metrics: createStreamMetrics(metrics),
    now: () => 2_000,
    signal: stop.signal,
  });
  const skipped = async () => {
    const metric = await metrics.registry.getSingleMetric("stream_skipped_records_total")?.get();
    return Object.fromEntries(metric?.values.map(({ labels, value }) => [labels.reason, value]) ?? []);
  };
  const values = () =>
    [...running.view.entries()].map(({ value }) => `${value.id} ${value.at} ${value.color}`);
  return { ...running, reader, decoder, metrics, stop, asked, skipped, values };
}

test("a view without a look-back reads the log from its start", async () => {
  expect((await setUp()).asked).toEqual([{ topic: "test.thing.v1", from: { at: "earliest" } }]);
});

test("a view with a look-back begins that long before now, by append time", async () => {
  const { asked } = await setUp({ lookBackMs: 1_500 });
  expect(asked[0]?.from).toEqual({ at: "time", timestamp: 500 });
});

test("a log that cannot be opened rejects", async () => {
  const broker = { openReader: () => Promise.reject(new Error("no such topic")) };
  const options = { broker, definition: thingView(), log: pino({ level: "silent" }), now: () => 0 };
  const metrics = createStreamMetrics(new Metrics("test"));
  const codec = { decoder: () => new FakeDecoder() as never };
  await expect(runView({ ...options, metrics, codec, signal: new AbortController().signal })).rejects.toThrow(
    "no such topic",
  );
});

test("the view is restored when what was there at the start has been read", async () => {
  const { reader, view } = await setUp({}, new FakeLogReader([0, 0], [2, 0]));
  expect([view.isRestored, view.recordsToRestore]).toEqual([false, 2]);
  await reader.hand(0, [record(0, "a", "1 a 1 red")]);
  expect([view.isRestored, view.recordsToRestore]).toEqual([false, 1]);
  await reader.hand(0, [], { nextOffset: 2 });
  expect(view.isRestored).toBe(true);
});

test("what cannot be read is skipped and counted by reason, and the rest goes on", async () => {
  const { reader, values, skipped, view } = await setUp();
  await reader.hand(0, [
    record(0, "a", "1 a 1 red"),
    record(1, "b", "1"),
    record(2, null, "1 c 1 red"),
    record(3, "", "1 c 1 red"),
    record(4, "x", "1 y 1 red"),
    record(5, "unheard-of", null),
    record(6, "d", "1 d 1 blue"),
  ]);
  expect(values()).toEqual(["a 1 red", "d 1 blue"]);
  expect(await skipped()).toEqual({ undecodable: 1, no_key: 2, wrong_key: 1, tombstone: 1 });
  expect(view.progress.position).toEqual([7, 0]);
});

test("with an identity of its own, a view holds several facts of one key, and a tombstone takes none away", async () => {
  const { reader, values, skipped } = await setUp({ identity: ({ id, at }) => `${id}|${at}` });
  await reader.hand(0, [
    record(0, "a", "1 a 1 red"),
    record(1, "a", "1 a 2 red"),
    record(2, "a", "1 a 1 blue"),
    record(3, "a", null),
  ]);
  expect(values()).toEqual(["a 1 blue", "a 2 red"]);
  expect(await skipped()).toEqual({ tombstone: 1 });
});

test("what the domain refuses is counted by its own reasons", async () => {
  const { reader, skipped } = await setUp({ accept: (next) => (next.color === "grey" ? "dull" : undefined) });
  await reader.hand(0, [record(0, "a", "1 a 1 grey"), record(1, "b", "1 b 1 red")]);
  expect(await skipped()).toEqual({ dull: 1 });
});

test("every record is counted, and so are those lost to retention and those still to read", async () => {
  const { reader, metrics } = await setUp();
  await reader.hand(1, [record(10, "a", "1 a 1 red"), record(11, "b", "nonsense")], {
    endOffset: 20,
    missedRecords: 10,
  });
  const text = await metrics.text();
  const series = (name: string) => text.split("\n").find((line) => line.startsWith(`${name}{`));
  expect(series("messaging_client_consumed_messages_total")).toMatch(/ 2$/);
  expect(series("stream_missed_records_total")).toMatch(/ 10$/);
  expect(series("stream_consumer_lag_records")).toMatch(/partition="1",reader="view".* 8$/);
  expect(series("stream_event_time_lag_seconds")).toMatch(/ 1.999$/);
});

test("while a schema is fetched, records of known schemas go on", async () => {
  const { reader, values, decoder } = await setUp();
  await reader.hand(0, [record(0, "a", "7 a 1 red"), record(1, "b", "1 b 1 red")]);
  expect(values()).toEqual(["b 1 red"]);
  decoder.learn(7);
  await nextTurn();
  expect(values()).toEqual(["b 1 red", "a 1 red"]);
});

test("a record that had to wait does not undo a newer one of its key", async () => {
  const { reader, values, skipped, decoder } = await setUp();
  await reader.hand(0, [record(0, "a", "7 a 1 red"), record(1, "a", "1 a 2 blue")]);
  decoder.learn(7);
  await nextTurn();
  expect(values()).toEqual(["a 2 blue"]);
  expect(await skipped()).toEqual({ superseded: 1 });
});

test("the position does not pass a record that waits for its schema", async () => {
  const { reader, view, decoder } = await setUp();
  await reader.hand(0, [
    record(0, "b", "1 b 1 red"),
    record(1, "a", "7 a 1 red"),
    record(2, "b", "1 b 2 red"),
  ]);
  expect(view.progress.position).toEqual([1, 0]);
  decoder.learn(7);
  await nextTurn();
  expect(view.progress.position).toEqual([3, 0]);
});

test("a view is not restored while what was there at the start waits for its schema", async () => {
  const { reader, view, decoder } = await setUp({}, new FakeLogReader([0, 0], [2, 0]));
  await reader.hand(0, [record(0, "a", "7 a 1 red"), record(1, "b", "7 b 1 red")]);
  expect([view.isRestored, view.recordsToRestore]).toEqual([false, 2]);
  decoder.learn(7);
  await nextTurn();
  expect([view.isRestored, view.recordsToRestore]).toEqual([true, 0]);
});

test("records that had to make room for others do not hold the position for ever", async () => {
  const { reader, view, decoder } = await setUp();
  await reader.hand(1, [record(0, "a", "7 a 1 red", 1)]);
  const many = Array.from({ length: 20_000 }, (_, offset) => record(offset, "b", `7 b ${offset} red`));
  await reader.hand(0, many);
  expect(view.progress.position).toEqual([0, 0]);
  decoder.learn(7);
  await nextTurn();
  expect(view.progress.position).toEqual([20_000, 1]);
});

test("records of a schema that does not exist are skipped when that is known", async () => {
  const { reader, values, skipped, decoder, view } = await setUp();
  await reader.hand(0, [record(0, "a", "7 a 1 red"), record(1, "b", "7 b 1 red")]);
  decoder.refuse(7);
  await nextTurn();
  expect(values()).toEqual([]);
  expect(await skipped()).toEqual({ unknown_schema: 2 });
  expect(view.progress.position).toEqual([2, 0]);
});

test("a reader that cannot go on ends the view with its error", async () => {
  const { reader, done } = await setUp();
  const failed = expect(done).rejects.toThrow("the log is gone");
  reader.fail(new Error("the log is gone"));
  await failed;
});

test("a stop ends the view without an error", async () => {
  const { stop, done } = await setUp();
  stop.abort();
  await expect(done).resolves.toBeUndefined();
});
