import { mark } from "../../src/mark.ts";
import { MarkKeeper } from "../../src/producer/mark-keeper.ts";

/** A keeper whose marks are acknowledged when the test says so. */
function bench() {
  const sent: { readonly text: string; readonly fate: PromiseWithResolvers<void> }[] = [];
  let flushes = 0;
  const keeper = new MarkKeeper({
    service: "vane",
    publish: ({ key, value }) => {
      const fate = Promise.withResolvers<void>();
      sent.push({ text: `${key} ${value === null ? "gone" : JSON.parse(String(value)).value}`, fate });
      return fate.promise;
    },
    flush: async () => void flushes++,
  });
  const acknowledge = async () => {
    for (const { fate } of sent) fate.resolve();
    await new Promise(setImmediate);
  };
  const texts = () => sent.map(({ text }) => text);
  return { keeper, sent, acknowledge, texts, flushes: () => flushes };
}

test("with nothing before it a mark is written at once; a key is forgotten by a tombstone", async () => {
  const { keeper, texts, acknowledge } = bench();
  keeper.keep(mark("a", 1));
  expect(texts()).toEqual(["a 1"]);
  expect(keeper.unwritten).toBe(1);
  await acknowledge();
  expect(keeper.unwritten).toBe(0);
  keeper.keep(mark("a", undefined));
  expect(texts()).toEqual(["a 1", "a gone"]);
});

test("records may meet their fate in any order: a mark waits for the last of those before it", () => {
  const { keeper, texts } = bench();
  const [first, second, third] = [keeper.expect(), keeper.expect(), keeper.expect()];
  keeper.keep(mark("a", 3));
  const fourth = keeper.expect();
  fourth();
  third();
  first();
  expect(texts()).toEqual([]);
  second();
  expect(texts()).toEqual(["a 3"]);
});

test("one round is in flight at a time; of what comes meanwhile the newest of each key is the next", async () => {
  const { keeper, texts, acknowledge } = bench();
  for (const value of [1, 2, 3]) keeper.keep(mark("a", value));
  keeper.keep(mark("b", 4));
  expect(texts()).toEqual(["a 1"]);
  expect(keeper.unwritten).toBe(3);
  await acknowledge();
  expect(texts()).toEqual(["a 1", "a 3", "b 4"]);
});

test("a value changed after the mark was yielded is written as it was then", async () => {
  const { keeper, texts, acknowledge } = bench();
  const value: number[] = [1];
  keeper.keep(mark("z", 0));
  keeper.keep(mark("a", value));
  value.push(2);
  await acknowledge();
  expect(texts()).toEqual(["z 0", "a 1"]);
});

test("who waits for a mark is told when it is acknowledged, and no company is waited for", async () => {
  const { keeper, acknowledge, flushes } = bench();
  const told: string[] = [];
  keeper.keep(mark("a", 1));
  expect(flushes()).toBe(0);
  keeper.keep(mark("b", 1, () => told.push("b")));
  expect(flushes()).toBe(1);
  await acknowledge();
  expect(flushes()).toBe(2);
  expect(told).toEqual([]);
  await acknowledge();
  expect(told).toEqual(["b"]);
});

test("a flush ends when all is written that can be, and leaves what waits for a record", async () => {
  const { keeper, texts, acknowledge } = bench();
  keeper.keep(mark("a", 1));
  keeper.keep(mark("a", 2));
  keeper.expect();
  keeper.keep(mark("a", 3));
  let isFlushed = false;
  const flushed = keeper.flush().then(() => {
    isFlushed = true;
  });
  await acknowledge();
  expect(isFlushed).toBe(false);
  await acknowledge();
  await flushed;
  expect(texts()).toEqual(["a 1", "a 2"]);
  expect(keeper.unwritten).toBe(1);
});

test.each(["the write", "who was told"])(
  "when %s fails the flush rejects, and nothing more is written",
  async (who) => {
    const { keeper, sent, texts } = bench();
    const error = new Error("beyond repair");
    keeper.keep(
      mark("a", 1, () => {
        throw error;
      }),
    );
    keeper.keep(mark("a", 2));
    if (who === "the write") sent[0]?.fate.reject(error);
    else sent[0]?.fate.resolve();
    await expect(keeper.flush()).rejects.toBe(error);
    expect(keeper.failed.reason).toBe(error);
    keeper.keep(mark("a", 3));
    expect(texts()).toEqual(["a 1"]);
  },
);
