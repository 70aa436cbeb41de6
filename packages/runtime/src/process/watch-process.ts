import type { GroupMember } from "@tributary/kafka";
import { type Health, hungAfterMs } from "../health.ts";
import type { Metrics } from "../metrics.ts";
import { hangProbe, weatherProbe } from "../weather.ts";
import type { GroupTripwire } from "./group-tripwire.ts";
import type { PartitionWeather } from "./partition-weather.ts";
import type { Process } from "./process.ts";
import type { ProcessMetrics } from "./process-metrics.ts";
import type { ProcessWorker } from "./process-worker.ts";
import { restoreProbe } from "./restore-probe.ts";

export interface WatchedProcess {
  readonly process: Process;
  readonly health: Health;
  readonly registry: Metrics;
  readonly metrics: ProcessMetrics;
  readonly member: Pick<GroupMember, "status" | "assignment" | "rebalances">;
  readonly worker: Pick<ProcessWorker, "hasBegun" | "silentSince" | "refresh">;
  readonly tripwire: Pick<GroupTripwire, "probe" | "status">;
  readonly weather: Pick<PartitionWeather, "probe" | "refresh">;
  /** What is to be told of the store though all is well. */
  readonly remark?: () => string | undefined;
  /** Monotonic milliseconds. */
  readonly clock?: () => number;
}

/** Makes readiness, liveness and gauges tell how a process fares: alive and ready means that it consumes. */
export function watchProcess(watched: WatchedProcess): void {
  const { process, health, registry, metrics, member, worker, tripwire, weather } = watched;
  const { clock = () => performance.now() } = watched;
  const since = clock();
  const status = () => member.status;

  const grouping = weatherProbe(status, "working in the group", clock);
  health.addReady("group", () =>
    member.assignment === undefined ? "waiting for the first assignment" : grouping(),
  );
  const assignment = () => member.assignment;
  health.addReady("restored", restoreProbe({ assignment, hasBegun: (each) => worker.hasBegun(each), clock }));
  health.addReady("tripwire", tripwire.probe);
  health.addReady(
    "control topic",
    weatherProbe(() => tripwire.status, "reading", clock),
  );
  health.addReady("writing", weather.probe("broker"));
  health.addReady("schemas", weather.probe("registry"));
  if (process.kind === "sink") {
    const store = weather.probe("sink");
    health.addReady("store", () => store() ?? told(watched.remark?.()));
  }

  health.addLive("group", hangProbe(status, "working in the group", since, clock));
  health.addLive("work in hand", () => {
    const { silentSince } = worker;
    const silent = silentSince === undefined ? 0 : clock() - silentSince;
    return silent < hungAfterMs ? undefined : `has not come back for ${Math.round(silent / 1_000)} s`;
  });

  let counted = 0;
  registry.beforeScrape(() => {
    weather.refresh();
    worker.refresh();
    metrics.pollAge.set({ reader: "group" }, (clock() - (member.status.lastAttemptAt ?? since)) / 1_000);
    metrics.rebalances.inc(member.rebalances - counted);
    counted = member.rebalances;
    metrics.assigned.reset();
    for (const { topic } of member.assignment ?? [])
      metrics.assigned.inc({ messaging_destination_name: topic });
  });
}

function told(remark: string | undefined) {
  return remark === undefined ? undefined : { tolerated: remark };
}
