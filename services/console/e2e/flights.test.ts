import type { Browser } from "playwright-core";
import type { FlightsWatch } from "../page/flights/watchable.ts";
import { openBrowser } from "./support/browser.ts";
import { type ConsoleServer, startConsole } from "./support/console-server.ts";
import { expectSound } from "./support/expect-sound.ts";
import { fakeAirlines, firstDay, lastDay } from "./support/fake-flight-counts.ts";
import { type FakeFlights, startFakeFlights } from "./support/fake-flights.ts";
import { hide, type OpenPage, openPage } from "./support/open-page.ts";
import { scriptBytes } from "./support/script-bytes.ts";

let browser: Browser;
let flights: FakeFlights;
let server: ConsoleServer;
let opened: OpenPage<FlightsWatch>;

const start = (actions: "loopback" | "off" = "loopback") =>
  startConsole({ apis: [`flights-per-airline=${flights.url}`, `flight-csv=${flights.url}`], actions });

beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());
beforeEach(async () => {
  flights = await startFakeFlights();
  flights.reach(firstDay + 89);
  server = await start();
});
afterEach(async () => {
  for (const context of browser.contexts()) await context.close();
  await server.close();
  await flights.close();
});

const open = async (query = "", options = {}) => {
  opened = await openPage<FlightsWatch>(browser, `${server.url}/flights${query}`, options);
  return opened;
};
const notice = () => opened.page.locator(".counted-notice").innerText();
const replayPanel = () => opened.page.getByRole("region", { name: "Replay" });

/** Flights of an airline on a day, as the fake holds them. */
const truth = (airline: string, date: string, replay?: string) =>
  flights.rows(replay).find((row) => row.airline === airline && row.date === date)?.flights ?? 0;

test("the chart shows what is counted, day by day, and follows as more is", async () => {
  const { watch, state, until } = await open();
  await state("live");
  const { airlines, rows } = await watch("chart");
  expect(airlines).toEqual(["WN", "DL", "AA"]);
  expect(rows).toHaveLength(90);
  for (const { date, values } of rows) {
    expect(values).toEqual([truth("WN", date), truth("DL", date), truth("AA", date)]);
  }
  flights.reach(firstDay + 119);
  await until(async () => (await watch("chart")).rows.length === 120);
  const totals = await watch("totals");
  for (const airline of fakeAirlines) {
    const own = flights.rows().filter((row) => row.airline === airline);
    const sum = (name: "flights" | "cancelled" | "diverted" | "arrivedLate" | "arrived") =>
      own.reduce((total, row) => total + row[name], 0);
    expect(totals[airline]).toEqual({
      flights: sum("flights"),
      cancelled: sum("cancelled"),
      diverted: sum("diverted"),
      arrivedLate: sum("arrivedLate"),
      arrived: sum("arrived"),
    });
  }
});

test("a day without flights is zero, and a day not reached is nothing", async () => {
  flights.reach(lastDay);
  const { watch, state } = await open("?airlines=HA,US");
  await state("finished");
  const { airlines, rows } = await watch("chart");
  expect(airlines).toEqual(["US", "HA"]);
  expect(rows.find(({ date }) => date === "2015-02-10")?.values).toEqual([truth("US", "2015-02-10"), 0]);
  expect(rows.at(-1)).toEqual({ date: "2015-12-31", values: [0, truth("HA", "2015-12-31")] });
  flights.begin();
  flights.reach(firstDay + 5);
  await opened.until(async () => (await watch("chart")).rows.length === 6);
});

