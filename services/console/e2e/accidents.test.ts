import type { Browser } from "playwright-core";
import type { AccidentsWatch } from "../page/accidents/watchable.ts";
import { openBrowser } from "./support/browser.ts";
import { type ConsoleServer, startConsole } from "./support/console-server.ts";
import { expectSound } from "./support/expect-sound.ts";
import type { FakeAccident } from "./support/fake-accident.ts";
import { type FakeAccidents, startFakeAccidents } from "./support/fake-accidents.ts";
import { hide, type OpenPage, openPage } from "./support/open-page.ts";
import { scriptBytes } from "./support/script-bytes.ts";

const HOUR_MS = 3_600_000;
const services = ["accident-feed", "accident-csv", "mongo-sink"];

let browser: Browser;
let accidents: FakeAccidents;
let server: ConsoleServer;
let opened: OpenPage<AccidentsWatch>;

const start = (names: readonly string[] = services) =>
  startConsole({ apis: names.map((name) => `${name}=${accidents.url}`) });

beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());
beforeEach(async () => {
  accidents = await startFakeAccidents();
  accidents.bring(2_000);
  server = await start();
});
afterEach(async () => {
  for (const context of browser.contexts()) await context.close();
  await server.close();
  await accidents.close();
});

const open = async (query = "", options = {}) => {
  opened = await openPage<AccidentsWatch>(browser, `${server.url}/accidents${query}`, options);
  return opened;
};
const notice = () => opened.page.locator(".counted-notice").innerText();
const region = (name: string) => opened.page.getByRole("region", { name, exact: true });
const newestList = () => opened.page.getByRole("list", { name: "Newest accidents" }).getByRole("button");

/** Those of the last hours before the newest, as the fake holds them. */
function within(hours: number, isChosen: (accident: FakeAccident) => boolean = () => true): string[] {
  const all = accidents.accidents();
  const since = (all.at(-1)?.startedAt ?? 0) - hours * HOUR_MS;
  return all.filter((one) => one.startedAt > since && isChosen(one)).map(({ accidentId }) => accidentId);
}
const sorted = (ids: readonly string[]) => [...ids].sort();
const showsAll = async (ids: readonly string[]) =>
  opened.until(
    async () => JSON.stringify(sorted(await opened.watch("chosen"))) === JSON.stringify(sorted(ids)),
  );

test("the map shows the window before the newest accident, each once, and follows as more come", async () => {
  const { watch, state, until } = await open();
  await state("live");
  await showsAll(within(24));
  expect(within(24)).toHaveLength(192);
  await until(async () => (await watch("drawn")).inView === 192);
  const { dots, cells } = await watch("drawn");
  expect(dots.length + cells.reduce((sum, { count }) => sum + count, 0)).toBe(192);
  expect(cells.length).toBeGreaterThan(3);
  accidents.bring(50);
  await showsAll(within(24));
  expect((await watch("held")).length).toBe(within(168).length);
});

test("window, severity and state choose, are in the address, and the address shows what was chosen", async () => {
  const { page, watch, state } = await open();
  await state("live");
  await page.getByRole("button", { name: "7\u202fd", exact: true }).click();
  await showsAll(within(168));
  await page.getByRole("button", { name: "Severity 1, short delay" }).click();
  await page.getByRole("button", { name: "Severity 2", exact: true }).click();
  await showsAll(within(168, ({ severityLevel }) => severityLevel > 2));
  await page.keyboard.press("Escape");
  await page.getByRole("combobox", { name: "State" }).selectOption("CA");
  const chosen = within(168, ({ severityLevel, state: code }) => severityLevel > 2 && code === "CA");
  expect(chosen.length).toBeGreaterThan(3);
  await showsAll(chosen);
  const query = new URL(page.url()).searchParams;
  expect(query.get("window")).toBe("7d");
  expect(query.get("severity")).toBe("3,4");
  expect(query.get("state")).toBe("CA");
  // The state fills the map, and the map's place is in the address as well.
  expect(Number(query.get("z"))).toBeGreaterThan(5);
  await page.reload();
  await state("live");
  await showsAll(chosen);
  await page.locator("h1").click();
  await page.keyboard.press("Escape");
  await showsAll(within(168, ({ severityLevel }) => severityLevel > 2));
  expect((await watch("address")).includes("state=")).toBe(false);
});

