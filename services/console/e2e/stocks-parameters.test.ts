import { computeIndicators, defaultSettings, type IndicatorSettings } from "@tributary/indicators";
import type { Browser } from "playwright-core";
import type { StocksWatch } from "../page/stocks/watchable.ts";
import { openBrowser } from "./support/browser.ts";
import { type ConsoleServer, startConsole } from "./support/console-server.ts";
import { type FakeStocks, startFakeStocks } from "./support/fake-stocks.ts";
import { type OpenPage, openPage } from "./support/open-page.ts";

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
  server = await startConsole({
    apis: [`technical-indicators=${stocks.url}`, `stock-ticks=${stocks.ticks.url}`],
  });
});
afterEach(async () => {
  for (const context of browser.contexts()) await context.close();
  await server.close();
  await stocks.close();
});

const SERIES = "ACME|1m";
const open = async (query: string, options = {}) => {
  opened = await openPage<StocksWatch>(browser, `${server.url}/stocks?symbol=ACME&${query}`, options);
  await opened.state("live");
  return opened;
};
const search = () => new URL(opened.page.url()).search;
const legend = () => opened.page.locator(".bar-legend");
const form = (name: string) => opened.page.getByRole("group", { name, exact: true });
const openForms = async () => {
  await opened.page.locator(".parameters summary").focus();
  await opened.page.keyboard.press("Enter");
};

type Field = "sma" | "ema" | "rsi";

/** Values of all bars there have ever been, newest last. */
const truth = (patch: Partial<IndicatorSettings>, field: Field, count: number) =>
  computeIndicators(stocks.bars(SERIES), { ...defaultSettings, ...patch })
    .slice(-count)
    .map((values) => values[field]);

/** Waits until the chart draws these as the first line, to 1e-9. */
const untilLine = (right: readonly (number | null)[]) =>
  opened.until(async () => {
    const drawn = (await opened.watch("drawnLine")).slice(-right.length);
    return (
      drawn.length === right.length &&
      drawn.every((value, index) => {
        const is = right[index] ?? null;
        return value === null || is === null ? value === is : Math.abs(value - is) <= 1e-9 * Math.abs(is);
      })
    );
  });

test("a graph with other parameters is computed here, of each tick, the next bar and a correction", async () => {
  const { page, watch } = await open("graphs=ema&ema=50");
  await legend().getByText("computed here").waitFor();
  expect(await legend().innerText()).toContain("EMA 50");
  const right = () => truth({ ema: 50 }, "ema", 150);
  await untilLine(right());
  // 850 bars before those in sight are enough for 50, and no more were asked for.
  expect([await watch("unsettled"), (await watch("bars")).length]).toEqual([[], 1_000]);
  stocks.tick(SERIES, 321.5);
  await untilLine(right());
  stocks.tick(SERIES, 200.25, true);
  await untilLine(right());
  expect((await watch("drawnCloses")).length).toBe(1_001);
  stocks.correct(SERIES, stocks.bars(SERIES).at(-30)?.openTime ?? 0, 400);
  await untilLine(right());
  // What the service told stays as it was told.
  expect(await watch("bars")).toEqual(stocks.bars(SERIES).slice(-1_001));
  await page.keyboard.press("t");
  const row = page.locator(".bars-twin tbody tr").nth(29);
  expect(await row.locator("td").last().innerText()).toBe(
    (right().at(-30) as number).toLocaleString("en-GB", {
      minimumFractionDigits: 2,
      maximumFractionDigits: 2,
    }),
  );
  await page.locator(".bars-twin th").getByText("50, computed here").waitFor();
  expect(opened.complaints).toEqual([]);
});

test("what remembers all the past says so until enough of it is here, and gets it", async () => {
  let isAway = true;
  opened = await openPage<StocksWatch>(browser, "about:blank");
  const { page, watch } = opened;
  await page.route(/\/bars\?.*before=/, (route) => (isAway ? route.abort() : route.continue()));
  await page.goto(`${server.url}/stocks?symbol=ACME&graphs=ema,rsi&ema=200`);
  await opened.state("live");
  await legend().getByText("computed here, ≈ not exact yet").waitFor();
  expect(await legend().innerText()).toMatch(/≈\s[\d,.]+/);
  expect(await watch("unsettled")).toEqual(["ema"]);
  await openForms();
  await form("EMA").getByText("asking for older ones failed, and is tried again").waitFor();
  isAway = false;
  await form("EMA").getByText("where the bars begin makes no difference in sight").waitFor();
  expect(await watch("unsettled")).toEqual([]);
  await untilLine(truth({ ema: 200 }, "ema", 150));
  expect(await legend().innerText()).not.toContain("≈");
});

