import { emit } from "../../src/process/emit.ts";
import { type FoldStep, fold } from "../../src/process/fold.ts";
import { type Thing, thingTopic } from "../things.ts";
import { FakeTenure } from "./fake-tenure.ts";
import type { FoldLog } from "./fold-log.ts";
import { begun, chunkOf, countTopic, things } from "./fold-scene.ts";

const state = "counter.state";
const marker = "\u0000position:test.thing.v1";

type Shelf = Readonly<Record<string, unknown>>;

/** A fold whose states are kept in parts; what it does follows from the color. */
const shelving = (step: FoldStep<Thing, Shelf>) =>
  fold<Thing, Shelf>({ state: { version: 1, parts: true }, step });

/** Puts a tally under the color: `red` counts the reds. */
const byColor = shelving((before = {}, { value: { color } }) => [
  { ...before, [color]: { n: ((before[color] as { n: number } | undefined)?.n ?? 0) + 1 } },
  [],
]);

/** What each transaction wrote to the state topic, without markers. */
function written(log: FoldLog): string[][] {
  const byTransaction = Map.groupBy(log.records, ({ transaction }) => transaction);
  return [...byTransaction.values()].map((records) =>
    records.flatMap(({ topic, key, value }) =>
      topic === state && key !== marker ? [`${key}=${value}`.replace("\u0001", "/")] : [],
    ),
  );
}

const buried = (log: FoldLog) =>
  log.of("counter.dlq").map(({ headers }) => `${headers["dlq-offset"]} ${headers["dlq-error"]}`);

const messages = (log: FoldLog) => log.of("counter.dlq").map(({ headers }) => String(headers["dlq-message"]));

test("a transaction writes the parts that are others than before, and no more", async () => {
  const { lane, log } = await begun({ process: byColor });
  await lane.work(chunkOf(things(["a:red", "a:blue", "b:red"])));
  await lane.work(chunkOf(things(["a:red", "a:red"], 3)));
  expect(written(log)).toEqual([['a/red={"n":1}', 'a/blue={"n":1}', 'b/red={"n":1}'], ['a/red={"n":3}']]);
});

test("a part that is gone, or undefined, becomes a tombstone, and a forgotten key one for each of its parts", async () => {
  const process = shelving((before, { value: { color } }) => {
    if (color === "forget") return [undefined, []];
    if (color === "drop") return [{ one: before?.one }, []];
    if (color === "blank") return [{ ...before, one: undefined }, []];
    return [{ one: 1, two: 2, three: 3 }, []];
  });
  const { lane, log } = await begun({ process });
  for (const [offset, what] of ["fill", "drop", "fill", "blank", "forget", "forget"].entries())
    await lane.work(chunkOf(things([`a:${what}`], offset)));
  expect(written(log)).toEqual([
    ["a/one=1", "a/two=2", "a/three=3"],
    ["a/two=null", "a/three=null"],
    ["a/two=2", "a/three=3"],
    ["a/one=null"],
    ["a/two=null", "a/three=null"],
    [],
  ]);
  expect(log.table(state)).toEqual({ [marker]: { version: 1, position: 6, begin: 0 } });
});

test("a fold that begins again puts the parts together and goes on", async () => {
  const first = await begun({ process: byColor });
  await first.lane.work(chunkOf(things(["a:red", "a:blue", "b:red"])));
  await first.lane.end();

  const second = await begun({ process: byColor, log: first.log }, new FakeTenure(thingTopic.name, 0, 3));
  expect(second.position).toBe(3);
  await second.lane.work(chunkOf(things(["a:red"], 3)));

  expect(written(first.log).at(-1)).toEqual(['a/red={"n":2}']);
  expect(second.log.table(state)).toMatchObject({
    "a\u0001red": { n: 2 },
    "a\u0001blue": { n: 1 },
    "b\u0001red": { n: 1 },
  });
});

test("names of parts that are those of Object's own methods, or empty, are names like others", async () => {
  const process = shelving((before, { value: { color } }) =>
    color === "drop"
      ? [{ "": before?.[""] }, []]
      : [{ constructor: 1, toString: 2, "": 3, __proto__: null }, []],
  );
  const { lane, log } = await begun({ process });
  await lane.work(chunkOf(things(["a:fill"])));
  await lane.work(chunkOf(things(["a:drop"], 1)));
  expect(written(log)).toEqual([
    ["a/constructor=1", "a/toString=2", "a/=3"],
    ["a/constructor=null", "a/toString=null"],
  ]);
});