test("what is counted is told by severity, state and hour of the week, and sorted as one likes", async () => {
  const { page, state } = await open("?severity=3,4");
  await state("live");
  const own = accidents.accidents();
  const counts = region("Counted");
  for (const severity of [1, 2, 3, 4]) {
    const sum = own.filter(({ severityLevel }) => severityLevel === severity).length;
    const cell = counts.locator(`.severity-counts [data-severity="${severity}"] dd`).first();
    expect(await cell.innerText()).toContain(`${sum.toLocaleString("en-GB")} `);
  }
  const severe = own.filter(({ severityLevel }) => severityLevel > 2);
  const ofState = Map.groupBy(severe, (accident) => accident.state);
  const rows = () =>
    counts
      .locator("tbody tr")
      .evaluateAll((all) =>
        all.map((row) => [
          row.querySelector("b")?.textContent ?? "",
          Number(row.querySelector("td")?.textContent),
        ]),
      );
  const expected = [...ofState].map(([code, all]) => [code, all.length] as const);
  expect(sorted((await rows()).map(String))).toEqual(sorted(expected.map(String)));
  const numbers = (await rows()).map(([, sum]) => sum as number);
  expect(numbers).toEqual(numbers.toSorted((a, b) => b - a));
  await counts.getByRole("button", { name: "A–Z" }).click();
  expect((await rows())[0]?.[0]).toBe("AZ");
  await counts.getByRole("button", { name: "Severest" }).click();
  expect(page.url()).toContain("states=severe");

  const week = region("Local hours of the week");
  await week.getByRole("button", { name: "Numbers" }).click();
  const table = () =>
    week
      .locator("tbody tr")
      .evaluateAll((all) =>
        all.map((row) => [...row.querySelectorAll("td")].map(({ textContent }) => Number(textContent))),
      );
  const hoursOf = (all: readonly FakeAccident[]) =>
    Array.from({ length: 24 }, (_, hour) =>
      Array.from({ length: 7 }, (__, day) => all.filter((one) => one.hourOfWeek === day * 24 + hour).length),
    );
  expect(await table()).toEqual(hoursOf(severe));
  await counts.getByRole("button", { name: "TX Texas" }).click();
  const texan = hoursOf(severe.filter((one) => one.state === "TX"));
  await opened.until(async () => JSON.stringify(await table()) === JSON.stringify(texan));
  await week.getByText("Texas").waitFor();
});

test("a click on a cell brings it nearer until it is dots, and a click on a dot reads its record back", async () => {
  const { page, watch, state, until } = await open("?window=7d&state=FL");
  await state("live");
  const map = page.getByRole("application");
  await until(async () => (await watch("drawn")).cells.length > 0);
  // While the map still moves a click would miss its cell; one that did is made again.
  await until(async () => {
    const { cells, inView } = await watch("drawn");
    await page.waitForTimeout(150);
    if (JSON.stringify((await watch("drawn")).cells) !== JSON.stringify(cells)) return false;
    const [largest] = cells.toSorted((a, b) => b.count - a.count);
    if (largest === undefined) return inView > 0;
    const before = await watch("address");
    await map.click({ position: { x: largest.x, y: largest.y } });
    for (let looks = 0; looks < 20 && (await watch("address")) === before; looks++)
      await page.waitForTimeout(100);
    return false;
  });
  const inTheOpen = ({ x, y }: { x: number; y: number }) => x > 320 && x < 700 && y > 120 && y < 420;
  const dot = (await watch("drawn")).dots.find(inTheOpen);
  expect(dot).toBeDefined();
  await map.click({ position: { x: dot?.x ?? 0, y: dot?.y ?? 0 } });
  await page.locator(".record .archive").waitFor();
  const id = new URL(page.url()).searchParams.get("accident");
  expect(accidents.accidents().find(({ accidentId }) => accidentId === id)?.state).toBe("FL");
});

test("by keyboard: arrows walk the newest, Enter reads the record back, Esc closes it", async () => {
  const { page, state } = await open();
  await state("live");
  const rows = newestList();
  await rows.first().focus();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("ArrowDown");
  const third = accidents.accidents().at(-3);
  // It holds still while the focus is in it, and says how many are newer.
  accidents.bring(5);
  await page.getByText("held, 5 newer").waitFor();
  await page.keyboard.press("Enter");
  const record = page.locator(".record");
  await record.locator(".archive").waitFor();
  const words = await record.innerText();
  expect(words).toContain(`${third?.city}, ${third?.state}`);
  expect(words).toContain(third?.accidentId);
  expect(words).toContain(`by the clocks of ${third?.timeZone}`);
  expect(words).toContain("0.02\u202fin");
  expect(words).toContain("0.51\u202fmm");
  expect(words).toMatch(/822\.8\u202fmph ▲ far from usual/);
  expect(words).toContain("clocks showed that hour twice in autumn");
  expect(words).toContain("junction, traffic signal");
  expect(words).toContain("Read back from MongoDB: time-series collection accidents, 2,005 documents.");
  await page.keyboard.press("Escape");
  await record.waitFor({ state: "detached" });
  await region("Counted").waitFor();
  expect(page.url()).not.toContain("accident=");
});