test("what is chosen is in the address, and an address shows what was chosen", async () => {
  const { page, watch, state } = await open();
  await state("live");
  const choice = page.getByRole("group", { name: "Airlines" });
  await page.keyboard.press("/");
  expect(await page.evaluate(() => document.activeElement?.textContent)).toContain("Southwest");
  await choice.getByRole("button", { name: "VX Virgin America" }).click();
  await choice.getByRole("button", { name: "WN Southwest" }).click();
  await page.getByRole("button", { name: "On time", exact: true }).click();
  await page.getByRole("button", { name: "of completed" }).click();
  expect(await page.getByRole("button", { name: "Stacked" }).isDisabled()).toBe(true);
  await page.getByRole("button", { name: "Zoom to Feb 2015" }).click();
  const query = "?airlines=DL,AA,VX&measure=on-time&of=completed&from=2015-02-01&to=2015-02-28";
  expect(new URL(page.url()).search).toBe(query);
  const before = await watch("chart");
  expect(before.rows).toHaveLength(28);
  const day = flights.rows().find((row) => row.airline === "DL" && row.date === "2015-02-01");
  const onTime = (day?.flights ?? 0) - (day?.cancelled ?? 0) - (day?.diverted ?? 0) - (day?.arrivedLate ?? 0);
  expect(before.rows[0]?.values[0]).toBeCloseTo((100 * onTime) / (day?.arrived ?? 1), 9);
  await page.reload();
  await state("live");
  await opened.until(async () => (await watch("chart")).rows.length === 28);
  expect(await watch("chart")).toEqual(before);
  await page.getByRole("button", { name: /^All \d+$/ }).click();
  expect((await watch("chart")).airlines).toEqual(fakeAirlines);
});

test("the table is the chart's twin, one key away, and the download holds the same", async () => {
  const { page, watch, state, until } = await open("?airlines=WN,US");
  await state("live");
  await page.keyboard.press("t");
  const twin = page.getByRole("region", { name: "Scheduled flights a day" }).last();
  await until(async () => (await twin.locator("tbody tr").count()) === 90);
  expect(await twin.getByRole("table").count()).toBe(3);
  const cells = await twin.locator("tbody tr").evaluateAll((rows) =>
    rows.map((row) => ({
      date: row.querySelector("time")?.dateTime,
      values: [...row.querySelectorAll("td")].map(({ textContent }) =>
        Number(textContent?.replaceAll(",", "")),
      ),
    })),
  );
  expect(cells).toEqual((await watch("chart")).rows);
  expect(cells.at(-1)).toEqual({
    date: "2015-03-31",
    values: [truth("WN", "2015-03-31"), truth("US", "2015-03-31")],
  });
  expect(page.url()).toContain("table=1");
  const download = page.waitForEvent("download");
  await page.getByRole("link", { name: "Download" }).click();
  const file = await (await download).createReadStream();
  const lines = (await file.toArray()).join("").trim().split("\n");
  expect(lines).toHaveLength(1 + 2 * 90);
  expect(lines).toContainEqual(
    expect.stringMatching(new RegExp(`^US,2015-03-31,${truth("US", "2015-03-31")},`)),
  );
  await page.keyboard.press("t");
  await page.locator(".chart canvas").waitFor();
});

test("arrows move along the chart and tell the values; a range is drawn out, zoomed to and let go", async () => {
  const { page, state } = await open();
  await state("live");
  const chart = page.getByRole("application");
  await chart.focus();
  await page.keyboard.press("Home");
  await page.keyboard.press("ArrowRight");
  const said = () => page.locator(".chart-stage [aria-live]").innerText();
  const second = `Fri, 2 Jan 2015: Southwest ${truth("WN", "2015-01-02").toLocaleString("en-GB")}, Delta`;
  expect(await said()).toContain(second);
  expect(await page.locator(".readout b").innerText()).toBe("Fri, 2 Jan 2015");
  await page.keyboard.press("Shift+PageDown");
  await page.keyboard.press("Shift+ArrowRight");
  await page.keyboard.press("Enter");
  expect(page.url()).toContain("from=2015-01-02&to=2015-02-02");
  await page.keyboard.press("Escape");
  if (page.url().includes("from=")) await page.keyboard.press("Escape");
  expect(page.url()).not.toContain("from=");
  const box = await chart.boundingBox();
  const [x, y] = [(box?.x ?? 0) + 90, (box?.y ?? 0) + 100];
  await page.mouse.move(x, y);
  await page.mouse.down();
  await page.mouse.move(x + 150, y, { steps: 4 });
  await page.mouse.up();
  await page.waitForURL(/from=2015-01-\d\d&to=2015-0\d/);
  await page.mouse.dblclick(x + 300, y);
  await page.waitForURL((url) => !url.search.includes("from="));
});

