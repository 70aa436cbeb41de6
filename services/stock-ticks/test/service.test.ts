import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type MarketBar, marketBar, marketStatus } from "@tributary/contracts";
import type { RunningService } from "@tributary/runtime";
import { eventually, given, MemoryCluster } from "@tributary/testing";
import { stockTicks } from "../src/service.ts";

/** A recording that is over at once, and two hours of one synthetic symbol. */
const quick = {
  STOCK_SYMBOLS: "^GSPC,ALDER.SYN",
  STOCK_SPEED: "1e9",
  STOCK_LIVE_BARS: "10",
  STOCK_SYNTHETIC_HISTORY_HOURS: "2",
};
const recordedBars = 5_105;
/** Three states before the final one. */
const liveTicks = 3 * 10;

const of = (symbol: string) => (bar: { readonly symbol: string }) => bar.symbol === symbol;
const identity = ({ symbol, interval, openTime, revision }: MarketBar) =>
  `${symbol}|${interval}|${openTime}|${revision}`;

/** A wall clock that goes sixty times as fast from an instant on. */
function sixtyTimes(from: string): () => number {
  const begun = performance.now();
  return () => Math.round(Date.parse(from) + (performance.now() - begun) * 60);
}

async function ask(running: RunningService, path: string, init?: RequestInit) {
  const response = await fetch(`${running.addresses.api}${path}`, init);
  const text = await response.text();
  return { status: response.status, body: text === "" ? undefined : JSON.parse(text) };
}

const post = (symbol: string): RequestInit => ({
  method: "POST",
  headers: { "content-type": "application/json" },
  body: JSON.stringify({ symbol }),
});

test("told nothing, it follows the S&P 500 and three synthetic symbols, history first", async () => {
  const { published } = await given(stockTicks, [], {
    records: 2_000,
    env: { STOCK_SYNTHETIC_HISTORY_HOURS: "1" },
  });
  const bars = published.get(marketBar);
  expect(new Set(bars.map(({ symbol }) => symbol))).toEqual(
    new Set(["^GSPC", "ALDER.SYN", "BIRCH.SYN", "CEDAR.SYN"]),
  );
  expect(bars.filter(of("^GSPC"))[0]).toMatchObject({
    open: 1469.25,
    final: true,
    revision: 0,
    exchange: "XNYS",
  });
});

test("a recording is sent to its end, day by day, and then says that it is closed", async () => {
  const records = recordedBars + liveTicks + 2;
  const { published } = await given(stockTicks, [], { records, env: { ...quick, STOCK_SYMBOLS: "^GSPC" } });
  const bars = published.get(marketBar);
  expect(bars.filter(({ final }) => final).map(({ openTime }) => openTime)).toHaveLength(recordedBars);
  expect(bars.at(-1)).toMatchObject({ close: 2874.560059, final: true, revision: 3, source: "replay" });
  expect(bars.map((bar) => marketBar.fault(bar))).not.toContainEqual(expect.anything());
  expect(published.get(marketStatus).at(-1)).toMatchObject({
    symbol: "^GSPC",
    state: "closed",
    reason: "the recording is at its end",
  });
});

test("started again it sends nothing twice, and the synthetic path goes on", async () => {
  const cluster = new MemoryCluster({ now: sixtyTimes("2026-09-23T14:00:20Z") });
  const env = { ...quick, STOCK_SYNTHETIC_LATE_SHARE: "0" };
  const run = (records: number) => given(stockTicks, [], { cluster, env, records });
  const first = (await run(recordedBars + liveTicks + 125)).published.get(marketBar);
  const second = (await run(10)).published.get(marketBar);
  const identities = [...first, ...second].map(identity);
  expect(new Set(identities).size).toBe(identities.length);
  expect(second.filter(of("^GSPC"))).toEqual([]);
  const openTimes = [
    ...new Set([...first, ...second].filter(of("ALDER.SYN")).map(({ openTime }) => openTime)),
  ];
  const steps = openTimes.slice(1).map((openTime, index) => (openTime - (openTimes[index] ?? 0)) / 60_000);
  // Minutes without a trade are seldom, and never two in a row.
  expect(steps.filter((step) => step > 2)).toEqual([]);
});

