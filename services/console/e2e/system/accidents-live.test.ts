import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type System, startSystem } from "@tributary/testing";
import type { Browser } from "playwright-core";
import type { AccidentsWatch } from "../../page/accidents/watchable.ts";
import { openBrowser } from "../support/browser.ts";
import { type OpenPage, openPage } from "../support/open-page.ts";

const rows = Number(process.env.ACCIDENT_ROWS ?? 20_000);

let folder: string;
let system: System;
let browser: Browser;
let accidents: OpenPage<AccidentsWatch>;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "tributary-e2e-"));
  const env = { ACCIDENT_GENERATED_ROWS: String(rows), ACCIDENT_SPEED: "21600" };
  const only = ["accident-csv", "accident-feed", "mongo-sink", "console"];
  system = await startSystem({ folder, env, only });
  browser = await openBrowser();
  accidents = await openPage(browser, `${system.replica("console").url}/accidents?window=7d`);
}, 180_000);
afterAll(async () => {
  await browser?.close();
  await system?.stop();
  await rm(folder, { recursive: true, force: true });
}, 60_000);

async function ask<T>(service: string, path: string): Promise<T> {
  return (await (await fetch(`${system.replica(service).url}${path}`)).json()) as T;
}

test("set to max from the page, the file ends on it with the numbers and the window of the service", async () => {
  const { page, state, watch, until } = accidents;
  await state("live");
  await page.getByRole("button", { name: "max", exact: true }).click();
  await state("finished");
  const totals = await ask<{ accidents: number }>("accident-feed", "/totals");
  const counted = await page.locator(".figures").innerText();
  expect(counted).toContain(
    `${totals.accidents.toLocaleString("en-GB")} of ${totals.accidents.toLocaleString("en-GB")} sent`,
  );
  const window = await ask<{ accidents: { accidentId: string }[] }>("accident-feed", "/accidents");
  const ids = window.accidents.map(({ accidentId }) => accidentId).sort();
  expect(ids.length).toBeGreaterThan(10);
  await until(async () => JSON.stringify([...(await watch("held"))].sort()) === JSON.stringify(ids));
  expect(accidents.complaints).toEqual([]);
}, 240_000);

interface Archived {
  readonly _id: string;
  readonly startedLocal: string;
  readonly timeZone: string;
  readonly meta: { readonly state: string };
}

test("the record of an accident is read back from MongoDB, as it is there", async () => {
  const { page, state } = accidents;
  // Not the newest of all: at full speed the sink writes for minutes what the page has counted in seconds.
  const { documents } = await ask<{ documents: Archived[] }>("mongo-sink", "/documents/accidents?limit=1");
  const [document] = documents;
  expect(document).toBeDefined();
  const { _id, startedLocal, timeZone, meta } = document as Archived;
  await page.goto(`${system.replica("console").url}/accidents?accident=${encodeURIComponent(_id)}`);
  await state("finished");
  const record = page.locator(".record");
  await record.locator(".archive").waitFor();
  const words = await record.innerText();
  expect(words).toContain(_id);
  expect(await record.getByRole("heading", { level: 2 }).innerText()).toMatch(new RegExp(`${meta.state}$`));
  expect(words).toContain(`by the clocks of ${timeZone}`);
  expect(words).toContain(startedLocal.slice(11, 19));
  expect(words).toMatch(/Read back from MongoDB: (plain|time-series) collection accidents, [\d,]+ documents/);
  expect(await accidents.barriers()).toEqual([]);
}, 120_000);
