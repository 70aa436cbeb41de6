import { load } from "@tributary/config";
import { eventually as inTime } from "@tributary/testing";
import { yahooConfig } from "../../src/yahoo/config.ts";
import { YahooProvider } from "../../src/yahoo/yahoo-provider.ts";
import { SkippingClock } from "../network/skipping-clock.ts";
import { ProviderRun } from "../provider-run.ts";
import { type DoubleRow, type DoubleSymbol, YahooDouble } from "./yahoo-double.ts";

// Jest gives tests an Array of their own, and the library asks with instanceof whether Node's list of cookies is one.
Object.defineProperty(Array, Symbol.hasInstance, { value: Array.isArray });

const eventually = <T>(check: () => T | Promise<T>) => inTime(check, 6000);

/** 09:30 and 00:00 in New York, in summer. */
const opening = (day: string) => Date.parse(`${day}T13:30:00Z`);
const midnight = (day: string) => Date.parse(`${day}T04:00:00Z`);
const closing = (day: string) => Date.parse(`${day}T20:00:00Z`);
const days = ["2026-09-17", "2026-09-18", "2026-09-21", "2026-09-22", "2026-09-23"];
const today = "2026-09-23";

let double: YahooDouble;
let apple: DoubleSymbol;
let clock: SkippingClock;
let url: string;
let runs: ProviderRun[] = [];

const row = (at: number, close: number, volume: number): DoubleRow => {
  return { at, open: close - 1, high: close + 1, low: close - 2, close, volume, adjclose: close / 2 };
};

beforeEach(async () => {
  double = new YahooDouble();
  url = await double.start();
  clock = new SkippingClock(opening(today) + 3_600_000);
  apple = {
    rows: days.map((day, index) => row(opening(day), 100 + index, 1000 + index)),
    exchange: "NMS",
    marketState: "REGULAR",
    delay: 0,
    price: 104,
    dayVolume: 1004,
    tradedAt: clock.wall,
    sessionEnd: closing(today),
  };
  double.symbols.set("AAPL", apple);
});
afterEach(async () => {
  await Promise.all(runs.map((run) => run.stop()));
  runs = [];
  await double.stop();
});

function provider(env: Record<string, string> = {}): YahooProvider {
  return new YahooProvider({ config: load(yahooConfig, { STOCK_YAHOO_URL: url, ...env }), clock });
}

function follow(env: Record<string, string> = {}, symbol = "AAPL", by = provider(env)): ProviderRun {
  const run = new ProviderRun(by, symbol);
  runs.push(run);
  return run;
}

async function quoted(run: ProviderRun, state = "open"): Promise<ProviderRun> {
  await eventually(() => expect([run.error, run.states.at(-1)]).toEqual([undefined, state]));
  return run;
}

function trade(price: number, volume: number, at = apple.tradedAt + 1000): void {
  Object.assign(apple, { price, dayVolume: apple.dayVolume + volume, tradedAt: at });
}

test("history first, closed but for today; then today's bar grows with the quotes", async () => {
  const told = await quoted(follow());
  expect(told.bars.slice(0, 5).map(({ openTime, close, final }) => [openTime, close, final])).toEqual(
    days.map((day, index) => [midnight(day), 100 + index, day !== today]),
  );
  trade(109.5, 250);
  await eventually(() => expect(told.bars.at(-1)?.close).toBe(109.5));
  expect(told.bars.at(-1)).toEqual({
    openTime: midnight(today),
    open: 103,
    high: 109.5,
    low: 102,
    close: 109.5,
    adjustedClose: null,
    volume: 1254,
    final: false,
    observedAt: apple.tradedAt,
    isHistory: false,
  });
});

test("a quote that says nothing new is not told again", async () => {
  const told = await quoted(follow());
  const count = told.bars.length;
  const looks = double.count("/v7/finance/quote");
  await eventually(() => expect(double.count("/v7/finance/quote")).toBeGreaterThan(looks + 5));
  expect(told.bars).toHaveLength(count);
  expect(told.states).toEqual(["open"]);
});

test("prices that a chart holds in 32 bits are those that the quotes tell", async () => {
  apple.rows[0] = { ...(apple.rows[0] as DoubleRow), close: 75.0875015258789, high: 80 };
  const told = await quoted(follow());
  expect(told.bars[0]?.close).toBe(75.0875);
});

test("days that Yahoo fills with null are left out, and two rows of today are one bar", async () => {
  apple.rows[1] = { at: opening("2026-09-18"), open: null, high: null, low: null, close: null, volume: null };
  apple.rows.push(row(clock.wall, 104.5, 1004));
  const told = await quoted(follow());
  expect(told.closed).toEqual(["2026-09-17", "2026-09-21", "2026-09-22"].map(midnight));
  expect(told.bars.filter(({ isHistory }) => isHistory).at(-1)?.close).toBe(104.5);
});