test("a record that is not there yet, and MongoDB away, are told in words, and mended by themselves", async () => {
  accidents.archive({ kind: "plain", isBehind: true });
  const { page, state } = await open("?accident=A-1990");
  await state("live");
  await page.getByText("Not in MongoDB yet:").waitFor();
  accidents.archive({ isBehind: false });
  await page.getByText("plain collection accidents, 2,000 documents. Plain: this server has no").waitFor();
  accidents.refuse("sink", 503);
  await newestList().first().click();
  await page.getByText("MongoDB cannot be asked: MongoDB cannot be reached: connection refused").waitFor();
  expect(await page.locator(".record").innerText()).toContain("As the feed tells it:");
  const asked = page.waitForRequest(/documents\/accidents/);
  await page.getByRole("button", { name: "Try now" }).click();
  await asked;
  accidents.refuse("sink", undefined);
  await page.locator(".record .archive").waitFor();
  await state("live");
});

test("without a sink that is said, and nobody is asked again", async () => {
  await server.close();
  server = await start(["accident-feed", "accident-csv"]);
  const { page, state } = await open("?accident=A-1990");
  await state("live");
  await page.getByText("No archive here: no service named mongo-sink is offered here").waitFor();
  expect(await page.getByRole("button", { name: "Try now" }).count()).toBe(0);
});

test("the table is the map's twin, one key away, sorted and capped in words", async () => {
  const { page, state } = await open("?window=7d");
  await state("live");
  await page.keyboard.press("t");
  const table = page.locator(".accident-table");
  await table
    .getByRole("heading", { name: `200 of ${within(168).length.toLocaleString("en-GB")} accidents` })
    .waitFor();
  const ids = () => table.locator("tbody button").allInnerTexts();
  const newest = within(168).reverse().slice(0, 200);
  expect(await ids()).toEqual(newest);
  await table.getByRole("button", { name: "Severest" }).click();
  const severest = within(168, ({ severityLevel }) => severityLevel === 4).reverse();
  expect((await ids()).slice(0, severest.length)).toEqual(severest);
  await table.getByRole("button", { name: severest[0] as string, exact: true }).click();
  await page.locator(".record .archive").waitFor();
  expect(page.url()).toContain("order=severity");
  await page.locator("h1").click();
  await page.keyboard.press("t");
  await page.getByRole("application").waitFor();
  await opened.until(async () => (await opened.watch("drawn")).inView > 0);
});

test("the replay is controlled as on the Flights page, and a new run is followed from its first row", async () => {
  accidents.tell({ rows: { read: 2_003, sent: 2_000, buried: 3, skipped: 0, late: 0, outliers: 0 } });
  const { page, watch, state, until } = await open();
  await state("live");
  const panel = region("Replay");
  await panel
    .locator(".numbers")
    .getByText(/2016, \d\d:\d\d UTC$/)
    .waitFor();
  await panel.getByRole("button", { name: "Pause" }).click();
  await state("paused");
  await page.locator("h1").click();
  await page.keyboard.press("p");
  await state("live");
  await panel.getByRole("button", { name: "max" }).click();
  await panel.getByLabel("Date to go to").fill("2016-07-04");
  await panel.getByText("Skips the accidents between.").waitFor();
  const first = await watch("replay");
  await panel.getByRole("button", { name: "Again…" }).click();
  await panel.getByRole("button", { name: "Begin it" }).click();
  await until(async () => (await watch("replay")) !== first);
  await showsAll(within(24));
  expect(within(24)).toHaveLength(10);
  expect(accidents.controls.map(({ verb }) => verb)).toEqual(["pause", "resume", "pace", "again"]);
  await panel.getByLabel("counts of").selectOption(first ?? "");
  await state("closed");
  expect(await region("Counted").locator("tbody tr").count()).toBeGreaterThan(10);
  await page.getByRole("link", { name: "Operations" }).waitFor();
});

