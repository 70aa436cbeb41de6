import { parseArgs } from "node:util";
import { openBrowser } from "../e2e/support/browser.ts";
import { startConsole } from "../e2e/support/console-server.ts";
import { fakeAirlines, lastDay } from "../e2e/support/fake-flight-counts.ts";
import { startFakeFlights } from "../e2e/support/fake-flights.ts";
import { openPage } from "../e2e/support/open-page.ts";
import type { FlightsWatch } from "../page/flights/watchable.ts";

/** `npm run bench:flights`: how long the page holds its main thread while all 5,110 counts change at each tick. JSON. */
const { values } = parseArgs({
  options: { seconds: { type: "string", default: "15" }, every: { type: "string", default: "500" } },
});
const flights = await startFakeFlights();
flights.reach(lastDay);
const server = await startConsole({
  apis: [`flights-per-airline=${flights.url}`, `flight-csv=${flights.url}`],
});
const browser = await openBrowser();
for (const view of ["lines", "stacked", "table"]) {
  const query = `airlines=${fakeAirlines.join(",")}&${view === "table" ? "table=1" : `view=${view}`}`;
  const opened = await openPage<FlightsWatch>(browser, `${server.url}/flights?${query}`);
  await opened.state("finished");
  await opened.page.waitForTimeout(3_000);
  flights.storm(Number(values.every));
  await opened.page.evaluate(() => {
    const tasks: number[] = [];
    Object.assign(window, { tasks });
    new PerformanceObserver((list) => {
      for (const { duration } of list.getEntries()) tasks.push(duration);
    }).observe({ entryTypes: ["longtask"] });
  });
  const before = await opened.watch("pictures");
  await opened.page.waitForTimeout(Number(values.seconds) * 1_000);
  const pictures = (await opened.watch("pictures")) - before;
  const tasks = await opened.page.evaluate(() => (window as unknown as { tasks: number[] }).tasks);
  flights.calm();
  console.log(
    JSON.stringify({
      view,
      seconds: Number(values.seconds),
      rowsPerTick: flights.rows().length,
      tickMs: Number(values.every),
      pictures,
      tasksOver50Ms: tasks.length,
      longestMs: Math.round(Math.max(0, ...tasks)),
    }),
  );
  await opened.page.context().close();
}
await browser.close();
await server.close();
await flights.close();
