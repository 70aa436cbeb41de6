import { parseArgs } from "node:util";
import { openBrowser } from "../e2e/support/browser.ts";
import { startConsole } from "../e2e/support/console-server.ts";
import { startFakeAccidents } from "../e2e/support/fake-accidents.ts";
import { openPage } from "../e2e/support/open-page.ts";
import type { AccidentsWatch } from "../page/accidents/watchable.ts";
import { longestTask, mainThreadTasks, processorMs } from "./main-thread-tasks.ts";

/** `npm run bench:accidents`: how long the page holds its main thread while a full window moves on. JSON. */
const { values } = parseArgs({
  options: {
    seconds: { type: "string", default: "15" },
    rate: { type: "string", default: "48" },
    held: { type: "string", default: "20000" },
  },
});
const held = Number(values.held);
const accidents = await startFakeAccidents({ everyMs: Math.floor((168 * 3_600_000) / held) });
accidents.bring(held);
accidents.play(Number(values.rate));
const server = await startConsole({
  apis: ["accident-feed", "accident-csv", "mongo-sink"].map((name) => `${name}=${accidents.url}`),
});
const browser = await openBrowser();
const views = {
  country: "?window=7d",
  "country, one state": "?window=7d&state=CA&z=4&at=38,-96",
  "dots alone": "?window=7d&z=9&at=34.3,-118.2",
  table: "?window=7d&table=1&hours=table",
};
for (const [view, query] of Object.entries(views)) {
  const opened = await openPage<AccidentsWatch>(browser, "about:blank");
  const opening = mainThreadTasks(browser, 4_000);
  await opened.page.goto(`${server.url}/accidents${query}`);
  await opened.state("live");
  const openingTasks = await opening;
  const before = await opened.watch("effort");
  const tasks = await mainThreadTasks(browser, Number(values.seconds) * 1_000);
  const after = await opened.watch("effort");
  const { dots, cells } = await opened.watch("drawn");
  console.log(
    JSON.stringify({
      view,
      seconds: Number(values.seconds),
      accidentsPerSecond: Number(values.rate),
      held: (await opened.watch("held")).length,
      dots: dots.length,
      cells: cells.length,
      maps: after.pictures - before.pictures,
      lastMapMs: Number(after.work.toFixed(1)),
      ...longestTask(tasks),
      processorShare: Number((processorMs(tasks) / 1_000 / Number(values.seconds)).toFixed(2)),
      opening: longestTask(openingTasks),
    }),
  );
  await opened.page.context().close();
}
await browser.close();
await server.close();
await accidents.close();