test("what is the same as before is not looked at again, wherever in a list of blocks it stands", async () => {
  let looks = 0;
  const block = Object.defineProperty({}, "bars", {
    enumerable: true,
    get: () => {
      looks++;
      return [1, 2, 3];
    },
  });
  const process = shelving((before, { offset }) => {
    const blocks = (before?.blocks ?? [{ gone: true }, block]) as unknown[];
    return [{ ...before, blocks: offset === 0 ? blocks : [...blocks.slice(1), { offset }], kept: block }, []];
  });
  const { lane } = await begun({ process });
  await lane.work(chunkOf(things(["a"])));
  expect(looks).toBeGreaterThan(0);

  looks = 0;
  await lane.work(chunkOf(things(["a"], 1)));

  expect(looks).toBe(1); // written with its list, and neither checked nor frozen
});

test.each<[string, unknown, string]>([
  ["that is no object", 7, "is no plain object, and is to be kept in parts"],
  ["that is a list", [1], "is no plain object, and is to be kept in parts"],
  ["without a property", { a: undefined }, "has no property, and is to be kept in parts"],
  ["with NaN in a part", { a: { b: [Number.NaN] } }, "state.a.b[0] is NaN"],
])("a state %s cannot be kept in parts: its record is buried", async (_what, odd, said) => {
  const process = shelving((before, { value: { color } }) =>
    color === "odd" ? [odd as Shelf, []] : [{ ...before, n: 1 }, []],
  );
  const { lane, log } = await begun({ process });
  await lane.work(chunkOf(things(["a", "a:odd", "b"])));
  expect(buried(log)).toEqual(["1 unstorable_state"]);
  expect(messages(log)[0]).toContain(said);
  expect(written(log)).toEqual([["a/n=1", "b/n=1"]]);
});

test("880 kB are for a part, not for the state; a part beyond them is found and its record buried", async () => {
  const process = shelving((before, { value: { color } }) => [
    { ...before, [color]: "x".repeat(color === "huge" ? 900_000 : 500_000) },
    [],
  ]);
  const { lane, log } = await begun({ process });
  await lane.work(chunkOf(things(["a:one", "a:two", "a:huge", "a:three"])));
  expect(buried(log)).toEqual(["2 state_too_large"]);
  const kept = Object.keys(log.table(state)).filter((key) => key !== marker);
  expect(kept.toSorted()).toEqual(["a\u0001one", "a\u0001three", "a\u0001two"]);
});

test.each([true, false])(
  "a state key that could be taken for a part's is refused (parts: %s)",
  async (parts) => {
    const process = fold<Thing, Shelf>({
      state: { version: 1, parts },
      stateKey: ({ key, value: { color } }) => (color === "odd" ? `${key}\u0001${color}` : key),
      step: () => [{ n: 1 }, []],
    });
    const { lane, log } = await begun({ process });
    await lane.work(chunkOf(things(["a:odd", "b"])));
    expect(buried(log)).toEqual(["0 bad_state_key"]);
  },
);

test("how large states are is learned from what is written: transactions then end in time", async () => {
  const process = fold<Thing, Shelf>({
    state: { version: 1, parts: true },
    step: (_, { offset }) => [{ kept: "k", large: `${offset}${"x".repeat(300_000)}` }, []],
  });
  const { lane, log } = await begun({ process });
  await lane.work(chunkOf(things(["a"])));
  await lane.work(chunkOf(things(["b", "c", "d", "e", "f", "g", "h", "i"], 1)));
  const bytes = Map.groupBy(log.records, ({ transaction }) => transaction);
  expect(Math.max(...[...bytes.values()].map((records) => records.length))).toBeLessThan(16);
  expect(log.transactions).toBeGreaterThan(2);
});

test("parts that stay as they are do not fill a transaction, however large they are", async () => {
  const process = shelving((before = { large: "x".repeat(800_000) }, { offset }) => [
    { ...before, offset },
    [],
  ]);
  const { lane, log } = await begun({ process });
  await lane.work(chunkOf(things(["a", "b"])));
  const before = log.transactions;
  await lane.work(chunkOf(things(["a", "a", "a"], 2)));
  expect(log.transactions).toBe(before + 1);
});

test("a step that throws leaves the parts as they were", async () => {
  const process = shelving((before, { key, value: { color } }) => {
    if (color === "poison") throw new RangeError("no such color");
    const count = ((before?.n as number | undefined) ?? 0) + 1;
    return [{ n: count }, [emit(countTopic, { color: key, count })]];
  });
  const { lane, log } = await begun({ process });
  await lane.work(chunkOf(things(["a", "a:poison", "a"])));
  expect(written(log)).toEqual([["a/n=2"]]);
  expect(buried(log)).toEqual(["1 RangeError"]);
});
