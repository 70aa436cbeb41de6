import { type MarketBar, type MarketStatus, marketBar, marketStatus } from "@tributary/contracts";
import type { Emit, Json, Mark } from "@tributary/runtime";
import { eventually } from "@tributary/testing";
import { FollowedSymbols } from "../src/followed-symbols.ts";
import { systemClock } from "../src/network/clock.ts";
import type { Provider } from "../src/provider.ts";
import { aBar, description, minute } from "./a-bar.ts";

/** Knows ACME, also as acme, and BOLT; history of two bars, then nothing for ever. */
class Exchange implements Provider {
  readonly name = "synthetic";
  /** What `follow` throws, once. */
  failure: Error | undefined;
  unreachable = false;
  readonly ended: string[] = [];

  async describe(symbol: string) {
    if (this.unreachable) throw new Error("the exchange does not answer");
    const own = symbol.toUpperCase();
    return ["ACME", "BOLT"].includes(own) ? { ...description, exchange: "24-7", symbol: own } : undefined;
  }

  async *follow(
    symbol: string,
    { signal }: Parameters<Provider["follow"]>[1],
  ): ReturnType<Provider["follow"]> {
    const { failure } = this;
    this.failure = undefined;
    if (failure !== undefined) throw failure;
    yield { kind: "bars", bars: [aBar(0, 10), aBar(1, 11)], isHistory: true };
    await new Promise((resolve) => signal.addEventListener("abort", resolve, { once: true }));
    this.ended.push(symbol);
  }
}

const stops: AbortController[] = [];
afterEach(() => {
  for (const stop of stops.splice(0)) stop.abort();
});

/** A life of the service's core; all it sends is acknowledged at once. */
function live(
  provider: Exchange,
  configured: readonly string[],
  marks: ReadonlyMap<string, Json> = new Map(),
) {
  const stop = new AbortController();
  stops.push(stop);
  const log = { info() {}, warn() {}, error() {} } as never;
  const metrics = { sent() {}, leftOut() {}, symbols() {} };
  // A minute until a provider that gave up is asked again takes no time here.
  const clock = {
    ...systemClock,
    pause: (ms: number, signal: AbortSignal) => systemClock.pause(Math.min(ms, 20), signal),
  };
  const tools = { log, metrics, clock, staleAfterMs: 1e9 };
  const followed = new FollowedSymbols({ providers: [provider], configured, tools, signal: stop.signal });
  const items: (Emit | Mark)[] = [];
  const left = new Map(marks);
  const ended = (async () => {
    for await (const item of followed.items(marks)) {
      items.push(item);
      if (!("mark" in item)) continue;
      if (item.value === undefined) left.delete(item.mark);
      else left.set(item.mark, item.value);
      item.onWritten?.();
    }
  })();
  const of = <T>(topic: { readonly name: string }) =>
    items.flatMap((item) => ("topic" in item && item.topic.name === topic.name ? [item.value as T] : []));
  return {
    followed,
    marks: left,
    bars: () => of<MarketBar>(marketBar).map(({ symbol, close }) => `${symbol} ${close}`),
    statuses: () =>
      of<MarketStatus>(marketStatus).map(({ symbol, state, reason }) => [symbol, state, reason]),
    end: async () => {
      stop.abort();
      await ended;
    },
  };
}

test("symbols of the configuration are followed side by side, each with its status", async () => {
  const { bars, statuses, end } = live(new Exchange(), ["ACME", "BOLT"]);
  await eventually(() => expect(bars().sort()).toEqual(["ACME 10", "ACME 11", "BOLT 10", "BOLT 11"]));
  expect(statuses().sort()).toEqual([
    ["ACME", "open", null],
    ["BOLT", "open", null],
  ]);
  await end();
});

