import type { Browser } from "playwright-core";
import type { FakeOperations } from "../test/operations/fake-operations.ts";
import { openBrowser } from "./support/browser.ts";
import { type ConsoleServer, startConsole } from "./support/console-server.ts";
import { expectSound } from "./support/expect-sound.ts";
import { fakeCluster } from "./support/fake-cluster.ts";
import { type FakeOpsServer, startFakeOpsServer } from "./support/fake-ops-server.ts";
import { hide, openPage } from "./support/open-page.ts";
import { scriptBytes } from "./support/script-bytes.ts";

let browser: Browser;
let ops: FakeOpsServer;
let cluster: FakeOperations;
let server: ConsoleServer;

const start = (actions: "loopback" | "off" = "loopback") =>
  startConsole({ apis: [], ops: [`bus-gps=${ops.url}`], operations: cluster, actions });

beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());
beforeEach(async () => {
  ops = await startFakeOpsServer();
  cluster = fakeCluster(Date.now());
  server = await start();
});
afterEach(async () => {
  for (const context of browser.contexts()) await context.close();
  await server.close();
  ops.close();
});

const looks = [
  { name: "wide and dark", width: 1280, height: 800, colorScheme: "dark" },
  { name: "wide and light", width: 1280, height: 800, colorScheme: "light" },
  { name: "a phone, dark", width: 360, height: 720, colorScheme: "dark" },
  { name: "a phone, light", width: 360, height: 720, colorScheme: "light" },
] as const;

const open = (query = "", look: (typeof looks)[number] = looks[0], options = {}) =>
  openPage(browser, `${server.url}/operations${query}`, {
    viewport: { width: look.width, height: look.height },
    colorScheme: look.colorScheme,
    ...options,
  });

const away = () =>
  Object.assign(new Error("list groups: connect ECONNREFUSED 127.0.0.1:9092"), {
    name: "BrokerError",
    code: "unavailable",
  });

describe.each(looks)("$name", (look) => {
  test("live: groups, instances, dead letters", async () => {
    const opened = await open("", look);
    await opened.state("live");
    const group = opened.page.getByRole("region", { name: "flights-per-airline" });
    const words = (await group.innerText()).replaceAll("\u202f", " ");
    expect(words).toMatch(/stable[\s\S]*≤ 53,060 records behind, 5 min 40 s/);
    expect(words).toMatch(/flights-per-airline-b[\s\S]*holds 1, 4/);
    expect(await group.getByRole("row", { name: /^2 C/ }).innerText()).toContain("1,043");
    expect(await opened.page.getByRole("region", { name: "mongo-sink" }).innerText()).toContain(
      "20 records in a row",
    );
    await opened.page.getByText("38", { exact: true }).waitFor();
    await expectSound(opened);
  });
});

