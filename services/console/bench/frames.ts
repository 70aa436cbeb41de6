import { cpus } from "node:os";
import { loadNetwork } from "@tributary/bus-network";
import { openBrowser } from "../e2e/support/browser.ts";
import { startConsole } from "../e2e/support/console-server.ts";
import { startFakeFeed } from "../e2e/support/fake-feed.ts";
import { openPage } from "../e2e/support/open-page.ts";

/**
 * Frames a second of the Buses page with many buses in view, every bus reporting once a second, drawn in software by
 * a headless browser at 1280 × 800. JSON on stdout. Each run: 5 s to settle, then ten looks a second apart.
 */
const runs = [
  { vehicles: 1_300, zoom: 13 },
  { vehicles: 4_700, zoom: 13 },
  { vehicles: 9_000, zoom: 13 },
  { vehicles: 9_000, zoom: 10 },
];
const LOOKS = 10;

const browser = await openBrowser();
const results = [];
for (const { vehicles, zoom } of runs) {
  const feed = await startFakeFeed({ lines: loadNetwork().lines, vehicles, everyMs: 1_000 });
  const server = await startConsole({ apis: [`map-feed=${feed.url}`] });
  const { page, state, watch } = await openPage(browser, `${server.url}/buses?z=${zoom}`);
  await state("live");
  await page.waitForTimeout(5_000);
  const looks = [];
  for (let look = 0; look < LOOKS; look++) {
    await page.waitForTimeout(1_000);
    looks.push({ ...(await watch("frames")), inView: (await watch("drawn")).length });
  }
  results.push({
    vehicles,
    zoom,
    drawnAs: zoom < 13 ? "dots" : "bullets",
    inView: middle(looks.map(({ inView }) => inView)),
    fps: {
      median: round(middle(looks.map(({ fps }) => fps))),
      least: round(Math.min(...looks.map(({ fps }) => fps))),
    },
    workMs: { median: round(middle(looks.map(({ work }) => work))) },
    longestPauseMs: { median: round(middle(looks.map(({ longest }) => longest))) },
  });
  await page.context().close();
  await server.close();
  await feed.close();
}
const version = browser.version();
await browser.close();
const machine = `${cpus().length} × ${cpus()[0]?.model ?? "unknown"}`;
console.log(JSON.stringify({ machine, chromium: version, viewport: "1280x800", results }, null, 2));

function middle(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[values.length >> 1] ?? 0;
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
