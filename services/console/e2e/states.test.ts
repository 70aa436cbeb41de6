import { loadNetwork } from "@tributary/bus-network";
import type { Browser } from "playwright-core";
import { openBrowser } from "./support/browser.ts";
import { type ConsoleServer, startConsole } from "./support/console-server.ts";
import { expectSound } from "./support/expect-sound.ts";
import { type FakeFeed, startFakeFeed } from "./support/fake-feed.ts";
import { openPage } from "./support/open-page.ts";

let browser: Browser;
let server: ConsoleServer;
let feed: FakeFeed;

const options = { lines: ["11", "24", "159"], vehicles: 60, everyMs: 2_000 };

beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());
beforeEach(async () => {
  feed = await startFakeFeed(options);
  server = await startConsole({ apis: [`map-feed=${feed.url}`] });
});
afterEach(async () => {
  for (const context of browser.contexts()) await context.close();
  await server.close();
  await feed.close();
});

const looks = [
  { name: "wide and dark", width: 1280, height: 800, colorScheme: "dark" },
  { name: "wide and light", width: 1280, height: 800, colorScheme: "light" },
  { name: "a phone, dark", width: 360, height: 720, colorScheme: "dark" },
  { name: "a phone, light", width: 360, height: 720, colorScheme: "light" },
] as const;

const open = (query = "", look: (typeof looks)[number] = looks[0]) =>
  openPage(browser, `${server.url}/buses${query}`, {
    viewport: { width: look.width, height: look.height },
    colorScheme: look.colorScheme,
  });

describe.each(looks)("$name", (look) => {
  test("live, with a bus selected", async () => {
    const opened = await open("?vehicle=fake:2", look);
    await opened.state("live");
    await opened.page.getByRole("region", { name: "Bus", exact: true }).waitFor();
    await expectSound(opened);
  });

  test("while lines are searched", async () => {
    const opened = await open("?lines=24", look);
    await opened.state("live");
    await opened.page.getByRole("searchbox").click();
    await opened.page
      .getByRole("group", { name: "Lines", exact: true })
      .getByRole("button")
      .first()
      .waitFor();
    await expectSound(opened);
  });
});

describe.each([looks[0], looks[3]])("$name", (look) => {
  test("stale: the source is silent for a minute", async () => {
    feed.age(90_000);
    const opened = await open("", look);
    await opened.state("stale");
    await expectSound(opened);
    expect(await opened.page.locator(".feed-notice").innerText()).toMatch(/1\u202fmin 3\d\u202fs old/);
  });

  test("empty: no bus of the line", async () => {
    const opened = await open("?lines=N29", look);
    await opened.state("empty");
    await expectSound(opened);
    expect(await opened.page.locator(".feed-notice").innerText()).toContain("N29");
  });

  test("error: the feed refuses from the start", async () => {
    feed.refuse(503);
    const opened = await open("", look);
    await opened.state("error");
    await expectSound(opened);
    const words = await opened.page.locator(".feed-notice").innerText();
    expect(words).toContain("map-feed is starting");
    expect(words).toContain("npm start");
    feed.refuse(undefined);
    await opened.state("live");
  });

  test("reconnecting: the feed goes while buses are shown, and comes back", async () => {
    const opened = await open("", look);
    await opened.state("live");
    feed.refuse(502);
    feed.cut();
    await opened.state("reconnecting");
    expect((await opened.watch("buses")).length).toBeGreaterThan(0);
    expect(await opened.page.locator(".feed-notice").innerText()).toMatch(/\d+\u202fs old/);
    await expectSound(opened);
    const asked = opened.page.waitForRequest(/vehicles\/stream/);
    await opened.page.getByRole("button", { name: "Try now" }).click();
    await asked;
    feed.refuse(undefined);
    // The button may be gone by now, for the page comes back by itself: this does the same.
    await opened.page.evaluate(() => dispatchEvent(new Event("online")));
    await opened.state("live");
    expect(feed.opened.at(-1)?.lastEventId).toMatch(/^fake:/);
  });
});

test("loading: says what it waits for", async () => {
  const opened = await openPage(browser, "about:blank");
  await opened.page.route("**/vehicles/stream*", () => {});
  await opened.page.goto(`${server.url}/buses`);
  await opened.state("loading");
  expect(await opened.page.locator(".feed-notice").innerText()).toContain("waiting for the first positions");
  await expectSound(opened);
});

test("comes back by itself when the server asks it to", async () => {
  const opened = await open();
  await opened.state("live");
  const before = feed.opened.length;
  feed.cut(true);
  await opened.until(async () => feed.opened.length > before && (await opened.watch("state")) === "live");
  expect(feed.opened.at(-1)?.lastEventId).toMatch(/^fake:/);
});

describe("with the whole fleet", () => {
  let fleet: FakeFeed;
  let whole: ConsoleServer;
  beforeEach(async () => {
    fleet = await startFakeFeed({ lines: loadNetwork().lines, vehicles: 9_000, everyMs: 10_000 });
    whole = await startConsole({ apis: [`map-feed=${fleet.url}`] });
  });
  afterEach(async () => {
    await whole.close();
    await fleet.close();
  });

  test("the page shows all of it and stays usable", async () => {
    const opened = await openPage(browser, `${whole.url}/buses?z=10`);
    await opened.state("live");
    await opened.until(async () => (await opened.watch("drawn")).length > 7_000);
    await opened.page.getByText(/60 of [789],\d{3} in view/).waitFor();
    await opened.page.getByRole("searchbox").fill("24");
    await opened.page.keyboard.press("Enter");
    await opened.until(async () => (await opened.watch("buses")).every(({ line }) => line === "24"));
    await expectSound(opened);
  });
});
