import type { Health } from "./health.ts";
import { type ListedMetric, type MetricShape, makeListed } from "./listed-metric.ts";
import type { Metrics } from "./metrics.ts";

const every = [
  "producer",
  "replay",
  "view",
  "API",
  "map",
  "fold",
  "sink",
] as const satisfies readonly MetricShape[];

/** What every service tells of itself, whatever it is made of. */
export const serviceMetricList = {
  ready: {
    type: "gauge",
    name: "service_ready",
    help: "1 while /readyz answers 200. 0 for minutes: /readyz names the check.",
    labels: [],
    shapes: every,
  },
  live: {
    type: "gauge",
    name: "service_live",
    help: "1 while /livez answers 200. 0: a loop of it hangs; restart it if its container does not.",
    labels: [],
    shapes: every,
  },
  registryRequests: {
    type: "histogram",
    name: "schema_registry_request_duration_seconds",
    help: "Time of a look-up at the schema registry, by outcome: answered, not_found, or why there was no answer. Rising failures: see the registry; what was looked up before goes on working.",
    labels: ["outcome"],
    shapes: every,
  },
} as const satisfies Readonly<Record<string, ListedMetric>>;

/** The gauges tell what health says at the moment of the scrape. */
export function watchService(metrics: Metrics, health: Health, shapes: readonly MetricShape[]) {
  const made = makeListed(serviceMetricList, metrics, shapes);
  metrics.beforeScrape(() => {
    made.ready.set(health.isReady ? 1 : 0);
    made.live.set(health.live().every(({ ok }) => ok) ? 1 : 0);
  });
  return {
    /** To be told of each call of the registry. */
    onRegistryCall: (outcome: string, seconds: number): void =>
      made.registryRequests.observe({ outcome }, seconds),
  };
}
