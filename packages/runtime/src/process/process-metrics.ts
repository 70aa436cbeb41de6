import type { Metrics } from "../metrics.ts";

/** Metrics of consumers with a process (map, fold, sink), beside those of `stream-metrics.ts`. */
export function createProcessMetrics(metrics: Metrics) {
  const topic = "messaging_destination_name" as const;
  return {
    deadLetters: metrics.counter(
      "stream_dead_letters_total",
      "Records buried in <group>.dlq, by stage and error. Rising: npm run dlq -- list.",
      [topic, "stage", "error"],
    ),
  };
}

export type ProcessMetrics = ReturnType<typeof createProcessMetrics>;
