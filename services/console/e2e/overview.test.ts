import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import type { Browser } from "playwright-core";
import { openBrowser } from "./support/browser.ts";
import { type ConsoleServer, startConsole } from "./support/console-server.ts";
import { openPage } from "./support/open-page.ts";
import { scriptBytes } from "./support/script-bytes.ts";

let browser: Browser;
let server: ConsoleServer;
let ready = true;
const ops = createServer(({ url }, response) => {
  const check = { name: "view vehicles", ok: ready, detail: ready ? "read to the end" : "12 records behind" };
  const status = url === "/readyz" && !ready ? 503 : 200;
  response.writeHead(status).end(JSON.stringify({ ready, checks: [check] }));
});

beforeAll(async () => {
  ops.listen(0, "127.0.0.1");
  await once(ops, "listening");
  const { port } = ops.address() as AddressInfo;
  server = await startConsole({
    apis: [],
    ops: [`map-feed=http://127.0.0.1:${port}|http://127.0.0.1:1`, `bus-gps=http://127.0.0.1:${port}`],
  });
  browser = await openBrowser();
});
afterAll(async () => {
  await browser.close();
  await server.close();
  ops.closeAllConnections();
  ops.close();
});
afterEach(async () => {
  ready = true;
  for (const context of browser.contexts()) await context.close();
});

test.each([
  { width: 1280, colorScheme: "dark" },
  { width: 1280, colorScheme: "light" },
  { width: 360, colorScheme: "dark" },
  { width: 360, colorScheme: "light" },
] as const)("says who is ready and who is not for which reason: %j", async ({ width, colorScheme }) => {
  const opened = await openPage(browser, server.url, { viewport: { width, height: 720 }, colorScheme });
  const { page, state, barriers, complaints } = opened;
  await state("live");
  const feed = page.getByRole("region", { name: "map-feed" });
  await feed.getByText("1 of 2 ready").waitFor();
  expect(await feed.innerText()).toMatch(/1 of 2 ready[\s\S]*ready[\s\S]*away[\s\S]*cannot be reached/);
  ready = false;
  await feed.getByText("12 records behind").waitFor();
  expect(await feed.innerText()).toContain("0 of 2 ready");
  expect(await barriers()).toEqual([]);
  expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
  expect(complaints).toEqual([]);
});

test("says when the console itself is away, keeps what it knew, and recovers", async () => {
  const opened = await openPage(browser, server.url);
  await opened.state("live");
  await opened.page.route("**/services", (route) => route.abort());
  await opened.state("reconnecting");
  expect(await opened.page.getByText("the console cannot be reached").count()).toBe(1);
  expect(await opened.page.getByRole("region", { name: "bus-gps" }).count()).toBe(1);
  expect(await opened.barriers()).toEqual([]);
  await opened.page.unroute("**/services");
  await opened.state("live");
});

test("an address that is no page is told so", async () => {
  const opened = await openPage(browser, `${server.url}/trams`);
  await opened.page.getByRole("heading", { name: "There is no such page" }).waitFor();
  expect(await opened.barriers()).toEqual([]);
});

test("the first page is small: script below 150 kB gzipped", async () => {
  const opened = await openPage(browser, "about:blank");
  const bytes = await scriptBytes(opened.page);
  await opened.page.goto(`${server.url}/buses`);
  await opened.page.getByRole("heading", { name: "Buses" }).waitFor();
  expect(await bytes()).toBeGreaterThan(10_000);
  expect(await bytes()).toBeLessThan(150_000);
});