test("controls do what they say, and a new run is followed", async () => {
  const { page, watch, state, until } = await open();
  await state("live");
  const panel = replayPanel();
  await panel.getByRole("button", { name: "Pause" }).click();
  await state("paused");
  await page.locator("h1").click();
  await page.keyboard.press("p");
  await state("live");
  await panel.getByRole("button", { name: "1,000×" }).click();
  await panel.getByRole("button", { name: "max" }).click();
  await panel.getByLabel("Another pace").fill("500");
  await panel.getByLabel("Unit of the pace").selectOption("rate");
  await panel.getByRole("button", { name: "Set" }).click();
  await panel.getByText("500\u202frows/s").waitFor();
  await panel.getByLabel("Date to go to").fill("2015-07-04");
  await panel.getByText("Skips the flights between.").waitFor();
  await panel.getByRole("button", { name: "Go" }).click();
  await panel.getByText("4 Jul 2015, 00:00").waitFor();
  const first = await watch("replay");
  await panel.getByRole("button", { name: "Again…" }).click();
  await panel.getByRole("button", { name: "Begin it" }).click();
  await until(async () => (await watch("replay")) !== first);
  await until(async () => (await watch("chart")).rows.length === 1);
  expect(flights.controls).toEqual([
    { verb: "pause", body: null },
    { verb: "resume", body: null },
    { verb: "pace", body: { speed: 1_000 } },
    { verb: "pace", body: { max: true } },
    { verb: "pace", body: { rate: 500 } },
    { verb: "seek", body: { eventTime: Date.parse("2015-07-04") } },
    { verb: "again", body: null },
  ]);
  // Runs are kept apart: the first one's counts are still to be had, and are its own.
  await panel.getByLabel("counts of").selectOption(first ?? "");
  await state("closed");
  expect((await watch("chart")).rows).toHaveLength(90);
  expect(page.url()).toContain(`replay=${first}`);
});

test("what the service or the door refuses is told in words", async () => {
  flights.tell({ rows: { read: 10, sent: 8, buried: 2, skipped: 0, late: 0, outliers: 0 } });
  const { page, state } = await open();
  await state("live");
  flights.forbid("the replay is waiting: another instance owns the file");
  await replayPanel().getByRole("button", { name: "Pause" }).click();
  await replayPanel().getByText("Not done: the replay is waiting: another instance").waitFor();
  await server.close();
  server = await start("off");
  await page.goto(`${server.url}/flights`);
  await replayPanel().getByText("Controls are off: not allowed: CONSOLE_ACTIONS is off.").waitFor();
  for (const name of ["Pause", "Again…", "max", "Go"]) {
    expect(await replayPanel().getByRole("button", { name }).isDisabled()).toBe(true);
  }
  expect(await replayPanel().getByRole("slider").isDisabled()).toBe(true);
  await replayPanel().getByRole("link", { name: "2 bad rows" }).click();
  await page.getByRole("heading", { name: "Operations" }).waitFor();
  expect(page.url()).toContain("/operations?group=flight-csv");
});

test("a hidden tab holds no stream, and on return shows the present at once", async () => {
  const { state, watch, until } = await open();
  await state("live");
  await hide(opened, true);
  await until(async () => flights.streams.counts + flights.streams.status === 0);
  const pictures = await watch("pictures");
  flights.reach(firstDay + 119);
  await hide(opened, false);
  await until(async () => (await watch("chart")).rows.length === 120);
  expect(flights.opened.at(-1)?.lastEventId).toMatch(/^fake:\d+$/);
  expect((await watch("pictures")) - pictures).toBe(1);
});

test("every row of a year may change twice a second: what is shown in the end is the truth", async () => {
  flights.reach(lastDay);
  const { state, watch, until } = await open("?airlines=WN,DL,AA,OO,EV,UA,MQ,B6,US,AS,NK,F9,HA,VX");
  await state("finished");
  flights.storm(500);
  const before = await watch("pictures");
  await until(async () => (await watch("pictures")) - before >= 5);
  flights.calm();
  await until(async () => {
    const { rows } = await watch("chart");
    return rows.every(
      ({ date, values }) => values[0] === truth("WN", date) && values[13] === truth("VX", date),
    );
  });
});