describe.each([looks[0], looks[3]])("$name", (look) => {
  test("one dead letter, its headers, its bytes and what they say", async () => {
    const opened = await open("?letter=flights-per-airline:2:423", look);
    const panel = opened.page.getByRole("complementary", { name: "Dead letter" });
    await panel.getByRole("region", { name: "Decoded value" }).waitFor();
    const words = await panel.innerText();
    expect(words).toContain("out_of_range");
    expect(words).toContain("partition 2, offset 9,852");
    expect(words).toContain("00000000  00 00 00 00 07");
    expect(words).toContain('"delayMinutes": -70000');
    await expectSound(opened);
  });

  test("purging asks for the group's name", async () => {
    const opened = await open("?group=mongo-sink", look);
    await opened.page.getByRole("button", { name: "Purge mongo-sink…" }).click();
    const dialog = opened.page.getByRole("dialog");
    await dialog.getByText("20 dead letters will be deleted for ever").waitFor();
    await expectSound(opened);
    const doIt = dialog.getByRole("button", { name: "Delete 20 dead letters" });
    expect(await doIt.isDisabled()).toBe(true);
    // The box has the focus.
    await opened.page.keyboard.type("mongo-sinc");
    await opened.page.keyboard.press("Enter");
    expect(cluster.letters).toHaveLength(38);
    await opened.page.keyboard.press("Backspace");
    await opened.page.keyboard.type("k");
    await opened.page.keyboard.press("Enter");
    await dialog.getByText("20 dead letters deleted.").waitFor();
    expect(cluster.letters).toHaveLength(18);
    await dialog.getByRole("button", { name: "Close" }).click();
    await opened.page.getByText("None match.").waitFor();
    await opened.page.getByRole("button", { name: "Show all" }).first().click();
    await opened.page.getByText("18", { exact: true }).waitFor();
  });

  test("empty: no group, no dead letter", async () => {
    cluster.held = [];
    cluster.letters = [];
    const opened = await open("", look);
    await opened.page.getByText("No groups.").waitFor();
    await opened.page.getByText("No dead letters:").waitFor();
    await expectSound(opened);
  });

  test("error: Kafka is away from the start; services are told all the same; it comes by itself", async () => {
    cluster.failure = away();
    const opened = await open("", look);
    await opened.state("error");
    expect(await opened.page.getByText("Kafka cannot be reached").count()).toBe(2);
    await opened.page.getByRole("region", { name: "Instances" }).getByText("bus-gps").waitFor();
    await expectSound(opened);
    cluster.failure = undefined;
    await opened.state("live");
  });

  test("reconnecting: what is known stays, with its age, and the instances go on", async () => {
    const opened = await open("", look);
    await opened.state("live");
    cluster.failure = away();
    await opened.state("reconnecting");
    expect(await opened.page.getByRole("region", { name: "flights-per-airline" }).count()).toBe(1);
    expect(await opened.page.locator(".groups .section-notice").innerText()).toMatch(/\d+\u202fs old/);
    await expectSound(opened);
    cluster.failure = undefined;
    await opened.state("live");
  });

  test("looking only: where actions are off, none is offered and the reason is told", async () => {
    await server.close();
    server = await start("off");
    const opened = await open("?group=mongo-sink", look);
    await opened.page.getByText("Looking only: not allowed: CONSOLE_ACTIONS is off.").waitFor();
    expect(await opened.page.getByRole("button", { name: /Resend|Purge|Resume/ }).count()).toBe(0);
    await expectSound(opened);
  });
});

test("loading: says what it waits for", async () => {
  cluster.hold = new Promise(() => {});
  const opened = await open();
  await opened.state("loading");
  await opened.page.getByText("Asking Kafka for its groups").waitFor();
  await opened.page.getByText("Reading the dead letters…").waitFor();
  await expectSound(opened);
});

test("works by keyboard alone: filter, list, details, resend, and back", async () => {
  const { page, state, until } = await open();
  await state("live");
  await page.keyboard.press("/");
  expect(await page.evaluate(() => document.activeElement?.closest("label")?.textContent)).toContain("group");
  await page.keyboard.type("mongo");
  await until(async () => new URL(page.url()).search === "?group=mongo-sink");
  await page.getByText("20 match").waitFor();
  await page.keyboard.press("Escape");
  await page.locator(".letter-table button").first().focus();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await until(async () => page.url().includes("letter=mongo-sink:2:402"));
  const panel = page.getByRole("complementary", { name: "Dead letter" });
  await panel.getByRole("button", { name: "Resend…" }).focus();
  await page.keyboard.press("Enter");
  const dialog = page.getByRole("dialog");
  await dialog.getByText("1 dead letter will be sent to its topic again").waitFor();
  await page.keyboard.press("Enter");
  await dialog.getByText("1 dead letter sent again.").waitFor();
  await page.keyboard.press("Escape");
  await dialog.waitFor({ state: "hidden" });
  await panel.getByText("↻").waitFor();
  await page.getByRole("row", { name: /↻ 1×/ }).waitFor();
  await page.keyboard.press("Escape");
  await panel.waitFor({ state: "detached" });
  expect(page.url()).not.toContain("letter=");
});

