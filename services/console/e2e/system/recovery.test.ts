import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type System, startSystem } from "@tributary/testing";
import type { Browser } from "playwright-core";
import { openBrowser } from "../support/browser.ts";
import { type OpenPage, openPage } from "../support/open-page.ts";

let folder: string;
let system: System;
let browser: Browser;
let buses: OpenPage;
let overview: OpenPage;

const consoleUrl = () => system.replica("console").url as string;
const newest = async () => Math.max(0, ...(await buses.watch("buses")).map(({ observedAt }) => observedAt));

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "tributary-e2e-"));
  system = await startSystem({ folder });
  browser = await openBrowser();
  buses = await openPage(browser, `${consoleUrl()}/buses`);
  overview = await openPage(browser, consoleUrl());
}, 180_000);
afterAll(async () => {
  await browser?.close();
  await system?.stop();
  await rm(folder, { recursive: true, force: true });
}, 60_000);

/** Live, and showing fixes made after now. */
async function expectRecovery(): Promise<void> {
  const since = Date.now();
  await buses.until(async () => (await buses.watch("state")) === "live" && (await newest()) > since);
}

async function readyz(service: string) {
  const answer = await fetch(`${system.replica(service).opsUrl}/readyz`);
  return {
    status: answer.status,
    ...((await answer.json()) as { ready: boolean; checks: { ok: boolean }[] }),
  };
}

test("buses of the real system move along their routes in the browser", async () => {
  await buses.state("live");
  await buses.until(
    async () => (await buses.watch("buses")).filter(({ along }) => along !== null).length > 10,
  );
  const before = new Map((await buses.watch("buses")).map(({ vehicleId, along }) => [vehicleId, along]));
  await buses.until(async () => {
    const moved = (await buses.watch("buses")).filter(({ vehicleId, along }) => {
      const was = before.get(vehicleId);
      return was != null && along !== null && along > was + 20;
    });
    return moved.length > 10;
  });
  expect(new Set((await buses.watch("buses")).map(({ line }) => line))).toEqual(new Set(["11", "24", "159"]));
});

test("the Overview page shows every service of the system ready", async () => {
  await overview.state("live");
  for (const name of new Set(system.replicas.map(({ service }) => service))) {
    const card = overview.page.getByRole("region", { name, exact: true });
    await card.getByText("1 of 1 ready").waitFor();
  }
});

test("kill -9 of map-feed: the page says that it reconnects, and recovers", async () => {
  const victim = system.replica("map-feed");
  const starts = victim.starts;
  victim.kill("SIGKILL");
  await buses.state("reconnecting");
  await victim.ready({ timeoutMs: 60_000 });
  expect(victim.starts).toBe(starts + 1);
  await expectRecovery();
  const operations = await openPage(browser, `${consoleUrl()}/operations`);
  const instances = operations.page.getByRole("region", { name: "Instances" });
  await instances.getByRole("listitem").filter({ hasText: "map-feed" }).getByText("1 restart").waitFor();
  await operations.page.close();
}, 90_000);

test("kill -9 of bus-gps: its buses go on where the clock says", async () => {
  const victim = system.replica("bus-gps");
  const { pid } = victim;
  victim.kill("SIGKILL");
  await buses.until(async () => victim.pid !== undefined && victim.pid !== pid);
  await victim.ready({ timeoutMs: 60_000 });
  await expectRecovery();
}, 90_000);

test("a service that stays down is away on the Overview page, until it is back", async () => {
  for (const name of ["bus-gps", "map-feed"]) {
    const card = overview.page.getByRole("region", { name, exact: true });
    await system.replica(name).stop();
    await card.getByText("0 of 1 ready").waitFor();
    await card.getByText("away").waitFor();
    system.replica(name).start();
    await card.getByText("1 of 1 ready").waitFor();
  }
  await expectRecovery();
}, 120_000);

test("kill -9 of the registry: known schemas need none, and fixes keep coming", async () => {
  system.parts.registry?.kill("SIGKILL");
  await expectRecovery();
  await system.parts.registry?.ready();
  await expectRecovery();
}, 120_000);

test("kill -9 of Kafka: the page recovers by itself", async () => {
  system.parts.kafka?.kill("SIGKILL");
  await system.parts.kafka?.ready();
  await expectRecovery();
}, 120_000);

test("Kafka away for longer: /readyz says so and why, on the Overview page too, until it is back", async () => {
  await system.parts.kafka?.stop();
  await buses.until(async () => (await readyz("map-feed")).status === 503);
  const { ready, checks } = await readyz("map-feed");
  expect([ready, checks.some(({ ok }) => !ok)]).toEqual([false, true]);
  const card = overview.page.getByRole("region", { name: "map-feed" });
  await card.getByText("not ready").waitFor();
  expect(await card.locator(".reason").count()).toBeGreaterThan(0);
  await system.parts.kafka?.start();
  await buses.until(async () => (await readyz("map-feed")).status === 200);
  await expectRecovery();
}, 180_000);

test("kill -9 of the console: open pages find the next one", async () => {
  const victim = system.replica("console");
  victim.kill("SIGKILL");
  await Promise.all([buses.state("reconnecting"), overview.state("reconnecting")]);
  await victim.ready({ timeoutMs: 60_000 });
  await expectRecovery();
  await overview.state("live");
}, 90_000);

test("nothing in all of this made the page itself complain", () => {
  expect([...buses.complaints, ...overview.complaints]).toEqual([]);
});
