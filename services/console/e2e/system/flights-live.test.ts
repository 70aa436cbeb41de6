import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type System, startSystem } from "@tributary/testing";
import type { Browser } from "playwright-core";
import type { FlightsWatch } from "../../page/flights/watchable.ts";
import { openBrowser } from "../support/browser.ts";
import { type OpenPage, openPage } from "../support/open-page.ts";

/** More for a look at a whole year: FLIGHTS_ROWS=5819079. */
const rows = Number(process.env.FLIGHTS_ROWS ?? 150_000);

let folder: string;
let system: System;
let browser: Browser;
let flights: OpenPage<FlightsWatch>;
const streams: string[] = [];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "tributary-e2e-"));
  const env = { FLIGHT_GENERATED_ROWS: String(rows), FLIGHT_SPEED: "3600" };
  system = await startSystem({ folder, env, only: ["flight-csv", "flights-per-airline", "console"] });
  browser = await openBrowser();
  flights = await openPage(browser, "about:blank");
  flights.page.on("request", (request) => {
    if (/\/(stream|events)\?|\/events$/.test(request.url())) streams.push(request.url());
  });
  await flights.page.goto(`${system.replica("console").url}/flights`);
}, 180_000);
afterAll(async () => {
  await browser?.close();
  await system?.stop();
  await rm(folder, { recursive: true, force: true });
}, 60_000);

interface Totals {
  readonly airlines: readonly {
    readonly airline: string;
    readonly flights: number;
    readonly arrived: number;
  }[];
}

/** What the service counts, asked of it directly. */
async function counted(): Promise<Record<string, { flights: number; arrived: number }>> {
  const answer = await fetch(`${system.replica("flights-per-airline").url}/totals`);
  const { airlines } = (await answer.json()) as Totals;
  return Object.fromEntries(airlines.map(({ airline, flights, arrived }) => [airline, { flights, arrived }]));
}

test("set to max from the page, a year ends with the numbers of the service on it, by the streams it began with", async () => {
  await flights.state("live");
  await flights.page.getByRole("button", { name: "max", exact: true }).click();
  await flights.state("finished");
  const expected = await counted();
  expect(Object.values(expected).reduce((sum, { flights }) => sum + flights, 0)).toBe(rows);
  const seen = await flights.watch("totals");
  expect(
    Object.fromEntries(
      Object.entries(seen).map(([airline, { flights, arrived }]) => [airline, { flights, arrived }]),
    ),
  ).toEqual(expected);
  expect(new Set(streams).size).toBe(streams.length);
  expect(flights.complaints).toEqual([]);
}, 240_000);

test("kill -9 of the counter: the page reconnects, and shows what it showed", async () => {
  const before = await flights.watch("totals");
  system.replica("flights-per-airline").kill("SIGKILL");
  await flights.state("reconnecting");
  await flights.state("finished");
  expect(await flights.watch("totals")).toEqual(before);
}, 120_000);