const looks = [
  { name: "wide and dark", width: 1280, height: 800, colorScheme: "dark" },
  { name: "a phone, light", width: 360, height: 720, colorScheme: "light" },
] as const;

describe.each(looks)("$name", ({ width, height, colorScheme }) => {
  const look = { viewport: { width, height }, colorScheme };

  test("live, stacked and as a table; stale when flights are sent that nobody counts", async () => {
    flights.reach(firstDay + 89, 1_000);
    await open("?view=stacked&from=2015-01-05&to=2015-01-11", look);
    await opened.state("live");
    await expectSound(opened);
    await opened.page.keyboard.press("t");
    await opened.page.getByRole("table", { name: "Jan 2015" }).waitFor();
    await opened.state("stale");
    expect(await notice()).toContain("flights are in the log that nobody counts");
    await expectSound(opened);
  });

  test("empty: says what brings flights", async () => {
    flights.forget();
    await open("", look);
    await opened.state("empty");
    const words = await notice();
    expect(words).toContain("npm start");
    expect(words).toContain("npm run replay -- flights FILE --speed max");
    await expectSound(opened);
  });

  test("error from the start, then live by itself", async () => {
    flights.refuse("counts", 503);
    await open("", look);
    await opened.state("error");
    expect(await notice()).toContain("flights-per-airline is starting");
    await expectSound(opened);
    await opened.page.getByRole("button", { name: "Try now" }).waitFor();
    flights.refuse("counts", undefined);
    await opened.state("live");
  });

  test("reconnecting: what was counted stays, greyed, and nothing is lost", async () => {
    await open("", look);
    await opened.state("live");
    flights.refuse("counts", 502);
    flights.refuse("replay", 502);
    flights.cut();
    await opened.state("reconnecting");
    expect(await notice()).toMatch(/\d+\u202fs old/);
    expect((await opened.watch("chart")).rows).toHaveLength(90);
    await replayPanel().getByText("Controls are off").waitFor();
    await expectSound(opened);
    flights.reach(firstDay + 99);
    flights.refuse("counts", undefined);
    flights.refuse("replay", undefined);
    // What "Try now" does as well, which may be gone by now: the page comes back by itself.
    await opened.page.evaluate(() => dispatchEvent(new Event("online")));
    await opened.state("live");
    await opened.until(async () => (await opened.watch("chart")).rows.length === 100);
    expect(flights.opened.at(-1)?.lastEventId).toMatch(/^fake:/);
  });

  test("finished", async () => {
    flights.reach(lastDay);
    await open("?measure=on-time&airline=DL", look);
    await opened.state("finished");
    await expectSound(opened);
  });
});

test("loading: says what it waits for", async () => {
  opened = await openPage<FlightsWatch>(browser, "about:blank");
  await opened.page.route("**/api/flights-per-airline/stream*", () => {});
  await opened.page.goto(`${server.url}/flights`);
  await opened.state("loading");
  await opened.page.getByText("waiting for the counts").waitFor();
  expect(await opened.barriers()).toEqual([]);
});

test("g f leads here, t and p are listed, and its script is small", async () => {
  opened = await openPage<FlightsWatch>(browser, "about:blank");
  const bytes = await scriptBytes(opened.page);
  await opened.page.goto(`${server.url}/`);
  await opened.page.getByRole("heading", { name: "Overview" }).waitFor();
  const before = await bytes();
  await opened.page.keyboard.press("g");
  await opened.page.keyboard.press("f");
  await opened.state("live");
  expect((await bytes()) - before).toBeGreaterThan(10_000);
  expect((await bytes()) - before).toBeLessThan(100_000);
  await opened.page.keyboard.press("?");
  await opened.page.getByRole("dialog").getByText("Pause or resume the replay").waitFor();
});