test("a market that closes closes the bar, and tells when it opens again", async () => {
  const told = await quoted(follow());
  trade(108, 10, closing(today));
  apple.marketState = "POST";
  clock.wall = closing(today) + 60_000;
  await quoted(told, "closed");
  expect(told.closed).toEqual(days.map(midnight));
  expect(told.statuses.at(-1)?.nextOpenAt).toBe(opening("2026-09-24"));
});

test("quotes that are late by contract are told as delayed", async () => {
  apple.delay = 15;
  const told = await quoted(follow(), "delayed");
  expect(told.statuses.at(-1)?.delaySeconds).toBe(900);
});

test("an answer of 429 stops all asking for minutes, ever longer", async () => {
  const refusal = { status: 429, body: "Too Many Requests\r\n" };
  double.refusals.set("/v7/finance/quote", [refusal, refusal]);
  const told = await quoted(follow());
  expect(told.reasons).toEqual([
    "Yahoo answers 429, next try in 120 s",
    "Yahoo answers 429, next try in 240 s",
  ]);
  expect(told.states).toEqual(["stale", "stale", "open"]);
  expect(clock.pauses.filter((pause) => pause >= 119_000).map((pause) => Math.round(pause / 1000))).toEqual([
    120, 240,
  ]);
});

test("the wish of a 429 is kept", async () => {
  double.refusals.set("/v8/finance/chart", [{ status: 429, headers: { "retry-after": "1800" }, body: "" }]);
  const told = await quoted(follow());
  expect(told.reasons).toEqual(["Yahoo answers 429, next try in 1800 s"]);
  expect(told.closed).toEqual(days.slice(0, 4).map(midnight));
});

test("what one symbol learned of the limit holds for all", async () => {
  double.symbols.set("MSFT", { ...apple });
  const shared = provider();
  const two = [follow({}, "AAPL", shared), follow({}, "MSFT", shared)] as const;
  await Promise.all(two.map((run) => quoted(run)));
  double.refusals.set("/v7/finance/quote", [{ status: 429, body: "" }]);
  await eventually(() => {
    for (const run of two) expect(run.reasons).toEqual(["Yahoo answers 429, next try in 120 s"]);
  });
  await Promise.all(two.map((run) => quoted(run)));
});

test("an error is never kept for a crumb", async () => {
  double.refusals.set("/v1/test/getcrumb", [
    { status: 200, body: "Too Many Requests" },
    { status: 200, body: "<html>sorry</html>" },
  ]);
  const told = await quoted(follow());
  expect(told.reasons.map((reason) => reason.replace(/, next.*/, ""))).toEqual([
    "Yahoo answers 429",
    "Yahoo hands out no crumb (status 200)",
  ]);
  const crumbs = double.asked.flatMap(({ searchParams }) => searchParams.get("crumb") ?? []);
  expect(new Set(crumbs)).toEqual(new Set([double.crumb]));
});

test("a crumb that has run out is replaced, and nobody notices", async () => {
  const told = await quoted(follow());
  double.crumb = "another1";
  trade(107, 5);
  await eventually(() => expect(told.bars.at(-1)?.close).toBe(107));
  expect(told.states).toEqual(["open"]);
});