test("a symbol added at run time is backfilled, and followed after a restart, too", async () => {
  const first = live(new Exchange(), ["ACME"]);
  expect(await first.followed.add("BOLT")).toMatchObject({ isNew: true, followed: { symbol: "BOLT" } });
  await eventually(() => expect(first.bars()).toEqual(expect.arrayContaining(["BOLT 10", "BOLT 11"])));
  expect(await first.followed.add("bolt")).toMatchObject({ isNew: false });
  await eventually(() => expect(first.marks.get("symbols")).toEqual({ added: ["BOLT"], removed: [] }));
  await first.end();
  const second = live(new Exchange(), ["ACME"], first.marks);
  await eventually(() => expect(second.followed.list.map(({ symbol }) => symbol)).toEqual(["ACME", "BOLT"]));
  await second.end();
});

test("what was sent in an earlier life is not sent again", async () => {
  const first = live(new Exchange(), ["ACME"]);
  await eventually(() =>
    expect([...first.marks.keys()].filter((key) => key.startsWith("ACME|1m|"))).toHaveLength(1),
  );
  await first.end();
  const second = live(new Exchange(), ["ACME", "BOLT"], first.marks);
  await eventually(() => expect(second.bars()).toEqual(["BOLT 10", "BOLT 11"]));
  // Its newest tick is known all the same.
  expect(second.followed.list[0]?.feed?.status?.lastTickAt).toBe(minute(2));
  await second.end();
});

test("a symbol removed ends, says so, and stays away after a restart; added again it goes on from what was sent", async () => {
  const exchange = new Exchange();
  const first = live(exchange, ["ACME", "BOLT"]);
  await eventually(() => expect(first.bars()).toHaveLength(4));
  expect(await first.followed.remove("ACME")).toBe(true);
  expect(await first.followed.remove("ACME")).toBe(false);
  expect(exchange.ended).toEqual(["ACME"]);
  await eventually(() => expect(first.statuses().at(-1)).toEqual(["ACME", "closed", "no longer followed"]));
  await eventually(() => expect(first.marks.get("symbols")).toEqual({ added: [], removed: ["ACME"] }));
  const second = live(new Exchange(), ["ACME", "BOLT"], first.marks);
  await eventually(() => expect(second.statuses()).toEqual([["BOLT", "open", null]]));
  expect(second.followed.list.map(({ symbol }) => symbol)).toEqual(["BOLT"]);
  await second.end();

  await first.followed.add("ACME");
  await eventually(() => expect(first.statuses().at(-1)).toEqual(["ACME", "open", null]));
  expect(first.bars()).toHaveLength(4);
  await first.end();
});

test("a symbol nobody knows is refused when added; of the configuration it is listed with its problem", async () => {
  const { followed, end } = live(new Exchange(), ["NONE"]);
  expect(await followed.add("OTHER")).toBeUndefined();
  await eventually(() =>
    expect(followed.list).toMatchObject([
      { symbol: "NONE", feed: undefined, problem: "no provider knows this symbol" },
    ]),
  );
  await end();
});

test("a provider that does not answer is asked until it does", async () => {
  const exchange = new Exchange();
  exchange.unreachable = true;
  const { followed, bars, end } = live(exchange, ["ACME"]);
  await eventually(() => expect(followed.list[0]?.problem).toBe("the exchange does not answer"));
  await expect(followed.add("BOLT")).rejects.toThrow("does not answer");
  exchange.unreachable = false;
  await eventually(() => expect(bars()).toEqual(["ACME 10", "ACME 11"]));
  expect(followed.list[0]?.problem).toBeUndefined();
  await end();
});

test("what a provider gives up is told as stale with its words, and followed anew", async () => {
  const exchange = new Exchange();
  exchange.failure = new Error("the symbol was delisted");
  const { bars, statuses, end } = live(exchange, ["ACME"]);
  await eventually(() => expect(bars()).toEqual(["ACME 10", "ACME 11"]));
  expect(statuses()[0]).toEqual(["ACME", "stale", "the symbol was delisted"]);
  await eventually(() => expect(statuses().at(-1)?.[1]).toBe("open"));
  await end();
});

test("a symbol spelled otherwise in the configuration is listed as its provider spells it", async () => {
  const { followed, end } = live(new Exchange(), ["acme"]);
  await eventually(() => expect(followed.list.map(({ symbol }) => symbol)).toEqual(["ACME"]));
  await end();
});
