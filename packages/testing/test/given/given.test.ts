import { LocalRegistry } from "@tributary/kafka";
import {
  defineConsumer,
  defineProducer,
  emit,
  fold,
  map,
  rebuild,
  retract,
  sink,
  view,
} from "@tributary/runtime";
import { given } from "../../src/given/given.ts";
import { raw } from "../../src/given/raw.ts";
import { MemoryCluster } from "../../src/memory/memory-cluster.ts";
import { Tape } from "../replay/tape.ts";
import { heard, tapeDeck } from "../replay/tape-deck.ts";
import { type Reading, reading, readings, totals } from "./readings.ts";

const sums = fold<Reading, { sum: number }>({
  state: { version: 1 },
  step: (state, { key, value }) => {
    if (value.level === 666) throw new RangeError("a bad number");
    const sum = (state?.sum ?? 0) + value.level;
    return [{ sum }, [emit(totals, { sensor: key, level: sum, at: value.at })]];
  },
});

const summing = defineConsumer({
  name: "summing",
  summary: "Adds levels up",
  config: {},
  inputs: [readings],
  outputs: [totals],
  process: sums,
});

test("a fold leaves what it published, its state, and what it has committed", async () => {
  const { published, state, committed, deadLetters, logs } = await given(summing, [
    reading("a", 1),
    reading("b", 10),
    reading("a", 2),
  ]);

  expect(Object.fromEntries(state)).toEqual({ a: { sum: 3 }, b: { sum: 10 } });
  expect(published.get(totals).toSorted((x, y) => x.level - y.level)).toEqual([
    reading("a", 3),
    reading("b", 10),
  ]);
  expect([...(committed.get(readings.name) ?? [])].map((offset) => offset ?? 0).reduce((x, y) => x + y)).toBe(
    3,
  );
  expect(deadLetters).toEqual([]);
  expect(logs.map(({ msg }) => msg)).toContain("starting");
});

test("what a fold retracts is told by its keys, apart from what it published", async () => {
  const forgetting = defineConsumer({
    ...summing,
    process: fold<Reading, { sum: number }>({
      state: { version: 1 },
      step: (state, { key, value }) =>
        value.level === 0
          ? [undefined, [retract(totals, key)]]
          : [{ sum: (state?.sum ?? 0) + value.level }, [emit(totals, value)]],
    }),
  });
  const { published, state } = await given(forgetting, [reading("a", 1), reading("b", 2), reading("a", 0)]);
  expect(published.retracted(totals)).toEqual(["a"]);
  expect(published.get(totals)).toContainEqual(reading("b", 2));
  expect([...state.keys()]).toEqual(["b"]);
});

/** Knows the two newest levels of each sensor; a negative one takes the oldest back, which it must ask the log for. */
const recalling = defineConsumer({
  ...summing,
  process: fold<Reading, { readonly sum: number; readonly newest: readonly number[] }>({
    state: { version: 1, parts: true },
    step: (before, { key, value, rebuilding = false }) => {
      if (value.level < 0 && !rebuilding) return rebuild("the oldest is not known any more");
      const levels = [...(before?.newest ?? []), value.level];
      const newest = value.level < 0 ? levels.slice(1, -1) : levels;
      const sum = value.level < 0 ? (before?.sum ?? 0) - (levels[0] ?? 0) : (before?.sum ?? 0) + value.level;
      const kept = rebuilding ? newest : newest.slice(-2);
      return [{ sum, newest: kept }, [emit(totals, { ...value, sensor: key, level: sum })]];
    },
  }),
});

test("a key is folded anew from the log when its step asks for it, and its state is told as one though kept in parts", async () => {
  const { state, published, logs } = await given(recalling, [
    reading("a", 1),
    reading("b", 50),
    reading("a", 20),
    reading("a", 300),
    reading("a", -1),
    reading("a", 4_000),
  ]);

  expect(Object.fromEntries(state)).toEqual({
    a: { sum: 4_320, newest: [300, 4_000] },
    b: { sum: 50, newest: [50] },
  });
  expect(published.get(totals).findLast(({ sensor }) => sensor === "a")?.level).toBe(4_320);
  expect(logs.find(({ reason }) => reason === "the oldest is not known any more")).toMatchObject({
    key: "a",
  });
});

