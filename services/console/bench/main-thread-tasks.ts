import type { Browser } from "playwright-core";

/** An event of Chromium's trace; times in µs, `tdur` of the thread's own processor time. */
export interface TraceEvent {
  readonly name: string;
  readonly pid: number;
  readonly tid: number;
  readonly dur?: number;
  readonly tdur?: number;
  readonly args?: { readonly name?: string };
}

/** Tasks of the busiest page's main thread in so many ms. */
export async function mainThreadTasks(
  browser: Browser,
  milliseconds: number,
): Promise<readonly TraceEvent[]> {
  const cdp = await browser.newBrowserCDPSession();
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

/** The longest task, by its own processor time and by the clock on the wall, ms. */
export function longestTask(tasks: readonly TraceEvent[]) {
  const longest = (of: (task: TraceEvent) => number | undefined) =>
    Number((Math.max(...tasks.map((task) => of(task) ?? 0)) / 1_000).toFixed(1));
  return {
    longestTaskProcessorMs: longest(({ tdur }) => tdur),
    longestTaskWallMs: longest(({ dur }) => dur),
  };
}

/** Processor time of all tasks, ms. */
export function processorMs(tasks: readonly TraceEvent[]): number {
  return tasks.reduce((sum, { tdur = 0 }) => sum + tdur, 0) / 1_000;
}
