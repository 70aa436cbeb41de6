import { jest } from "@jest/globals";
import type { Bar } from "../../../../page/stocks/feed/bar.ts";
import { BarFeed } from "../../../../page/stocks/feed/bar-feed.ts";
import { type BarPage, barsOf, openTimeOf } from "../../../../page/stocks/feed/bar-frame.ts";
import { ServerClock } from "../../../../page/stream/server-clock.ts";
import type { StreamEvent } from "../../../../page/stream/sse-parser.ts";
import { aBar } from "../a-bar.ts";

beforeEach(() => {
  jest.useFakeTimers();
});
afterEach(() => {
  jest.useRealTimers();
});

const columns = Object.keys(aBar(0));
const rowsOf = (...bars: readonly Bar[]) => ({
  clock: 1,
  columns,
  rows: bars.map((bar) => Object.values(bar)),
});
const pageOf = (...bars: readonly Bar[]): BarPage => ({ ...rowsOf(...bars), eventId: "e:1" });

/** A feed on a server that says what the test has it say. */
function scripted() {
  let say: (event: Partial<StreamEvent>) => void = () => {};
  const pages: {
    readonly query: string;
    readonly answer: (page: BarPage) => void;
    readonly fail: () => void;
  }[] = [];
  async function* read(_: string, __: unknown, signal: AbortSignal): AsyncGenerator<StreamEvent> {
    const said: StreamEvent[] = [];
    let wake = () => {};
    signal.addEventListener("abort", () => wake());
    say = (event) => {
      said.push({ event: "message", data: "", id: undefined, retry: undefined, ...event });
      wake();
    };
    while (!signal.aborted) {
      yield* said.splice(0);
      await new Promise<void>((resolve) => {
        wake = resolve;
      });
    }
  }
  const page = (query: string) =>
    new Promise<BarPage>((resolve, reject) => {
      pages.push({ query, answer: resolve, fail: () => reject(new TypeError("no network")) });
    });
  const feed = new BarFeed(new ServerClock(() => 0), { read, random: () => 0, page });
  feed.follow("ACME", "1m");
  return {
    feed,
    pages,
    tell: async (event: string, data: object) => {
      await jest.advanceTimersByTimeAsync(0);
      say({ event, data: JSON.stringify(data) });
      await jest.advanceTimersByTimeAsync(400);
    },
    counts: () => feed.list.all.map(({ barCount }) => barCount),
  };
}
const many = (from: number, count: number) => Array.from({ length: count }, (_, n) => aBar(from + n));

test("the first page is all of it, a delta what changed; pictures say which bars", async () => {
  const { feed, tell, counts } = scripted();
  await tell("reset", { ...rowsOf(aBar(2), aBar(1)), isPage: true });
  expect(counts()).toEqual([2, 3]);
  expect([feed.changes.isWhole, feed.older.value]).toEqual([true, "none"]);
  const tick = aBar(2, { close: 90, final: false, revision: 4 });
  await tell("delta", rowsOf(tick, aBar(3)));
  expect(feed.changes).toEqual({ isWhole: false, bars: [tick, aBar(3)] });
  // A history made anew from fewer bars has longer ones of lower revisions.
  const anew = aBar(2, { close: 80, revision: 3 });
  await tell("delta", rowsOf(anew));
  expect(feed.list.all[1]).toEqual(anew);
});

test("a bar that comes in between, or is taken back, makes the picture a whole one", async () => {
  const { feed, tell, counts } = scripted();
  await tell("reset", { ...rowsOf(aBar(1), aBar(5)), isPage: true });
  await tell("delta", rowsOf(aBar(3)));
  expect([counts(), feed.changes.isWhole]).toEqual([[2, 4, 6], true]);
  await tell("remove", { clock: 1, keys: [`ACME|1m|${aBar(3).openTime}`, `ACME|1h|${aBar(1).openTime}`] });
  expect([counts(), feed.changes.isWhole]).toEqual([[2, 6], true]);
});

test("older bars come when asked for, once, until there are none", async () => {
  const { feed, tell, pages, counts } = scripted();
  await tell("reset", { ...rowsOf(...many(1_000, 1_000)), isPage: true });
  expect(feed.older.value).toBe("some");
  const coming = feed.askOlder(3);
  expect(await feed.askOlder(3)).toBe(false);
  expect(pages.map(({ query }) => query)).toEqual([
    `symbol=ACME&interval=1m&before=${aBar(1_000).openTime}&limit=3`,
  ]);
  pages[0]?.answer(pageOf(aBar(999), aBar(998), aBar(997)));
  expect(await coming).toBe(true);
  expect([counts().slice(0, 4), feed.older.value]).toEqual([[998, 999, 1_000, 1_001], "some"]);
  const last = feed.askOlder(3);
  pages[1]?.answer(pageOf(aBar(996)));
  await last;
  expect(feed.older.value).toBe("none");
  expect(await feed.askOlder(3)).toBe(false);
});

test("a correction heard while its page is on its way is not lost to the page", async () => {
  const { feed, tell, pages } = scripted();
  await tell("reset", { ...rowsOf(...many(1_000, 1_000)), isPage: true });
  await tell("delta", rowsOf(aBar(998, { close: 1 })));
  const coming = feed.askOlder(3);
  const corrected = aBar(999, { close: 50, revision: 1 });
  await tell("delta", rowsOf(corrected));
  pages[0]?.answer(pageOf(aBar(999), aBar(998)));
  await coming;
  // What nobody asked for yet is not held, and comes with its page.
  expect(feed.list.all.slice(0, 2)).toEqual([aBar(998), corrected]);
});

test("asking that failed may be tried again; another symbol ends it", async () => {
  const { feed, tell, pages, counts } = scripted();
  await tell("reset", { ...rowsOf(...many(1_000, 1_000)), isPage: true });
  const failing = feed.askOlder(3);
  pages[0]?.fail();
  expect([await failing, feed.older.value]).toEqual([false, "failed"]);
  const coming = feed.askOlder(3);
  feed.follow("BOLT", "1m");
  pages[1]?.answer(pageOf(aBar(999)));
  expect([await coming, counts(), feed.heard.value]).toEqual([false, [], false]);
});

test("a reset of the stream is all there is, and may have older ones before it", async () => {
  const { feed, tell, counts } = scripted();
  await tell("reset", { ...rowsOf(aBar(1)), isPage: true });
  await tell("reset", rowsOf(aBar(7), aBar(8)));
  expect([counts(), feed.older.value]).toEqual([[8, 9], "some"]);
});

test("columns are found by name, and one that is missing is named", () => {
  const [bar] = barsOf({ clock: 1, columns: [...columns, "new"], rows: [[...Object.values(aBar(1)), "?"]] });
  expect(bar).toMatchObject(aBar(1));
  expect(() => barsOf({ clock: 1, columns: columns.filter((name) => name !== "rsi"), rows: [] })).toThrow(
    "the frames of bars lack rsi",
  );
});

test("keys of other symbols and intervals are no bars of this one", () => {
  expect(openTimeOf("ACME|1m|60000", "ACME", "1m")).toBe(60_000);
  expect(openTimeOf("ACME|1M|60000", "ACME", "1m")).toBeUndefined();
  expect(openTimeOf("^ACME|1m|60000", "ACME", "1m")).toBeUndefined();
});
