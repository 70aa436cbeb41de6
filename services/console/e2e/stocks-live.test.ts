import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { eventually, ServiceProcess, type System, startSystem } from "@tributary/testing";
import type { Browser } from "playwright-core";
import type { StocksWatch } from "../page/stocks/watchable.ts";
import { openBrowser } from "./support/browser.ts";
import { ExchangeProcess } from "./support/exchange-process.ts";
import { type OpenPage, openPage } from "./support/open-page.ts";

const stockTicks = new URL("../../stock-ticks/src/main.ts", import.meta.url);

let folder: string;
let system: System;
let browser: Browser;
let stocks: OpenPage<StocksWatch>;
let exchange: ExchangeProcess;
let coins: ServiceProcess;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "tributary-e2e-"));
  const env = { STOCK_SYNTHETIC_HISTORY_HOURS: "8", STOCK_SYNTHETIC_HALT_MINUTES: "0", STOCK_SPEED: "36000" };
  system = await startSystem({ folder, env, only: ["stock-ticks", "technical-indicators", "console"] });
  browser = await openBrowser();
  stocks = await openPage(browser, `${system.replica("console").url}/stocks`);
}, 180_000);
afterAll(async () => {
  await browser?.close();
  await coins?.stop();
  exchange?.stop();
  await system?.stop();
  await rm(folder, { recursive: true, force: true });
}, 60_000);

interface Page {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly unknown[])[];
}

/** The newest bars as the service hands them out, oldest first. */
async function served(symbol: string, interval: string): Promise<Record<string, unknown>[]> {
  const query = new URLSearchParams({ symbol, interval, limit: "1000" });
  const answer = await fetch(`${system.replica("technical-indicators").url}/bars?${query}`);
  const { columns, rows } = (await answer.json()) as Page;
  return rows.map((row) => Object.fromEntries(columns.map((column, at) => [column, row[at]]))).reverse();
}

/** Waits until the page holds what the service hands out, bar for bar, and has drawn just that. */
async function expectSame(symbol: string, interval: string): Promise<void> {
  await eventually(async () => {
    const bars = await served(symbol, interval);
    const [held, drawn] = [await stocks.watch("bars"), await stocks.watch("drawnCloses")];
    expect(held.length).toBeGreaterThanOrEqual(bars.length);
    expect(held.slice(-bars.length)).toEqual(bars);
    expect(drawn.slice(-bars.length)).toEqual(bars.map(({ close }) => close));
  }, 30_000);
}

const shown = async (symbol: string, interval: string) => {
  const drawn = `${symbol}|${interval}`;
  // A page just opened has nothing to look into yet.
  await stocks.state("live");
  await stocks.until(async () => (await stocks.watch("drawnSeries")) === drawn);
  await stocks.state("live");
};

test("four symbols move; a tick changes the bar that forms, in place, to what the service hands out", async () => {
  for (const symbol of ["^GSPC", "ALDER.SYN", "BIRCH.SYN", "CEDAR.SYN"]) {
    await stocks.page.getByRole("button", { name: symbol, exact: true }).click();
    await shown(symbol, symbol === "^GSPC" ? "1d" : "1m");
    const before = (await stocks.watch("bars")).at(-1);
    await stocks.until(async () => {
      const now = (await stocks.watch("bars")).at(-1);
      return now !== undefined && before !== undefined && now.observedAt > before.observedAt;
    });
  }
  const { wholes, points } = await stocks.watch("repairs");
  await stocks.until(async () => (await stocks.watch("repairs")).points > points + 2);
  expect((await stocks.watch("repairs")).wholes).toBe(wholes);
  await expectSame("CEDAR.SYN", "1m");
  await stocks.page.getByRole("button", { name: "5 min", exact: true }).click();
  await shown("CEDAR.SYN", "5m");
  await expectSame("CEDAR.SYN", "5m");
  expect(stocks.complaints).toEqual([]);
}, 120_000);

