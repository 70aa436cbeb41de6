import { makeListed } from "../listed-metric.ts";
import type { DomainMetrics } from "../metrics.ts";
import { createStreamMetrics } from "../stream-metrics.ts";
import { BoundedLabel } from "./bounded-label.ts";
import type { Process } from "./process.ts";
import { processMetricList } from "./process-metric-list.ts";

type Shape = Process["kind"] | "replay";

/** Names of classes and reasons come from services: nobody knows beforehand how many there are. */
const distinctErrors = 20;

/** The metrics of a process or a replay, those it shares with views and producers included; a scrape shows those of its shape. */
export function createProcessMetrics(
  metrics: DomainMetrics,
  shapes: readonly Shape[] = ["map", "fold", "sink"],
) {
  const made = makeListed(processMetricList, metrics, shapes);
  const errors = new BoundedLabel(distinctErrors);
  type Labels = Record<(typeof processMetricList.deadLetters.labels)[number], string>;
  return {
    ...createStreamMetrics(metrics, shapes),
    ...made,
    deadLetters: {
      /** Errors beyond the first twenty distinct ones count as `other`. */
      inc: (labels: Labels, count = 1) =>
        made.deadLetters.inc({ ...labels, error: errors.bounded(labels.error) }, count),
    },
  };
}

export type ProcessMetrics = ReturnType<typeof createProcessMetrics>;
