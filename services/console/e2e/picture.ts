import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { openBrowser } from "./support/browser.ts";
import { openPage } from "./support/open-page.ts";

/** `npm run picture -- --url http://127.0.0.1:4000`: the README's pictures, taken of the system that runs there. */
const { values } = parseArgs({ options: { url: { type: "string", default: "http://127.0.0.1:4000" } } });
const browser = await openBrowser();
for (const colorScheme of ["dark", "light"] as const) {
  const { page, state, watch, until } = await openPage(
    browser,
    `${values.url}/buses?z=13.5&at=51.5020,-0.1310`,
    {
      viewport: { width: 1280, height: 760 },
      deviceScaleFactor: 1.5,
      colorScheme,
    },
  );
  await state("live");
  await until(async () => (await watch("buses")).some(({ along }) => along !== null));
  const panels = { left: 400, right: 900, top: 100, bottom: 640 };
  const inTheOpen = (await watch("drawn")).find(
    ({ x, y }) => x > panels.left && x < panels.right && y > panels.top && y < panels.bottom,
  );
  const map = await page.locator(".map").boundingBox();
  if (inTheOpen !== undefined && map !== null)
    await page.mouse.click(map.x + inTheOpen.x, map.y + inTheOpen.y);
  await page.waitForTimeout(2_500);
  const path = fileURLToPath(new URL(`../picture-${colorScheme}.png`, import.meta.url));
  await page.screenshot({ path });
  console.log(path);
  await page.context().close();

  const stocks = await openPage(browser, `${values.url}/stocks?symbol=ALDER.SYN&interval=1m`, {
    viewport: { width: 1280, height: 860 },
    deviceScaleFactor: 1.5,
    colorScheme,
  });
  await stocks.state("live");
  // The font, the signals, a few ticks.
  await stocks.page.waitForTimeout(2_500);
  const stocksPath = fileURLToPath(new URL(`../stocks-${colorScheme}.png`, import.meta.url));
  await stocks.page.screenshot({ path: stocksPath });
  console.log(stocksPath);
  await stocks.page.context().close();
}
await browser.close();
