import type { Browser } from "playwright-core";
import type { StocksWatch } from "../page/stocks/watchable.ts";
import { openBrowser } from "./support/browser.ts";
import { type ConsoleServer, startConsole } from "./support/console-server.ts";
import { aFollowed } from "./support/fake-stock-ticks.ts";
import { type FakeStocks, startFakeStocks } from "./support/fake-stocks.ts";
import { hide, type OpenPage, openPage } from "./support/open-page.ts";
import { scriptBytes } from "./support/script-bytes.ts";

let browser: Browser;
let stocks: FakeStocks;
let server: ConsoleServer;
let opened: OpenPage<StocksWatch>;

beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());
beforeEach(async () => {
  stocks = await startFakeStocks();
  server = await startConsole({ apis: apis() });
});
afterEach(async () => {
  for (const context of browser.contexts()) await context.close();
  await server.close();
  await stocks.close();
});

const apis = () => [`technical-indicators=${stocks.url}`, `stock-ticks=${stocks.ticks.url}`];
const open = async (query = "?symbol=ACME", options = {}) => {
  opened = await openPage<StocksWatch>(browser, `${server.url}/stocks${query}`, options);
  return opened;
};
const notice = () => opened.page.locator(".counted-notice").innerText();
const closes = (series: string, count: number) =>
  stocks
    .bars(series)
    .slice(-count)
    .map(({ close }) => close);

/** Waits until the chart shows the newest bars as the feed has them. */
const untilDrawn = (series: string, count = 1_000) =>
  opened.until(async () => {
    const drawn = await opened.watch("drawnCloses");
    return drawn.length >= count && String(drawn.slice(-count)) === String(closes(series, count));
  });

/** Waits until the chart is not made anew any more, as its font and the first answers come; answers what it has drawn. */
const settled = async () => {
  let [before, now] = [-1, (await opened.watch("repairs")).wholes];
  while (before !== now) {
    await opened.page.waitForTimeout(500);
    [before, now] = [now, (await opened.watch("repairs")).wholes];
  }
  return opened.watch("repairs");
};

test("the newest bars are drawn with their indicators; ticks move the last one, and the next joins it", async () => {
  const { watch, state, page } = await open();
  await state("live");
  await untilDrawn("ACME|1m");
  expect(await watch("bars")).toEqual(stocks.bars("ACME|1m").slice(-1_000));
  const { wholes } = await settled();
  stocks.tick("ACME|1m", 200.25);
  await untilDrawn("ACME|1m");
  await page.locator(".top").getByText("200.25 USD").waitFor();
  stocks.tick("ACME|1m", 201.5, true);
  await untilDrawn("ACME|1m", 1_001);
  expect((await watch("repairs")).wholes).toBe(wholes);
  expect(await watch("bars")).toEqual(stocks.bars("ACME|1m").slice(-1_001));
  expect(opened.complaints).toEqual([]);
});

test("a corrected bar of the past is repaired in place, with the indicators after it, and nothing is thrown", async () => {
  const { watch, state, complaints } = await open();
  await state("live");
  await untilDrawn("ACME|1m");
  const { wholes, points } = await settled();
  const all = stocks.bars("ACME|1m");
  stocks.correct("ACME|1m", all.at(-12)?.openTime ?? 0, 123.45);
  await untilDrawn("ACME|1m");
  expect((await watch("drawnCloses")).at(-12)).toBe(123.45);
  expect(await watch("repairs")).toEqual({ wholes, points: points + 12 });
  // So far back that the library is quicker with all of them.
  stocks.correct("ACME|1m", all.at(-700)?.openTime ?? 0, 234.5);
  await untilDrawn("ACME|1m");
  expect((await watch("repairs")).wholes).toBe(wholes + 1);
  expect(await watch("bars")).toEqual(stocks.bars("ACME|1m").slice(-1_000));
  expect(complaints).toEqual([]);
});

test("older bars come as one goes back, and where one is is in the address", async () => {
  const { page, state, until } = await open();
  await state("live");
  await untilDrawn("ACME|1m");
  const box = await page.locator(".bars-chart").boundingBox();
  const [x, y] = [(box?.x ?? 0) + 100, (box?.y ?? 0) + 120];
  const drag = async () => {
    await page.mouse.move(x, y);
    await page.mouse.down();
    await page.mouse.move(x + 640, y, { steps: 4 });
    await page.mouse.up();
  };
  // A chart that is drawn anew as its font comes lets go of the pointer.
  await until(async () => {
    await drag();
    await page.waitForTimeout(400);
    return /at=\d{4}-\d\d-\d\dT\d\d:\d\dZ/.test(page.url());
  });
  const query = new URL(page.url()).searchParams;
  const before = stocks
    .bars("ACME|1m")
    .findIndex(({ openTime }) => openTime === Date.parse(query.get("at") ?? ""));
  expect(before).toBeGreaterThan(2_800);
  expect(before).toBeLessThan(2_999);
  // A place of long ago: pages are asked for until it is there.
  const long = stocks.bars("ACME|1m")[400]?.openTime ?? 0;
  await open(`?symbol=ACME&bars=120&at=${new Date(long).toISOString().slice(0, 16)}Z`);
  await opened.state("live");
  await untilDrawn("ACME|1m", 3_000);
  await opened.page.locator(".bar-legend").getByText("C ").waitFor();
  expect(await opened.watch("bars")).toEqual(stocks.bars("ACME|1m"));
  await opened.page.getByRole("button", { name: "Newest" }).click();
  await opened.page.waitForURL((url) => !url.search.includes("at="));
});