test("a rebuild of which nobody knows whether it was committed counts once", async () => {
  for (const applied of [true, false]) {
    const [cluster, registry] = [new MemoryCluster(), new LocalRegistry()];
    const levels = [reading("a", 1), reading("a", 20), reading("a", 300)];
    await given(recalling, levels, { cluster, registry });
    cluster.failNextCommit({ applied });

    const { state } = await given(recalling, [reading("a", -1), reading("a", 7)], { cluster, registry });

    expect(state.get("a")).toEqual({ sum: 327, newest: [300, 7] });
  }
});

test("what it cannot read or use lies in the dead letters, byte by byte, and the rest is done", async () => {
  const { state, deadLetters } = await given(summing, [
    reading("a", 1),
    raw("a", Buffer.from("no Avro")),
    reading("a", 666),
    reading("a", 2),
  ]);

  expect(state.get("a")).toEqual({ sum: 3 });
  expect(deadLetters).toMatchObject([
    {
      letter: { stage: "decode", error: "wrong_magic", offset: 1 },
      key: Buffer.from("a"),
      value: Buffer.from("no Avro"),
    },
    {
      letter: {
        stage: "process",
        error: "RangeError",
        offset: 2,
        message: expect.stringContaining("a bad number"),
      },
    },
  ]);
});

test("a service given more on the same cluster goes on where it was", async () => {
  const [cluster, registry] = [new MemoryCluster(), new LocalRegistry()];
  await given(summing, [reading("a", 1)], { cluster, registry });

  const { state, published } = await given(summing, [reading("a", 5)], { cluster, registry });

  expect(state.get("a")).toEqual({ sum: 6 });
  expect(published.get(totals)).toEqual([reading("a", 6)]);
});

test("a commit whose outcome is unknown counts once, whether it happened or not", async () => {
  for (const applied of [true, false]) {
    const cluster = new MemoryCluster();
    cluster.failNextCommit({ applied });

    const { state, published } = await given(summing, [reading("a", 1), reading("a", 2)], { cluster });

    expect(state.get("a")).toEqual({ sum: 3 });
    expect(published.get(totals).at(-1)?.level).toBe(3);
  }
});

test("nothing but bad records trips the group, and the reason is told", async () => {
  const bad = Array.from({ length: 30 }, (_, index) => raw("a", Buffer.from([index])));

  const { tripped, deadLetters, committed } = await given(summing, bad);

  expect(tripped).toEqual(expect.any(String));
  expect(deadLetters).toHaveLength(20);
  expect([...(committed.get(readings.name) ?? [])]).toContain(20);
});

test("a map publishes what its step emits, from several inputs given as pairs", async () => {
  const doubling = defineConsumer({
    name: "doubling",
    summary: "Doubles levels",
    config: {},
    inputs: [readings, totals],
    outputs: [totals],
    process: map<Reading>(({ topic, value }) =>
      topic === readings.name ? [emit(totals, { ...value, level: value.level * 2 })] : [],
    ),
  });

  const { published } = await given(doubling, [
    [readings, reading("a", 1)],
    [totals, reading("a", 100)],
    [readings, reading("a", 2)],
  ]);

  expect(published.get(totals).map(({ level }) => level)).toEqual([2, 4]);
});