test("a hidden tab holds no stream and asks nothing, and on return shows the present at once", async () => {
  const { state, watch, until } = await open("?state=CA");
  await state("live");
  await hide(opened, true);
  await until(async () => accidents.streams.accidents + accidents.streams.status === 0);
  const asked = new Map(accidents.asked);
  const { pictures } = await watch("effort");
  accidents.bring(40);
  await opened.page.waitForTimeout(2_500);
  expect(new Map(accidents.asked)).toEqual(asked);
  expect((await watch("effort")).pictures).toBe(pictures);
  await hide(opened, false);
  await showsAll(within(24, ({ state: code }) => code === "CA"));
  expect(accidents.opened.at(-1)?.lastEventId).toMatch(/^fake:\d+$/);
});

const wide = { viewport: { width: 1280, height: 800 } };
const phone = { viewport: { width: 360, height: 720 } };

test.each([
  { name: "wide and dark", look: { ...wide, colorScheme: "dark" }, query: "" },
  { name: "a phone, dark", look: { ...phone, colorScheme: "dark" }, query: "?accident=A-1990" },
  { name: "wide and light", look: { ...wide, colorScheme: "light" }, query: "?accident=A-1990" },
  {
    name: "a phone, light",
    look: { ...phone, colorScheme: "light" },
    query: "?table=1&hours=table&state=TX",
  },
] as const)("live, $name: nothing in anyone's way", async ({ look, query }) => {
  await open(query, look);
  await opened.state("live");
  if (query.includes("accident=")) await opened.page.locator(".record .archive").waitFor();
  await showsAll(within(24, ({ state }) => !query.includes("TX") || state === "TX"));
  await expectSound(opened);
});

test("stale when accidents are sent that nobody counts", async () => {
  accidents.bring(1, 100);
  await open("", { ...phone, colorScheme: "dark" });
  await opened.state("stale");
  expect(await notice()).toContain("accidents are in the log that nobody counts");
  await expectSound(opened);
});

test("empty: says what brings accidents", async () => {
  accidents.forget();
  await open("", { ...phone, colorScheme: "light" });
  await opened.state("empty");
  const words = await notice();
  expect(words).toContain("npm start");
  expect(words).toContain("npm run replay -- accidents FILE --speed max");
  await expectSound(opened);
});

test("error from the start, then live by itself", async () => {
  accidents.refuse("feed", 503);
  await open("", { ...wide, colorScheme: "dark" });
  await opened.state("error");
  expect(await notice()).toContain("accident-feed is starting");
  await expectSound(opened);
  accidents.refuse("feed", undefined);
  await opened.state("live");
});

test("reconnecting: what was heard stays, greyed, and nothing is lost", async () => {
  await open("", { ...phone, colorScheme: "light" });
  await opened.state("live");
  await showsAll(within(24));
  accidents.refuse("feed", 502);
  accidents.refuse("replay", 502);
  accidents.cut();
  await opened.state("reconnecting");
  expect(await notice()).toMatch(/\d+\u202fs old/);
  expect(await opened.watch("chosen")).toHaveLength(192);
  await expectSound(opened);
  accidents.bring(30);
  accidents.refuse("feed", undefined);
  accidents.refuse("replay", undefined);
  await opened.page.evaluate(() => dispatchEvent(new Event("online")));
  await opened.state("live");
  await showsAll(within(24));
  expect(accidents.opened.at(-1)?.lastEventId).toMatch(/^fake:/);
});

test("loading: says what it waits for", async () => {
  opened = await openPage<AccidentsWatch>(browser, "about:blank");
  await opened.page.route("**/accidents/stream*", () => {});
  await opened.page.goto(`${server.url}/accidents`);
  await opened.state("loading");
  await opened.page.getByText("waiting for the counts").waitFor();
  expect(await opened.barriers()).toEqual([]);
});

test("g a leads here, its keys are listed, and its script is small", async () => {
  opened = await openPage<AccidentsWatch>(browser, "about:blank");
  const bytes = await scriptBytes(opened.page);
  await opened.page.goto(`${server.url}/`);
  await opened.page.getByRole("heading", { name: "Overview" }).waitFor();
  const before = await bytes();
  await opened.page.keyboard.press("g");
  await opened.page.keyboard.press("a");
  await opened.state("live");
  expect((await bytes()) - before).toBeGreaterThan(10_000);
  expect((await bytes()) - before).toBeLessThan(100_000);
  await opened.page.keyboard.press("?");
  await opened.page.getByRole("dialog").getByText("Table or map").waitFor();
});