test("symbol, interval and graphs are chosen by hand and by keys, and stand in the address", async () => {
  const { page, watch, state } = await open("");
  await state("live");
  expect(await watch("series")).toBe("^GSPC|1d");
  expect(await page.getByRole("button", { name: "5 min" }).isDisabled()).toBe(true);
  await page.keyboard.press("/");
  await page.keyboard.type("bo");
  await page.keyboard.press("Enter");
  await opened.until(async () => (await watch("series")) === "BOLT|1m");
  await page.getByRole("button", { name: "1 h", exact: true }).click();
  await untilDrawn("BOLT|1h");
  const graphs = page.getByRole("group", { name: "Graphs" });
  for (const name of ["SMA", "EMA", "MACD", "PVT", "RSI"]) await graphs.getByRole("button", { name }).click();
  expect(new URL(page.url()).search).toBe(
    "?symbol=BOLT&interval=1h&graphs=bands,sma,ema,volume,aroon,macd,pvt",
  );
  await page.reload();
  await state("live");
  await untilDrawn("BOLT|1h");
  for (const name of ["SMA 20", "EMA 20", "Bollinger 20, 2"])
    await page.locator(".bar-legend").getByText(name).waitFor();
  for (const name of ["Aroon 25", "MACD 12, 26, 9", "PVT"])
    await page.locator(".pane-legends").getByText(name).waitFor();
  await page.getByRole("button", { name: "1 year" }).click();
  await untilDrawn("BOLT|1y", 12);
  await page.locator(".bar-legend").getByText("12 of 20 bars").first().waitFor();
  expect(opened.complaints).toEqual([]);
});

test("a symbol that is not there is followed when asked for, or it is said why not", async () => {
  const { page, watch, state } = await open();
  await state("live");
  const search = page.getByRole("searchbox", { name: "Search symbols" });
  await search.fill("xyz");
  await page.getByRole("button", { name: "Follow XYZ" }).click();
  await page.getByText("Not followed: no provider of this service knows XYZ.").waitFor();
  expect(await opened.barriers()).toEqual([]);
  await search.fill("msft");
  await page.getByRole("button", { name: "Follow MSFT" }).click();
  await opened.until(async () => (await watch("drawnSeries")) === "MSFT|1d");
  expect(stocks.ticks.asked).toEqual(["XYZ", "MSFT"]);
  await server.close();
  server = await startConsole({ apis: apis(), actions: "off" });
  await page.goto(`${server.url}/stocks`);
  await search.fill("aapl");
  await page.getByText("CONSOLE_ACTIONS is off").waitFor();
  expect(await page.getByRole("button", { name: "Follow AAPL" }).isDisabled()).toBe(true);
});

test("a symbol is found by its name, let go, and followed again", async () => {
  const { page, watch, state } = await open();
  await state("live");
  await page.getByRole("searchbox", { name: "Search symbols" }).fill("s&p");
  await page.keyboard.press("Enter");
  await opened.until(async () => (await watch("drawnSeries")) === "^GSPC|1d");
  await page.getByRole("heading", { name: "^GSPC S&P 500 · 1 day" }).waitFor();
  await page.getByRole("button", { name: "Unfollow ^GSPC" }).click();
  await state("closed");
  expect(await notice()).toContain("no longer followed");
  expect(stocks.ticks.followed.has("^GSPC")).toBe(false);
  await page.getByRole("button", { name: "Follow ^GSPC again" }).click();
  await state("live");
  expect(stocks.ticks.asked).toEqual(["^GSPC"]);
  expect(opened.complaints).toEqual([]);
});

test("a symbol of which there is no bar yet says what its source says", async () => {
  const weather = "Binance cannot be reached";
  stocks.ticks.followed.set("COIN", { ...aFollowed("COIN", null), state: "unknown", reason: weather });
  await open("?symbol=COIN");
  await opened.state("stale");
  expect(await notice()).toContain(weather);
  stocks.ticks.followed.set("COIN", aFollowed("COIN", "1d"));
  await opened.state("loading");
  expect(await notice()).toContain("waiting for the first bar of COIN");
});

