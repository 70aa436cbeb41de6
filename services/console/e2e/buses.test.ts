import type { Browser } from "playwright-core";
import { openBrowser } from "./support/browser.ts";
import { type ConsoleServer, startConsole } from "./support/console-server.ts";
import { type FakeFeed, startFakeFeed } from "./support/fake-feed.ts";
import { hide, type OpenPage, openPage } from "./support/open-page.ts";

let browser: Browser;
let feed: FakeFeed;
let server: ConsoleServer;
let opened: OpenPage;

const open = async (query = "", options = {}) => {
  opened = await openPage(browser, `${server.url}/buses${query}`, options);
  return opened;
};

beforeAll(async () => {
  feed = await startFakeFeed({ lines: ["11", "24", "159"], vehicles: 60, everyMs: 4_000 });
  server = await startConsole({ apis: [`map-feed=${feed.url}`] });
  browser = await openBrowser();
});
afterAll(async () => {
  await browser.close();
  await server.close();
  await feed.close();
});
afterEach(async () => {
  expect(opened.complaints).toEqual([]);
  await opened.page.context().close();
});

test("buses move on the map, forward only", async () => {
  const { state, watch, until } = await open();
  await state("live");
  await until(async () => (await watch("buses")).some(({ along }) => along !== null));
  const first = new Map((await watch("buses")).map((bus) => [bus.vehicleId, bus]));
  await until(async () => {
    const now = await watch("buses");
    const moved = now.filter(
      ({ vehicleId, along }) => (along ?? 0) > (first.get(vehicleId)?.along ?? 0) + 20,
    );
    return moved.length > 30;
  });
  expect((await watch("drawn")).length).toBeGreaterThan(10);
});

test("choosing a line by search shows its buses only, and says so in the address", async () => {
  const { page, state, watch, until } = await open();
  await state("live");
  await page.keyboard.press("/");
  await page.keyboard.type("24");
  await page.keyboard.press("Enter");
  await until(async () => (await watch("buses")).every(({ line }) => line === "24"));
  expect((await watch("buses")).length).toBe(20);
  expect(page.url()).toContain("lines=24");
  expect(feed.opened.at(-1)).toEqual({ query: "lines=24", lastEventId: undefined });
  await page.getByRole("button", { name: "All lines" }).click();
  await until(async () => new Set((await watch("buses")).map(({ line }) => line)).size === 3);
});

test("a click on a bus tells all of it, Esc lets it go", async () => {
  const { page, state, watch, until } = await open("?z=15&at=51.5010,-0.1250");
  await state("live");
  await until(async () => (await watch("drawn")).some(({ x, y }) => x > 350 && x < 900 && y > 50 && y < 700));
  const map = await page.locator(".map").boundingBox();
  const target = (await watch("drawn")).find(({ x, y }) => x > 350 && x < 900 && y > 50 && y < 700);
  await page.mouse.click((map?.x ?? 0) + (target?.x ?? 0), (map?.y ?? 0) + (target?.y ?? 0));
  const details = page.getByRole("region", { name: "Bus", exact: true });
  await details.waitFor();
  for (const name of ["Speed", "Last fix", "Next stop", "Timetable", "Room", "Place shown", "Vehicle"]) {
    expect(await details.locator("dt", { hasText: name }).count()).toBe(1);
  }
  expect(await details.innerText()).toMatch(/\d+\u202fkm\/h/);
  expect(page.url()).toMatch(/vehicle=fake:\d+/);
  await page.keyboard.press("Escape");
  await details.waitFor({ state: "detached" });
  expect(page.url()).not.toContain("vehicle=");
});

test("the list beside the map works by keyboard alone", async () => {
  const { page, state, until, watch } = await open();
  await state("live");
  await until(async () => (await page.locator(".vehicles button").count()) > 5);
  await page.locator(".vehicles button").first().focus();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("ArrowDown");
  const third = await page.locator(".vehicles button").nth(2).innerText();
  expect(await page.evaluate(() => (document.activeElement as HTMLElement).innerText.split("\n")[1])).toBe(
    third.split("\n")[1],
  );
  await page.keyboard.press("Enter");
  await page.getByRole("region", { name: "Bus", exact: true }).waitFor();
  await until(async () => (await watch("address")).includes("vehicle="));
});

test("what is seen is in the address, and an address shows what was seen", async () => {
  const query = "?lines=24&vehicle=fake:2&z=14.5&at=51.5200,-0.1300&scheme=light";
  const { page, state } = await open(query);
  await state("live");
  await page.getByRole("region", { name: "Bus", exact: true }).waitFor();
  expect(new URL(page.url()).search).toBe(query);
  expect(await page.locator("html").getAttribute("data-scheme")).toBe("light");
  await page.getByRole("button", { name: "Zoom in" }).click();
  expect(page.url()).toContain("z=15.5");
});

test("keys lead to the other page and back, and are listed", async () => {
  const { page, state } = await open();
  await state("live");
  await page.keyboard.press("?");
  await page.getByRole("dialog").waitFor();
  await page.keyboard.press("Escape");
  await page.getByRole("dialog").waitFor({ state: "hidden" });
  await page.keyboard.press("g");
  await page.keyboard.press("h");
  await page.getByRole("heading", { name: "Overview" }).waitFor();
  await page.keyboard.press("g");
  await page.keyboard.press("b");
  await state("live");
});

test("the scheme follows the system, and the button changes it", async () => {
  const { page, state } = await open("", { colorScheme: "light" });
  await state("live");
  const scheme = () => page.locator("html").getAttribute("data-scheme");
  expect(await scheme()).toBe("light");
  await page.getByRole("button", { name: "Change to the dark scheme" }).click();
  expect(await scheme()).toBe("dark");
  expect(page.url()).toContain("scheme=dark");
  await page.reload();
  expect(await scheme()).toBe("dark");
});

test("a hidden tab holds no stream, and on return shows the present at once", async () => {
  await open();
  const { state, watch, until } = opened;
  await state("live");
  await until(async () => feed.streams === 1);
  await hide(opened, true);
  await until(async () => feed.streams === 0);
  await hide(opened, false);
  await until(async () => feed.streams === 1);
  expect(feed.opened.at(-1)?.lastEventId).toMatch(/^fake:\d+$/);
  await until(async () => (await watch("state")) === "live");
});

test("with reduced motion buses step from fix to fix", async () => {
  const { state, watch, until } = await open("", { reducedMotion: "reduce" });
  await state("live");
  await until(async () => (await watch("buses")).some(({ along }) => along !== null));
  const places = new Map<string, Set<number>>();
  await until(async () => {
    for (const { vehicleId, observedAt, along } of await watch("buses")) {
      const fix = `${vehicleId} ${observedAt}`;
      if (along !== null) places.set(fix, (places.get(fix) ?? new Set()).add(along));
    }
    return places.size > 150;
  });
  // Two at most: where it stood when the fix came, and, with the next picture, where the fix is.
  expect(Math.max(...[...places.values()].map(({ size }) => size))).toBeLessThanOrEqual(2);
});