test("parameters are typed, and stand in the address where they differ from the service's", async () => {
  const { page } = await open("graphs=bands,sma,macd");
  await openForms();
  expect(await form("SMA").innerText()).toContain("as the service computes it");
  await form("SMA").getByLabel("period").fill("50");
  await untilLineOf("SMA 50");
  await form("Bollinger").getByLabel("deviations").fill("2.5");
  await form("MACD").getByLabel("slow").fill("35");
  await untilLineOf("Bollinger 20, 2.5");
  await page.locator(".pane-legends").getByText("MACD 12, 35, 9").waitFor();
  expect(search()).toBe("?symbol=ACME&graphs=bands,sma,macd&sma=50&bands=20,2.5&macd=12,35,9");
  // What cannot be stays in its field, is told, and changes nothing.
  const slow = form("MACD").getByLabel("slow");
  await slow.fill("5");
  await form("MACD").getByText("fast must be below slow; shown with 12, 35, 9").waitFor();
  expect(await slow.getAttribute("aria-invalid")).toBe("true");
  expect(search()).toContain("macd=12,35,9");
  await page.getByRole("button", { name: "MACD as the service computes it: 12, 26, 9" }).click();
  expect(await slow.inputValue()).toBe("26");
  await form("SMA").getByLabel("period").fill("20");
  await page.waitForURL((url) => url.search === "?symbol=ACME&graphs=bands,sma,macd&bands=20,2.5");
  await page.getByRole("button", { name: "All as the service computes" }).click();
  await page.waitForURL((url) => url.search === "?symbol=ACME&graphs=bands,sma,macd");
  await opened.until(async () => !(await legend().innerText()).includes("computed here"));
  expect(opened.complaints).toEqual([]);
});

const untilLineOf = (words: string) => legend().getByText(words).waitFor();

test("what the address has of parameters that cannot be is told, and the service's are shown", async () => {
  const { page, watch } = await open("graphs=sma,ema,rsi&sma=0&ema=fast&rsi=7");
  const status = page.getByRole("status");
  await status
    .getByText("sma=0 in the address cannot be: period needs a whole number from 1 to 500")
    .waitFor();
  await status.getByText("ema=fast in the address cannot be").waitFor();
  await untilLineOf("SMA 20");
  expect(await legend().innerText()).toMatch(/SMA 20\s+[\d,.]+\s+EMA 20/);
  await untilLine(
    stocks
      .bars(SERIES)
      .slice(-150)
      .map(({ sma }) => sma),
  );
  expect((await watch("shownBars")).at(-1)?.rsi).not.toBe(stocks.bars(SERIES).at(-1)?.rsi);
  expect(opened.complaints).toEqual([]);
  // The service's own are no others, however they are asked for.
  await open("graphs=sma&sma=20");
  await untilLineOf("SMA 20");
  expect(await legend().innerText()).not.toContain("computed here");
});

test("Verify stays with what the service told, and says of what is computed here that it is", async () => {
  const { page } = await open("graphs=sma,rsi&sma=50&rsi=7&verify=1");
  const verify = page.getByRole("region", { name: "Computed again" });
  await verify.getByText("✓ largest relative difference 0").waitFor();
  await verify.getByText("SMA 50, RSI 7 are computed in this page to begin with").waitFor();
  const wrong = stocks.bars(SERIES).at(-4);
  stocks.distort(SERIES, (bar) =>
    bar.openTime === wrong?.openTime ? { ...bar, rsi: (bar.rsi ?? 0) + 0.5 } : bar,
  );
  stocks.correct(SERIES, wrong?.openTime ?? 0, wrong?.close ?? 0);
  await verify.getByText(/▲ largest relative difference [\d.]+e-\d of RSI/).waitFor();
});

test.each([
  { width: 1280, height: 800, colorScheme: "dark" },
  { width: 360, height: 720, colorScheme: "light" },
] as const)(
  "nothing is in the way of anyone at $width px, $colorScheme",
  async ({ width, height, colorScheme }) => {
    const { page, barriers } = await open(
      "graphs=bands,sma,ema,aroon,rsi,macd&sma=0&macd=100,200,100&bands=100,2.25",
      { viewport: { width, height }, colorScheme },
    );
    await openForms();
    await form("EMA").getByLabel("period").fill("501");
    await form("EMA").getByText("period needs a whole number from 1 to 500").waitFor();
    expect(await barriers()).toEqual([]);
    const beyond = await page.evaluate(() => {
      const edge = document.querySelector(".parameters")?.getBoundingClientRect().right ?? 0;
      const inside = [...document.querySelectorAll(".parameters :is(input, button, p)")];
      return [
        document.documentElement.scrollWidth - innerWidth,
        ...inside.map((one) => one.getBoundingClientRect().right - edge),
      ].filter((pixels) => pixels > 0);
    });
    expect(beyond).toEqual([]);
    // By keys alone: from one field to the next, and a step up.
    await form("Bollinger").getByLabel("period").focus();
    await page.keyboard.press("Tab");
    await page.keyboard.press("ArrowUp");
    await page.waitForURL(/bands=100,2\.3/);
  },
);