test("an action can be answered as soon as it is read: by then its button has the focus", async () => {
  const { page, state } = await open("?letter=mongo-sink:2:402");
  await state("live");
  const focused = page.evaluate(
    () =>
      new Promise<string | null | undefined>((resolve) => {
        const observer = new MutationObserver(() => {
          if (!document.querySelector("dialog.action")?.textContent?.includes("will be sent")) return;
          observer.disconnect();
          resolve(document.activeElement?.textContent);
        });
        observer.observe(document.body, { subtree: true, childList: true });
      }),
  );
  await page.getByRole("button", { name: "Resend…" }).click();
  expect(await focused).toBe("Send 1 dead letter");
});

test("resending all says what will not be sent, and sends again what was sent before only when told to", async () => {
  const { page, state } = await open("?group=flights-per-airline&error=wrong_magic");
  await state("live");
  await page.getByRole("button", { name: "Resend all 6…" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByText("transit.vehicle-position.v0 does not exist any more").waitFor();
  await dialog.getByRole("button", { name: "Cancel" }).click();
  expect(cluster.calls.filter((call) => call.includes('"dryRun":false'))).toEqual([]);
  await page.getByRole("button", { name: "wrong_magic 6" }).click();
  await page.getByRole("button", { name: "Resend all 18…" }).click();
  await dialog.getByText("1 dead letter was sent again before and will be left alone").waitFor();
  await dialog.getByRole("button", { name: "Send those too…" }).click();
  await dialog.getByRole("button", { name: "Send 17 dead letters" }).click();
  await dialog.getByText("17 of 18 dead letters sent again.").waitFor();
});

test("a tripped group is resumed after its reason was read once more", async () => {
  const { page, state } = await open();
  await state("live");
  await page.getByRole("button", { name: "Resume…" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByText("20 records in a row were buried").waitFor();
  await dialog.getByRole("button", { name: "Resume", exact: true }).click();
  await dialog.getByText("Resumed:").waitFor();
  await dialog.getByRole("button", { name: "Close" }).click();
  await page.getByRole("region", { name: "mongo-sink" }).getByText("no members").waitFor();
});

test("restarts and the reason for being unready are told", async () => {
  const { page, state } = await open();
  await state("live");
  const instances = page.getByRole("region", { name: "Instances" });
  await instances.getByText("no restart").waitFor();
  ops.restart();
  ops.fail("paused: the database does not answer");
  await instances.getByText("1 restart", { exact: true }).waitFor();
  await instances.getByText("paused: the database does not answer").waitFor();
  expect(await instances.innerText()).toMatch(/restarts seen since \d\d:\d\d:\d\d/);
});

test("a dead letter that is gone is said to be, and the rest stays", async () => {
  const opened = await open("?letter=mongo-sink:0:9");
  await opened.state("live");
  await opened.page.getByText("no dead letter is at mongo-sink 0·9 any more").waitFor();
  await expectSound(opened);
});

test("a hidden tab asks nothing, and asks at once when it is seen again", async () => {
  const opened = await open();
  await opened.state("live");
  await hide(opened, true);
  const before = cluster.calls.length;
  await opened.page.waitForTimeout(6_000);
  expect(cluster.calls).toHaveLength(before);
  await hide(opened, false);
  await opened.until(async () => cluster.calls.length > before);
});

test("its script is small: below 100 kB gzipped beyond that of the first page", async () => {
  const opened = await openPage(browser, server.url);
  await opened.state("live");
  const bytes = await scriptBytes(opened.page);
  await opened.page.keyboard.press("g");
  await opened.page.keyboard.press("o");
  await opened.page.getByRole("heading", { name: "Operations" }).waitFor();
  expect(opened.page.url()).toBe(`${server.url}/operations`);
  expect(await bytes()).toBeGreaterThan(1_000);
  expect(await bytes()).toBeLessThan(100_000);
});