test("arrows move along the chart and tell the values; Escape lets go", async () => {
  const { page, state } = await open();
  await state("live");
  await untilDrawn("ACME|1m");
  await page.getByRole("application").focus();
  await page.keyboard.press("End");
  await page.keyboard.press("ArrowLeft");
  await page.keyboard.press("ArrowLeft");
  const said = () => page.locator(".bars-stage [aria-live]").innerText();
  const bar = stocks.bars("ACME|1m").at(-3);
  await opened.until(async () => (await said()).includes(`close ${bar?.close.toFixed(2)}`));
  expect(await said()).toContain(`RSI ${bar?.rsi?.toFixed(1)}`);
  expect(await page.locator(".bar-legend").innerText()).toContain(`C ${bar?.close.toFixed(2)}`);
  await page.keyboard.press("PageDown");
  await page.keyboard.press("Escape");
  const last = stocks.bars("ACME|1m").at(-1);
  await page
    .locator(".bar-legend")
    .getByText(`${last?.close.toFixed(2)}`)
    .first()
    .waitFor();
  await page.keyboard.press("+");
  await page.waitForURL(/bars=\d+/);
});

test("the table is the chart's twin, one key away", async () => {
  const { page, state } = await open("?symbol=ACME&graphs=bands,rsi");
  await state("live");
  await page.keyboard.press("t");
  const rows = page.locator(".bars-twin tbody tr");
  await opened.until(async () => (await rows.count()) === 200);
  const cells = await rows.nth(1).locator("td").allInnerTexts();
  const bar = stocks.bars("ACME|1m").at(-2);
  const money = (value: number | null | undefined) => value?.toFixed(2) ?? "";
  expect(cells.map((text) => text.replaceAll(",", ""))).toEqual([
    money(bar?.open),
    money(bar?.high),
    money(bar?.low),
    money(bar?.close),
    expect.stringMatching(/K$/),
    money(bar?.bollingerUpper),
    money(bar?.bollingerMiddle),
    money(bar?.bollingerLower),
    bar?.rsi?.toFixed(1),
  ]);
  stocks.tick("ACME|1m", 150.75);
  await rows.first().getByText("150.75").first().waitFor();
  await page.getByRole("button", { name: "More" }).click();
  await opened.until(async () => (await rows.count()) === 400);
  await page.keyboard.press("t");
  await page.locator(".bars-chart canvas").first().waitFor();
});

test("what is in sight is computed again in the page, and a wrong value is found", async () => {
  const { page, state } = await open();
  await state("live");
  await page.keyboard.press("v");
  const verify = page.getByRole("region", { name: "Computed again" });
  await verify.getByText("✓ largest relative difference 0").waitFor();
  await verify.getByText("from 3,000 bars, the first included").waitFor();
  for (const name of ["SMA", "EMA", "Bollinger", "Aroon", "RSI", "MACD", "PVT"])
    await verify.locator("li", { hasText: name }).waitFor();
  const wrong = stocks.bars("ACME|1m").at(-4)?.openTime;
  stocks.distort("ACME|1m", (bar) => (bar.openTime === wrong ? { ...bar, rsi: (bar.rsi ?? 0) + 0.5 } : bar));
  stocks.correct("ACME|1m", wrong ?? 0, stocks.bars("ACME|1m").at(-4)?.close ?? 0);
  await verify
    .getByText(/▲ largest relative difference \de-2 of RSI|▲ largest relative difference [\d.]+e-\d of RSI/)
    .waitFor();
});

test("signals are logged as they come, and a late one says so", async () => {
  const at = (back: number) => stocks.bars("ACME|1m").at(-back)?.openTime ?? 0;
  stocks.signal({ openTime: at(9), kind: "rsi-overbought" });
  stocks.signal({ openTime: at(9), kind: "squeeze", interval: "5m" });
  const { page, state } = await open();
  await state("live");
  const log = page.getByRole("list", { name: "Signals" }).getByRole("listitem");
  await log.first().waitFor();
  expect(await log.count()).toBe(1);
  stocks.signal({ openTime: at(2), kind: "aroon-cross-up", late: true });
  await opened.until(async () => (await log.count()) === 2);
  expect(await log.first().innerText()).toMatch(/Aroon crosses up\s+late/);
});

test("a hidden tab holds no stream, and on return shows the present at once", async () => {
  const { state } = await open();
  await state("live");
  await untilDrawn("ACME|1m");
  await hide(opened, true);
  await opened.until(async () => stocks.streams === 0);
  stocks.tick("ACME|1m", 99.5);
  await hide(opened, false);
  await untilDrawn("ACME|1m");
  expect(stocks.opened.filter(({ url }) => url.startsWith("/bars")).at(-1)?.lastEventId).toMatch(/^fake:/);
});

