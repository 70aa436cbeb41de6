import { type ListedMetric, makeListed } from "./listed-metric.ts";
import type { DomainMetrics } from "./metrics.ts";

/** The metrics of a service's API. */
export const apiMetricList = {
  duration: {
    type: "histogram",
    name: "http_server_request_duration_seconds",
    help: "Time to answer a request of the API; event streams are not in it. Rising: see the route, and what it waits for.",
    labels: ["http_request_method", "http_route", "http_response_status_code"],
    shapes: ["API"],
  },
} as const satisfies Readonly<Record<string, ListedMetric>>;

export function createApiMetrics(metrics: DomainMetrics) {
  return makeListed(apiMetricList, metrics, ["API"]);
}