test("symbols are listed, added and removed by the API", async () => {
  const env = { ...quick, STOCK_SYMBOLS: "^GSPC", STOCK_LIVE_BARS: "0" };
  const beforeStop = async (running: RunningService) => {
    expect((await ask(running, "/symbols")).body.symbols).toMatchObject([
      {
        symbol: "^GSPC",
        name: "S&P 500",
        exchange: "XNYS",
        interval: "1d",
        source: "replay",
        state: "closed",
      },
    ]);
    expect(await ask(running, "/symbols", post("BIRCH.SYN"))).toMatchObject({
      status: 201,
      body: { symbol: "BIRCH.SYN", name: "Birch (synthetic)", interval: "1m", source: "synthetic" },
    });
    expect(await ask(running, "/symbols", post("BIRCH.SYN"))).toMatchObject({ status: 200 });
    expect(await ask(running, "/symbols", post("AAPL"))).toMatchObject({
      status: 404,
      body: { message: "no provider of this service knows AAPL" },
    });
    expect(await ask(running, "/symbols", post(""))).toMatchObject({ status: 400 });
    await eventually(async () =>
      expect((await ask(running, "/symbols")).body.symbols[1]).toMatchObject({
        symbol: "BIRCH.SYN",
        state: "open",
        lastTickAt: expect.any(Number),
      }),
    );
    const remove = (symbol: string) =>
      ask(running, `/symbols/${encodeURIComponent(symbol)}`, { method: "DELETE" });
    expect((await remove("^GSPC")).status).toBe(204);
    expect((await remove("^GSPC")).status).toBe(404);
    const { symbols } = (await ask(running, "/symbols")).body;
    expect(symbols.map(({ symbol }: { symbol: string }) => symbol)).toEqual(["BIRCH.SYN"]);
  };
  const { published } = await given(stockTicks, [], { env, records: recordedBars + 1, beforeStop });
  expect(published.get(marketBar).filter(of("BIRCH.SYN")).length).toBeGreaterThan(100);
});

test("a web page that comes past the console changes nothing", async () => {
  const env = { ...quick, STOCK_SYMBOLS: "^GSPC", STOCK_LIVE_BARS: "0" };
  const beforeStop = async (running: RunningService) => {
    const { headers, ...rest } = post("BIRCH.SYN");
    const asPage = { ...rest, headers: { ...headers, origin: "http://evil.example" } };
    expect((await ask(running, "/symbols", asPage)).status).toBe(403);
    expect((await ask(running, "/symbols")).body.symbols).toHaveLength(1);
  };
  await given(stockTicks, [], { env, records: recordedBars + 1, beforeStop });
});

test.each([
  [{ STOCK_SYMBOLS: "^GSPC,AAPL" }, /STOCK_SYMBOLS: given "AAPL", expected \^GSPC, or synthetic symbols/],
  [{ STOCK_PROVIDER: "synthetic", STOCK_SYMBOLS: "^GSPC" }, /STOCK_SYMBOLS: given "\^GSPC"/],
  [
    { STOCK_FILE: "/nowhere/at-all.csv" },
    /STOCK_FILE: given "\/nowhere\/at-all.csv", expected an OHLCV table \(.*ENOENT/,
  ],
])("%j is a fault of the configuration", async (env, words) => {
  await expect(given(stockTicks, [], { env })).rejects.toThrow(words);
});

test("a file of one's own is played beside the S&P 500", async () => {
  const folder = mkdtempSync(join(tmpdir(), "stock-ticks-"));
  const file = join(folder, "shares.csv");
  writeFileSync(
    file,
    "Date,Open,High,Low,Close,Volume\n2024-01-02,10,12,9,11,100\n2024-01-03,11,13,10,12,0\n",
  );
  const env = {
    ...quick,
    STOCK_SYMBOLS: "shares",
    STOCK_FILE: file,
    STOCK_FILE_CURRENCY: "EUR",
    STOCK_LIVE_BARS: "1",
  };
  const { published } = await given(stockTicks, [], { env, records: 5 + 1 });
  const bars = published.get(marketBar).filter(({ final }) => final);
  expect(bars.map(({ symbol, currency, close, volume }) => [symbol, currency, close, volume])).toEqual([
    ["shares", "EUR", 11, 100],
    ["shares", "EUR", 12, 0],
  ]);
  rmSync(folder, { recursive: true });
});
