import type { BinanceApi, CoinPair } from "../../src/binance/binance-api.ts";
import type { Kline } from "../../src/binance/kline.ts";
import { KlineInbox } from "../../src/binance/kline-inbox.ts";
import { SymbolRun } from "../../src/binance/symbol-run.ts";
import type { ProviderEvent } from "../../src/provider.ts";
import { SkippingClock } from "../network/skipping-clock.ts";

const minute = 60_000;
const kline = (index: number, tradeCount: number, isClosed: boolean): Kline => {
  return {
    openTime: index * minute,
    open: 1,
    high: 1,
    low: 1,
    close: 1,
    volume: 1,
    tradeCount,
    isClosed,
    observedAt: 0,
  };
};

/** What a run tells, of REST's answers in turn, up to so many events. */
async function told(pages: readonly (readonly Kline[])[], status: string, count: number) {
  const answers = [...pages];
  const pair: CoinPair = { symbol: "A", baseAsset: "A", quoteAsset: "B", status };
  const api = {
    async *klines() {
      yield answers.shift() ?? [];
    },
    pair: async () => pair,
  } as Pick<BinanceApi, "klines" | "pair"> as BinanceApi;
  const run = new SymbolRun("A", 0, { api, clock: new SkippingClock(0), intervalMs: minute, quietMs: 5 });
  const inbox = new KlineInbox();
  inbox.put({ kind: "joined" });
  const stop = new AbortController();
  const events: ProviderEvent[] = [];
  for await (const event of run.events(inbox, stop.signal)) {
    events.push(event);
    if (events.length === count) stop.abort();
  }
  return events.map((event) =>
    event.kind === "bars"
      ? event.bars.map(({ openTime, final }) => `${openTime / minute} ${final}`)
      : [event.state, event.reason],
  );
}

test("a symbol without a kline for long is looked into, and told halted when Binance says so", async () => {
  expect(await told([[kline(1, 1, false)]], "BREAK", 3)).toEqual([
    ["1 false"],
    ["open", null],
    ["halted", "Binance says BREAK"],
  ]);
});

test("one that trades and brings nothing is stale", async () => {
  expect(await told([[kline(1, 1, false)]], "TRADING", 3)).toEqual([
    ["1 false"],
    ["open", null],
    ["stale", "no kline for 0.005 s"],
  ]);
});

test("minutes without a trade, which the stream leaves out, come by REST", async () => {
  const quiet = [kline(1, 1, true), kline(2, 0, true), kline(3, 0, false)];
  expect(await told([[kline(1, 1, false)], quiet], "TRADING", 3)).toEqual([
    ["1 false"],
    ["open", null],
    ["1 true", "2 true", "3 false"],
  ]);
});
