import type { GroupMember } from "@tributary/kafka";
import type { Logger } from "pino";
import { type Health, hungAfterMs, type Probe } from "../health.ts";
import type { Metrics } from "../metrics.ts";
import type { ProcessMetrics } from "../process/process-metrics.ts";
import { hangProbe, weatherProbe } from "../weather.ts";
import type { RecordingOwner } from "./recording-owner.ts";
import type { ReplayWeather } from "./replay-weather.ts";
import type { SignsOfLife } from "./signs-of-life.ts";

export interface WatchedReplay {
  /** Name of the topic that the recording becomes. */
  readonly topic: string;
  readonly health: Health;
  readonly registry: Metrics;
  readonly metrics: ProcessMetrics;
  readonly member: Pick<GroupMember, "status" | "assignment" | "rebalances">;
  readonly owner: Pick<RecordingOwner<unknown>, "state" | "unacknowledged">;
  readonly weather: Pick<ReplayWeather, "status">;
  readonly life: Pick<SignsOfLife, "silentSince">;
  readonly log: Pick<Logger, "info">;
  /** Monotonic milliseconds. */
  readonly clock?: () => number;
}

const lookEveryMs = 500;
const standingBy = "standing by: the recording is another instance's, or nobody's yet";

/** Makes readiness, liveness, gauges and log tell how a replay fares. */
export function watchReplay(watched: WatchedReplay): { close(): void } {
  const { topic, health, registry, metrics, member, owner, weather, life, log } = watched;
  const { clock = () => performance.now() } = watched;
  const inGroup = () => member.status;
  const writing = () => weather.status;

  const grouping = weatherProbe(inGroup, "contending in the group", clock);
  health.addReady("group", () =>
    member.assignment === undefined ? "waiting for the first assignment" : grouping(),
  );
  health.addReady("owner", ownerProbe(watched));
  health.addReady("publishing", weatherProbe(writing, "publishing", clock));
  health.addLive("group", hangProbe(inGroup, "contending in the group", clock(), clock));
  health.addLive("work in hand", () => {
    const { silentSince } = life;
    const silent = silentSince === undefined ? 0 : clock() - silentSince;
    return silent < hungAfterMs ? undefined : `has not come back for ${Math.round(silent / 1_000)} s`;
  });

  let counted = 0;
  registry.beforeScrape(() => {
    const labels = { messaging_destination_name: topic };
    const { failingSince } = writing();
    metrics.publishFailing.set(labels, failingSince === undefined ? 0 : (clock() - failingSince) / 1_000);
    metrics.unacknowledged.set(labels, owner.unacknowledged);
    metrics.rebalances.inc(member.rebalances - counted);
    counted = member.rebalances;
  });

  let wasStandingBy = false;
  const looking = setInterval(() => {
    const isStandingBy = member.assignment !== undefined && owner.state === "standing by";
    if (isStandingBy && !wasStandingBy) log.info(standingBy);
    wasStandingBy = isStandingBy;
  }, lookEveryMs).unref();
  return { close: () => clearInterval(looking) };
}

/** Standing by is what a second instance is for; after a failure the weather says how long it has lasted. */
function ownerProbe({ owner, member, weather }: WatchedReplay): Probe {
  return () => {
    const { state } = owner;
    if (state === "reading" || member.assignment === undefined) return undefined;
    if (state === "standing by") return { tolerated: standingBy };
    const words = "fencing the predecessor, and reading back how far the recording is written";
    return weather.status.failingSince === undefined ? words : { tolerated: words };
  };
}
