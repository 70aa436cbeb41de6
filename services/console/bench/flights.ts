import { parseArgs } from "node:util";
import { openBrowser } from "../e2e/support/browser.ts";
import { startConsole } from "../e2e/support/console-server.ts";
import { fakeAirlines, lastDay } from "../e2e/support/fake-flight-counts.ts";
import { startFakeFlights } from "../e2e/support/fake-flights.ts";
import { openPage } from "../e2e/support/open-page.ts";
import type { FlightsWatch } from "../page/flights/watchable.ts";
import { longestTask, mainThreadTasks, processorMs } from "./main-thread-tasks.ts";

/** `npm run bench:flights`: how long the page holds its main thread while all counts of a year change at each tick. JSON. */
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
  const { page, state, watch } = await openPage<FlightsWatch>(browser, `${server.url}/flights?${query}`);
  await state("finished");
  flights.storm(Number(values.every));
  await page.waitForTimeout(3_000);
  const before = await watch("pictures");
  const tasks = await mainThreadTasks(browser, Number(values.seconds) * 1_000);
  const pictures = (await watch("pictures")) - before;
  flights.calm();
  console.log(
    JSON.stringify({
      view,
      seconds: Number(values.seconds),
      rowsPerTick: flights.rows().length,
      tickMs: Number(values.every),
      pictures,
      ...longestTask(tasks),
      processorMsPerPicture: Number((processorMs(tasks) / pictures).toFixed(1)),
    }),
  );
  await page.context().close();
}
await browser.close();
await server.close();
await flights.close();
