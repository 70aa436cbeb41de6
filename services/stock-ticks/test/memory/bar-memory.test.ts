import type { Json } from "@tributary/runtime";
import { BarMemory } from "../../src/memory/bar-memory.ts";
import type { ProviderBar } from "../../src/provider.ts";
import { aBar, description, minute } from "../a-bar.ts";

const memory = (marks: ReadonlyMap<string, Json> = new Map(), over: Partial<typeof description> = {}) =>
  new BarMemory({ description: { ...description, ...over }, source: "synthetic", marks });
const sent = (of: BarMemory, bars: readonly ProviderBar[]) =>
  of.accept(bars).map(({ openTime, close, revision, final }) => [openTime, close, revision, final]);
const forming = (index: number, price: number) => aBar(index, price, { final: false });

test("a bar carries what its symbol is, its source, and revision 0", () => {
  expect(memory().accept([aBar(0, 10)])).toEqual([
    {
      symbol: "ACME",
      exchange: "XNYS",
      currency: "USD",
      interval: "1m",
      source: "synthetic",
      revision: 0,
      ...aBar(0, 10),
    },
  ]);
});

test("each tick of the forming bar is the next revision, and so is its close", () => {
  const one = memory();
  expect(sent(one, [forming(0, 10), forming(0, 11), forming(0, 10), aBar(0, 10), forming(1, 12)])).toEqual([
    [minute(0), 10, 0, false],
    [minute(0), 11, 1, false],
    [minute(0), 10, 2, false],
    [minute(0), 10, 3, true],
    [minute(1), 12, 0, false],
  ]);
});

test("what was sent is left out, whenever the provider has found it again", () => {
  const one = memory();
  one.accept([aBar(0, 10), forming(1, 11)]);
  expect(one.accept([aBar(0, 10), { ...forming(1, 11), observedAt: minute(2) }])).toEqual([]);
});

test("a closed bar is not opened again", () => {
  const one = memory();
  one.accept([aBar(0, 10)]);
  expect(one.accept([forming(0, 9)])).toEqual([]);
});

test.each([
  ["close", { close: 10.5, high: 10.5 }],
  ["volume", { volume: 101 }],
  ["no volume", { volume: null }],
  ["adjusted close", { adjustedClose: 10 }],
])(
  "a bar corrected in its %s is a higher revision than any of its block, its neighbours are not sent",
  (_, over) => {
    const one = memory();
    one.accept([aBar(0, 10), forming(1, 11), forming(1, 12), aBar(1, 12)]);
    const [corrected, ...others] = one.accept([aBar(0, 10, over), aBar(1, 12)]);
    expect(corrected).toMatchObject({ ...aBar(0, 10, over), revision: 3 });
    expect(others).toEqual([]);
  },
);

test("ticks of the forming bar go on after a correction of a past one", () => {
  const one = memory();
  one.accept([aBar(0, 10), forming(1, 11)]);
  one.accept([aBar(0, 9)]);
  expect(sent(one, [forming(1, 12)])).toEqual([[minute(1), 12, 1, false]].map(([a, b, , d]) => [a, b, 2, d]));
});

test("a split sends all of history again, oldest first, each bar with a higher revision", () => {
  const one = memory();
  const history = Array.from({ length: 600 }, (_, index) => aBar(index, 100 + (index % 7)));
  expect(one.accept(history)).toHaveLength(600);
  const halved = history.map((bar) => aBar((bar.openTime - minute(0)) / 60_000, bar.close / 2));
  const again = one.accept(halved);
  expect(again.map(({ openTime }) => openTime)).toEqual(history.map(({ openTime }) => openTime));
  expect(again.every(({ revision }) => revision > 0)).toBe(true);
});

test("a day without volume is a bar like others, and one that has none is another state", () => {
  const one = memory();
  expect(one.accept([aBar(0, 10, { volume: 0 })])).toHaveLength(1);
  expect(one.accept([aBar(0, 10, { volume: 0 })])).toHaveLength(0);
  expect(one.accept([aBar(0, 10, { volume: null })])).toHaveLength(1);
});

test("the next life knows from marks what was sent, how far, and from where", () => {
  const one = memory();
  const history = Array.from({ length: 600 }, (_, index) => aBar(index, 100 + (index % 7)));
  one.accept([...history, forming(600, 100)]);
  const marks = new Map(JSON.parse(JSON.stringify(one.takeMarks())) as [string, Json][]);
  const next = memory(marks);
  expect(next.since).toBe(minute(599));
  expect(next.observedAt).toBe(minute(601));
  expect(next.oldest).toBe(minute(0));
  expect(next.accept(history)).toEqual([]);
  expect(sent(next, [aBar(300, 1)])).toEqual([[minute(300), 1, 1, true]]);
});

test("marks of one symbol and interval are not taken for another's", () => {
  const one = memory();
  one.accept([aBar(0, 10)]);
  const marks = new Map(one.takeMarks()) as Map<string, Json>;
  expect(memory(marks, { symbol: "ACME2" }).since).toBeUndefined();
  expect(memory(marks, { interval: "1d" }).since).toBeUndefined();
});

test("only blocks that have changed are marked again", () => {
  const one = memory();
  one.accept(Array.from({ length: 600 }, (_, index) => aBar(index, 100)));
  expect(one.takeMarks().length).toBeGreaterThanOrEqual(3);
  expect(one.takeMarks()).toEqual([]);
  one.accept([aBar(600, 100)]);
  expect(one.takeMarks()).toHaveLength(1);
});

test("after three months of minutes the oldest are forgotten, marks and all, and nothing older is sent", () => {
  const one = memory();
  const bars = 513 * 256;
  for (let index = 0; index < bars; index += 256) one.accept([aBar(index, 10)]);
  const [forgotten, ...others] = one.takeMarks();
  expect(forgotten).toEqual([expect.stringMatching(/^ACME\|1m\|\d+$/), undefined]);
  expect(others.every(([, value]) => value !== undefined)).toBe(true);
  expect(one.accept([aBar(0, 11)])).toEqual([]);
  expect(one.accept([aBar(bars - 256, 11)])).toHaveLength(1);
});

test("revisions go on above all that the life before may have used", () => {
  const marks = new Map<string, Json>([["ACME|1m", { reserved: 1000 }]]);
  const one = memory(marks);
  expect(sent(one, [forming(0, 10), forming(0, 11)])).toEqual([
    [minute(0), 10, 1000, false],
    [minute(0), 11, 1001, false],
  ]);
});
