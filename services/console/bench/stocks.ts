import { parseArgs } from "node:util";
import { openBrowser } from "../e2e/support/browser.ts";
import { startConsole } from "../e2e/support/console-server.ts";
import { startFakeStocks } from "../e2e/support/fake-stocks.ts";
import { openPage } from "../e2e/support/open-page.ts";
import type { StocksWatch } from "../page/stocks/watchable.ts";
import { longestTask, mainThreadTasks, processorMs } from "./main-thread-tasks.ts";

/**
 * `npm run bench:stocks`: how long it takes from a press to the picture of another symbol or interval, each with that many
 * bars, and how long ticks hold up the main thread with all of them on the chart. JSON.
 */
const { values } = parseArgs({
  options: {
    bars: { type: "string", default: "5000" },
    switches: { type: "string", default: "20" },
    seconds: { type: "string", default: "15" },
  },
});
const bars = Number(values.bars);
const stocks = await startFakeStocks({ bars });
const server = await startConsole({ apis: [`technical-indicators=${stocks.url}`] });
const browser = await openBrowser();
const all = "bands,sma,ema,volume,aroon,rsi,macd,pvt";

/** All that can be, computed in the page. */
const own = `${all}&bands=20,2.5&sma=50&ema=50&aroon=50&rsi=7&macd=5,35,5`;

for (const graphs of ["bands,volume,aroon,rsi", all, own]) {
  const { page, state, watch, until } = await openPage<StocksWatch>(
    browser,
    `${server.url}/stocks?symbol=ACME&graphs=${graphs}`,
  );
  await state("live");
  /** Presses a button and waits, within the page, until the chart has drawn the other bars. */
  const press = (name: string) =>
    page.evaluate(async (label) => {
      type Watch = { drawnSeries(): string; series(): string };
      const look = (window as unknown as { tributary: Watch }).tributary;
      const button = [...document.querySelectorAll("button")].find(
        ({ textContent }) => textContent === label,
      );
      const from = performance.now();
      button?.click();
      const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
      do await frame();
      while (look.drawnSeries() !== look.series());
      await frame();
      return performance.now() - from;
    }, name);
  const took: number[] = [];
  const names = ["BOLT", "5 min", "CRAG", "1 h", "ACME", "1 day", "BOLT", "1 min"];
  for (let turn = 0; turn < Number(values.switches); turn++) {
    took.push(await press(names[turn % names.length] as string));
    await page.waitForTimeout(500);
  }
  took.sort((a, b) => a - b);
  // All of them on the chart.
  await page.goto(`${server.url}/stocks?symbol=ACME&graphs=${graphs}&verify=1`);
  await state("live");
  await until(async () => (await watch("drawnCloses")).length >= bars);
  for (const verify of [true, false]) {
    if (!verify) await page.keyboard.press("v");
    stocks.play(1);
    await page.waitForTimeout(2_000);
    const tasks = await mainThreadTasks(browser, Number(values.seconds) * 1_000);
    stocks.calm();
    console.log(
      JSON.stringify({
        graphs,
        barsOnChart: bars,
        verify,
        switches: took.length,
        switchMs: { median: Math.round(took[took.length >> 1] ?? 0), most: Math.round(took.at(-1) ?? 0) },
        ...longestTask(tasks),
        processorMsPerSecond: Number((processorMs(tasks) / Number(values.seconds)).toFixed(1)),
      }),
    );
  }
  await page.context().close();
}
await browser.close();
await server.close();
await stocks.close();