test("a sink is given what comes; what it rejects is buried", async () => {
  const written: number[] = [];
  const storing = defineConsumer({
    name: "storing",
    summary: "Stores readings",
    config: {},
    inputs: [readings],
    outputs: [],
    process: sink<Reading>({
      open: async () => ({
        write: async (batch) => {
          written.push(...batch.map(({ value }) => value.level));
          return batch
            .filter(({ value }) => value.level === 2)
            .map((message) => ({ message, reason: "too_small", detail: "2" }));
        },
        close: async () => undefined,
      }),
    }),
  });

  const { deadLetters } = await given(storing, [reading("a", 1), reading("a", 2), reading("a", 3)]);

  expect(written).toEqual([1, 2, 3]);
  expect(deadLetters).toMatchObject([{ letter: { stage: "sink", error: "too_small", offset: 1 } }]);
});

test("views are restored, and the API answers, before it is stopped", async () => {
  const showing = defineConsumer({
    name: "showing",
    summary: "Shows readings",
    config: {},
    inputs: [readings],
    outputs: [],
    views: () => ({ levels: view(readings, { channels: () => [], columns: {} }) }),
    routes: (app, { views }) => {
      const response = { 200: { type: "array", items: { type: "string" } } };
      app.get("/keys", { schema: { response } }, () => [...views.levels.entries()].map(({ key }) => key));
    },
  });
  let answer: unknown;

  await given(showing, [reading("a", 1), reading("b", 2)], {
    beforeStop: async ({ addresses }) => {
      answer = await (await fetch(`${addresses.api}/keys`)).json();
    },
  });

  expect(answer).toHaveLength(2);
  expect(answer).toEqual(expect.arrayContaining(["a", "b"]));
});

test("a source that ends leaves what it published; one that does not is stopped after so many records", async () => {
  const counting = (last: number) =>
    defineProducer({
      name: "counting",
      summary: "Counts",
      config: {},
      outputs: [readings],
      async *source() {
        for (let level = 1; level <= last; level++) yield emit(readings, reading("a", level));
      },
    });

  const finite = await given(counting(3));
  const endless = await given(counting(Number.POSITIVE_INFINITY), [], { records: 5 });

  expect(finite.published.get(readings).map(({ level }) => level)).toEqual([1, 2, 3]);
  expect(
    endless.published
      .get(readings)
      .slice(0, 5)
      .map(({ level }) => level),
  ).toEqual([1, 2, 3, 4, 5]);
});

test("a replay leaves what it sent and what it buried; one that does not end is stopped after so many records", async () => {
  const whole = await given(tapeDeck(new Tape({ levels: [1, undefined, 2] })));
  expect(whole.published.get(heard).map(({ level }) => level)).toEqual(expect.arrayContaining([1, 2]));
  expect(whole.deadLetters).toMatchObject([{ letter: { offset: 1, error: "noise" }, key: null }]);
  const pace = (begin: number, signal: AbortSignal) =>
    begin < 4
      ? Promise.resolve()
      : new Promise<void>((done) => signal.addEventListener("abort", () => done()));
  const part = await given(tapeDeck(new Tape({ levels: [1, 2, 3, 4, 5, 6], pace })), [], { records: 4 });
  expect(part.published.get(heard)).toHaveLength(4);
});

test("a service that fails rejects with what it failed with; one that is not done in time says what it waits for", async () => {
  const state = { version: 1 };
  const waiting = defineConsumer({
    name: "waiting",
    summary: "Waits for ever",
    config: {},
    inputs: [readings],
    outputs: [],
    process: sink<Reading>({
      open: async () => ({ write: () => new Promise<never>(() => undefined), close: async () => undefined }),
      writeTimeoutMs: 100,
    }),
  });
  const failing = defineProducer({
    name: "failing",
    summary: "Fails",
    config: {},
    outputs: [readings],
    source: async function* () {
      yield emit(readings, reading("a", 1));
      throw new Error(`no state ${state.version}`);
    },
  });

  await expect(given(failing)).rejects.toThrow("no state 1");
  await expect(given(waiting, [reading("a", 1)], { timeoutMs: 300 })).rejects.toThrow(
    /waiting is not done after 300 ms/,
  );
});
