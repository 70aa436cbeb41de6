import { parseArgs } from "node:util";
import { openBrowser } from "../e2e/support/browser.ts";
import { startConsole } from "../e2e/support/console-server.ts";
import { fakeAirlines, lastDay } from "../e2e/support/fake-flight-counts.ts";
import { startFakeFlights } from "../e2e/support/fake-flights.ts";
import { openPage } from "../e2e/support/open-page.ts";
import type { FlightsWatch } from "../page/flights/watchable.ts";

/** An event of Chromium's trace; times in µs, `tdur` of the thread's own processor time. */
interface TraceEvent {
  readonly name: string;
  readonly pid: number;
  readonly tid: number;
  readonly dur?: number;
  readonly tdur?: number;
  readonly args?: { readonly name?: string };
}

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
const cdp = await browser.newBrowserCDPSession();
for (const view of ["lines", "stacked", "table"]) {
  const query = `airlines=${fakeAirlines.join(",")}&${view === "table" ? "table=1" : `view=${view}`}`;
  const { page, state, watch } = await openPage<FlightsWatch>(browser, `${server.url}/flights?${query}`);
  await state("finished");
  flights.storm(Number(values.every));
  await page.waitForTimeout(3_000);
  const before = await watch("pictures");
  const tasks = await tasksDuring(Number(values.seconds) * 1_000);
  const pictures = (await watch("pictures")) - before;
  flights.calm();
  const longest = (of: (task: TraceEvent) => number | undefined) =>
    Number((Math.max(...tasks.map((task) => of(task) ?? 0)) / 1_000).toFixed(1));
  console.log(
    JSON.stringify({
      view,
      seconds: Number(values.seconds),
      rowsPerTick: flights.rows().length,
      tickMs: Number(values.every),
      pictures,
      longestTaskProcessorMs: longest(({ tdur }) => tdur),
      longestTaskWallMs: longest(({ dur }) => dur),
      processorMsPerPicture: Number(
        (tasks.reduce((sum, { tdur = 0 }) => sum + tdur, 0) / 1_000 / pictures).toFixed(1),
      ),
    }),
  );
  await page.context().close();
}
await browser.close();
await server.close();
await flights.close();

/** Tasks of the busiest page's main thread in so many ms. */
async function tasksDuring(milliseconds: number): Promise<readonly TraceEvent[]> {
  const events: TraceEvent[] = [];
  const collect = ({ value }: { value: object[] }) => void events.push(...(value as TraceEvent[]));
  cdp.on("Tracing.dataCollected", collect);
  await cdp.send("Tracing.start", {
    traceConfig: { includedCategories: ["disabled-by-default-devtools.timeline"] },
    transferMode: "ReportEvents",
  });
  await new Promise((resolve) => setTimeout(resolve, milliseconds));
  const complete = new Promise((resolve) => cdp.once("Tracing.tracingComplete", resolve));
  await cdp.send("Tracing.end");
  await complete;
  cdp.off("Tracing.dataCollected", collect);
  const threads = events.filter(({ args }) => args?.name === "CrRendererMain");
  const ofThreads = threads.map(({ pid, tid }) =>
    events.filter((event) => event.name === "RunTask" && event.pid === pid && event.tid === tid),
  );
  const busy = (tasks: readonly TraceEvent[]) => tasks.reduce((sum, { tdur = 0 }) => sum + tdur, 0);
  return ofThreads.sort((a, b) => busy(b) - busy(a))[0] ?? [];
}