test("a page, a cut answer and silence are weather in clear words", async () => {
  double.refusals.set("/v8/finance/chart", [
    { status: 200, body: "<!doctype html><html><body>Will be right back</body></html>" },
    { status: 200, body: '{"chart":{"result":[', cut: 10 },
    { status: 200, body: "", isMute: true },
    { status: 502, body: "<html>bad gateway</html>" },
  ]);
  const told = await quoted(follow({ STOCK_YAHOO_TIMEOUT_MS: "1500" }));
  expect(told.reasons.map((reason) => reason.replace(/ \(.*|, next.*/, ""))).toEqual([
    "Yahoo answers with an HTML page instead of JSON",
    "Yahoo cannot be reached",
    "Yahoo gave no whole answer within 1.5 s",
    "Yahoo answers 502",
  ]);
  expect(told.closed).toEqual(days.slice(0, 4).map(midnight));
});

test("a symbol that Yahoo does not have is no weather, and one that it drops is told so", async () => {
  const unknown = follow({}, "GONE");
  await unknown.ended();
  expect(unknown.error).toMatchObject({
    message: "Yahoo has no symbol 'GONE': No data found, symbol may be delisted",
  });
  const told = await quoted(follow());
  double.symbols.delete("AAPL");
  await told.ended();
  expect(told.error).toMatchObject({ message: expect.stringContaining("delisted") });
});

test("an exchange whose hours are not known is refused in words", async () => {
  apple.exchange = "JPX";
  const told = follow();
  await told.ended();
  expect(told.error).toMatchObject({ message: "Yahoo lists AAPL on JPX, whose hours are not known here" });
});

test("an outage over the closing and the next opening leaves no day out", async () => {
  const told = await quoted(follow());
  const refusal = { status: 503, body: "" };
  double.refusals.set("/v", Array<typeof refusal>(3).fill(refusal));
  apple.rows[4] = row(opening(today), 106, 5000);
  apple.rows.push(row(opening("2026-09-24"), 110, 70));
  Object.assign(apple, { price: 110, dayVolume: 70, tradedAt: opening("2026-09-24") + 60_000 });
  apple.sessionEnd = closing("2026-09-24");
  clock.wall = opening("2026-09-24") + 60_000;
  await eventually(() => expect(told.states).toEqual(["open", "stale", "stale", "stale", "open"]));
  expect(told.closed).toEqual(days.map(midnight));
  expect(told.newest.get(midnight(today))).toMatchObject({ close: 106, volume: 5000, adjustedClose: 53 });
  expect(told.newest.get(midnight("2026-09-24"))).toMatchObject({ close: 110, volume: 70, final: false });
});

test("a split that changes the past sends all of it anew, oldest bar first", async () => {
  const told = await quoted(follow({ STOCK_YAHOO_RECHECK_MS: "10000" }));
  const count = told.bars.length;
  apple.rows = days.map((day, index) => row(opening(day), (100 + index) / 4, 4 * (1000 + index)));
  Object.assign(apple, { price: 26, dayVolume: 4016 });
  await eventually(() => expect(told.closed).toHaveLength(8));
  const anew = told.bars.slice(count).filter(({ isHistory }) => isHistory);
  expect(anew.map(({ openTime, close, volume }) => [openTime, close, volume])).toEqual(
    days.map((day, index) => [midnight(day), (100 + index) / 4, 4 * (1000 + index)]),
  );
});

test("the last digits of an adjusted close, which differ with each answer, restate nothing", async () => {
  const told = await quoted(follow({ STOCK_YAHOO_RECHECK_MS: "10000" }));
  apple.rows = apple.rows.map((one) => ({ ...one, adjclose: (one.adjclose ?? 0) * 1.000001 }));
  const looks = double.count("/v8/finance/chart");
  await eventually(() => expect(double.count("/v8/finance/chart")).toBeGreaterThan(looks + 3));
  expect(told.closed).toHaveLength(4);
});

test("a symbol is described, and one that is unknown not at all", async () => {
  const { signal } = new AbortController();
  const asked = provider();
  expect(await asked.describe("AAPL", signal)).toEqual({
    symbol: "AAPL",
    name: "Apple Inc.",
    exchange: "XNAS",
    currency: "USD",
    interval: "1d",
  });
  expect(await asked.describe("NOPE", signal)).toBeUndefined();
  expect(await asked.describe("../etc", signal)).toBeUndefined();
});

describe("minutes", () => {
  const minute = (index: number) => opening(today) + index * 60_000;
  beforeEach(() => {
    apple.rows = [row(minute(0), 100, 50), row(minute(1), 101, 60), row(minute(2), 102, 10)];
    Object.assign(apple, { price: 102, dayVolume: 120, tradedAt: minute(2) + 10_000 });
    clock.wall = apple.tradedAt;
  });

  test("a minute's volume is what the day's has grown by", async () => {
    const told = await quoted(follow({ STOCK_YAHOO_INTERVAL: "1m" }));
    trade(105, 7, minute(2) + 30_000);
    await eventually(() =>
      expect(told.newest.get(minute(2))).toMatchObject({ volume: 17, high: 105, close: 105 }),
    );
    trade(99, 5, minute(3) + 1000);
    await eventually(() =>
      expect(told.newest.get(minute(3))).toMatchObject({ volume: 5, open: 99, final: false }),
    );
    expect(told.newest.get(minute(2))).toMatchObject({ volume: 17, final: true });
    // A trade that Yahoo takes back makes no volume, and none below zero.
    trade(99, -3, minute(3) + 2000);
    trade(98, 0, minute(3) + 3000);
    await eventually(() => expect(told.newest.get(minute(3))).toMatchObject({ volume: 5, low: 98 }));
  });

  test("minutes that quotes missed or sampled badly are set right by the chart", async () => {
    const told = await quoted(follow({ STOCK_YAHOO_INTERVAL: "1m", STOCK_YAHOO_RECHECK_MS: "10000" }));
    trade(105, 20, minute(5));
    apple.rows = [0, 1, 2, 3, 4].map((index) => row(minute(index), 100 + index, 50 + index));
    apple.rows.push(row(minute(5), 105, 1));
    await eventually(() => {
      const told5 = [0, 1, 2, 3, 4].map((index) => told.newest.get(minute(index)));
      expect(told5.map((bar) => [bar?.close, bar?.volume, bar?.final])).toEqual(
        [0, 1, 2, 3, 4].map((index) => [100 + index, 50 + index, true]),
      );
    });
  });
});