test("kill -9 of technical-indicators: the page reconnects, and shows what is right", async () => {
  const before = (await stocks.watch("bars")).filter(({ final }) => final).slice(-60, -3);
  system.replica("technical-indicators").kill("SIGKILL");
  await stocks.state("reconnecting");
  await stocks.state("live");
  await expectSame("CEDAR.SYN", "5m");
  expect(await stocks.watch("bars")).toEqual(expect.arrayContaining(before));
  expect(stocks.complaints).toEqual([]);
}, 120_000);

test("a symbol is followed from the page, history first, and let go there", async () => {
  const { page } = stocks;
  await page.getByRole("searchbox", { name: "Search symbols" }).fill("fir.syn");
  await page.getByRole("button", { name: "Follow FIR.SYN" }).click();
  await shown("FIR.SYN", "1m");
  await stocks.until(async () => (await stocks.watch("bars")).length > 400);
  await page.getByRole("button", { name: "Unfollow FIR.SYN" }).click();
  await stocks.state("closed");
  await page.getByText("no longer followed").waitFor();
  await expectSame("FIR.SYN", "1m");
}, 60_000);

test("a provider in trouble is told on the page with its reason, recovers by itself, and no bar is missing", async () => {
  exchange = await ExchangeProcess.start(90);
  coins = new ServiceProcess(stockTicks, {
    KAFKA_BROKERS: system.parts.kafkaBrokers,
    SCHEMA_REGISTRY_URL: system.parts.schemaRegistryUrl,
    STOCK_PROVIDER: "binance",
    STOCK_SYMBOLS: "BTCUSDT",
    STOCK_BINANCE_STREAM_URL: `ws://${exchange.told.host}`,
    STOCK_BINANCE_API_URL: `http://${exchange.told.host}`,
    STOCK_BINANCE_SILENCE_MS: "800",
  });
  const first = exchange.told.klines[0]?.openTime ?? 0;
  const { page, state } = stocks;
  await page.goto(`${system.replica("console").url}/stocks?symbol=BTCUSDT`);
  await shown("BTCUSDT", "1m");
  const reason = (words: string) => page.locator(".counted-notice").getByText(words).waitFor();
  /** All minutes of the truth are there once, each with its last trade. */
  const expectTruth = () =>
    eventually(async () => {
      const bars = await stocks.watch("bars");
      expect(bars.map(({ openTime, close, volume }) => [openTime, close, volume])).toEqual(
        exchange.told.klines
          .filter(({ openTime }) => openTime >= first)
          .map(({ openTime, price, trades }) => [openTime, price, trades]),
      );
    });

  await exchange.trade(111);
  await expectTruth();

  // A socket that is half closed: it takes all, and says nothing. Minutes go by meanwhile.
  await exchange.beDeaf(true);
  for (let turn = 0; turn < 3; turn++) await exchange.turn(true);
  await state("stale");
  await reason("Binance's stream is silent");
  await exchange.beDeaf(false);
  await state("live");
  await exchange.trade(112);
  await expectTruth();

  // Broken off, and nobody there for a while.
  await exchange.beDeaf(true);
  await exchange.cut();
  await exchange.turn(true);
  await state("stale");
  await exchange.beDeaf(false);
  await state("live");
  await exchange.trade(113);
  await expectTruth();

  // A gap, and a page where JSON was promised.
  await exchange.refuse({ status: 200, body: "<!DOCTYPE html><html><body>Just a moment</body></html>" });
  await exchange.turn(true);
  await exchange.trade(114);
  await state("stale");
  await reason("Binance answers with an HTML page instead of JSON");
  await state("live");
  await expectTruth();

  // Its recovery takes as long as Binance's limits do; stock-ticks' own tests see to it.
  await exchange.refuse({ status: 429, body: "" });
  await exchange.turn(true);
  await exchange.trade(115);
  await state("stale");
  await reason("Binance answers 429, next try in");
  expect(stocks.complaints).toEqual([]);
}, 120_000);