const looks = [
  { name: "wide and dark", width: 1280, height: 800, colorScheme: "dark" },
  { name: "a phone, light", width: 360, height: 720, colorScheme: "light" },
] as const;

describe.each(looks)("$name", ({ width, height, colorScheme }) => {
  const look = { viewport: { width, height }, colorScheme };

  /** Nothing in the way of anyone, nothing to scroll sideways for, no complaint of the browser. */
  async function expectSound(): Promise<void> {
    const { page, barriers, complaints } = opened;
    expect(await barriers()).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(
      0,
    );
    expect(complaints).toEqual([]);
  }

  test("each state of a symbol has its word and its reason", async () => {
    await open("?symbol=ACME&graphs=bands,sma,ema,volume,aroon,rsi,macd,pvt&verify=1", look);
    await opened.state("live");
    await expectSound();
    stocks.tell("ACME", { state: "delayed", delaySeconds: 900 });
    await opened.state("delayed");
    expect(await notice()).toContain("15\u202fmin 0\u202fs late");
    stocks.tell("ACME", { state: "halted", reason: "circuit breaker" });
    await opened.state("halted");
    expect(await notice()).toContain("circuit breaker");
    stocks.tell("ACME", { state: "closed", reason: null, nextOpenAt: Date.now() + 3_600_000 });
    await opened.state("closed");
    await expectSound();
    stocks.tell("ACME", { state: "stale", reason: "no tick for more than 90 s" });
    await opened.state("stale");
    expect(await notice()).toContain("no tick for more than 90 s");
    await expectSound();
  });

  test("empty: no symbol, and one that nobody follows", async () => {
    await open("?symbol=NOPE", look);
    await opened.state("empty");
    expect(await notice()).toContain("NOPE is not followed");
    stocks.forget();
    await open("", look);
    await opened.state("empty");
    expect(await notice()).toContain("npm start");
    await expectSound();
  });

  test("error from the start, then live by itself", async () => {
    stocks.refuse(503);
    await open("", look);
    await opened.state("error");
    expect(await notice()).toContain("technical-indicators is starting");
    await expectSound();
    stocks.refuse(undefined);
    // By itself it may be quicker than the hand.
    await opened.page
      .getByRole("button", { name: "Try now" })
      .click({ timeout: 2_000 })
      .catch(() => {});
    await opened.state("live");
  });

  test("reconnecting: what was shown stays, greyed, and nothing is lost", async () => {
    await open("?symbol=ACME", look);
    await opened.state("live");
    await untilDrawn("ACME|1m");
    stocks.refuse(502);
    stocks.cut();
    await opened.state("reconnecting");
    expect(await notice()).toMatch(/What you see is .* old/);
    expect(await opened.watch("drawnCloses")).toHaveLength(1_000);
    await expectSound();
    stocks.tick("ACME|1m", 77.25, true);
    stocks.refuse(undefined);
    await opened.state("live");
    await untilDrawn("ACME|1m", 1_001);
  });
});

test("nothing stands in the way of anyone in the table", async () => {
  await open("?symbol=ACME&interval=1y&table=1&graphs=bands,sma,ema,volume,aroon,rsi,macd,pvt");
  await opened.page.getByText("12 of 20 bars").first().waitFor();
  expect(await opened.barriers()).toEqual([]);
});

test("loading: says what it waits for", async () => {
  opened = await openPage<StocksWatch>(browser, "about:blank");
  await opened.page.route("**/api/technical-indicators/bars?*", () => {});
  await opened.page.goto(`${server.url}/stocks?symbol=ACME`);
  await opened.state("loading");
  await opened.page.getByText("waiting for the bars of ACME").waitFor();
  expect(await opened.barriers()).toEqual([]);
});

test("g s leads here, its keys are listed, the chart's library is named, and its script is small", async () => {
  opened = await openPage<StocksWatch>(browser, "about:blank");
  const bytes = await scriptBytes(opened.page);
  await opened.page.goto(`${server.url}/`);
  await opened.page.getByRole("heading", { name: "Overview" }).waitFor();
  const before = await bytes();
  await opened.page.keyboard.press("g");
  await opened.page.keyboard.press("s");
  await opened.state("live");
  expect((await bytes()) - before).toBeGreaterThan(50_000);
  expect((await bytes()) - before).toBeLessThan(100_000);
  const link = opened.page.getByRole("link", { name: "TradingView" });
  expect(await link.getAttribute("href")).toBe("https://www.tradingview.com/");
  await opened.page.keyboard.press("?");
  await opened.page.getByRole("dialog").getByText("Recompute what is in sight").waitFor();
});
