import { apiMetricList } from "./api-metrics.ts";
import { eventHubMetricList } from "./event-hub-metrics.ts";
import type { ListedMetric } from "./listed-metric.ts";
import { processMetricList } from "./process/process-metric-list.ts";
import { serviceMetricList } from "./service-metrics.ts";
import { streamMetricList } from "./stream-metrics.ts";

/** Every metric that the runtime gives its services, beside those of Node and of the process itself. */
export const metricList: readonly ListedMetric[] = [
  serviceMetricList,
  streamMetricList,
  processMetricList,
  eventHubMetricList,
  apiMetricList,
].flatMap((list) => Object.values<ListedMetric>(list));

/** The list as the README shows it. */
export function metricTable(): string {
  const rows = metricList.map(({ name, type, labels, shapes, help }) => [
    `\`${name}\``,
    type,
    labels.map((label) => `\`${label}\``).join(" "),
    shapes.join(", "),
    help.replaceAll("<", "&lt;"),
  ]);
  const head = ["Metric", "Type", "Labels", "Of", "What it means, and what to do"];
  return [head, head.map(() => "---"), ...rows].map((cells) => `| ${cells.join(" | ")} |`).join("\n");
}
