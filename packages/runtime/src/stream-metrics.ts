import { type ListedMetric, type MetricShape, makeListed } from "./listed-metric.ts";
import type { DomainMetrics } from "./metrics.ts";

const topic = "messaging_destination_name";

/**
 * The metrics of producers, and those that views and processes share: OpenTelemetry's messaging names in Prometheus
 * spelling (the convention is still in development, so the names stand in this one file), and our own `stream_*`.
 */
export const streamMetricList = {
  sent: {
    type: "counter",
    name: "messaging_client_sent_messages_total",
    help: "Records the broker has acknowledged. Flat while there is something to send: broker away, see /readyz.",
    labels: [topic],
    shapes: ["producer", "replay", "map", "fold", "sink"],
  },
  consumed: {
    type: "counter",
    name: "messaging_client_consumed_messages_total",
    help: "Records read from a topic, readable or not. Flat while lag grows: the reader is stuck, see /readyz.",
    labels: [topic],
    shapes: ["view", "map", "fold", "sink"],
  },
  processDuration: {
    type: "histogram",
    name: "messaging_process_duration_seconds",
    help: "Time to decode and apply one chunk of records. Rising: the step is slow, or the machine is busy.",
    labels: [topic],
    shapes: ["view", "map", "fold", "sink"],
  },
  dropped: {
    type: "counter",
    name: "stream_dropped_records_total",
    help: "Records that made room for newer ones while the broker was away. They are lost on purpose.",
    labels: [topic],
    shapes: ["producer"],
  },
  refused: {
    type: "counter",
    name: "stream_refused_records_total",
    help: "Records of the source that could not be published, by reason. Rising: the source sends nonsense.",
    labels: [topic, "reason"],
    shapes: ["producer"],
  },
  skipped: {
    type: "counter",
    name: "stream_skipped_records_total",
    help: "Records passed over, by reason: a view skips what it cannot use (rising undecodable or out_of_range: a producer is broken), a process only tombstones and what was sent again to another group.",
    labels: [topic, "reason"],
    shapes: ["view", "map", "fold", "sink"],
  },
  missed: {
    type: "counter",
    name: "stream_missed_records_total",
    help: "Records that retention removed before they were read: a gap that stays. Not zero: the reader was away too long.",
    labels: [topic],
    shapes: ["view", "map", "fold", "sink"],
  },
  lag: {
    type: "gauge",
    name: "stream_consumer_lag_records",
    help: "Offsets between a reader and the end of the partition, control records among them; reader is group, or view where the service shows what it reads. Rising: slower than its producers, or standing still; see /readyz.",
    labels: [topic, "partition", "reader"],
    shapes: ["view", "map", "fold", "sink"],
  },
  lagSeconds: {
    type: "gauge",
    name: "stream_consumer_lag_seconds",
    help: "How long the oldest record that a reader has not done has been in the log, as of the scrape; 0 when it has done all it has seen. Rises by one a second: the partition stands still, see /readyz.",
    labels: [topic, "partition", "reader"],
    shapes: ["view", "map", "fold", "sink"],
  },
  position: {
    type: "gauge",
    name: "stream_consumer_position_offset",
    help: "The offset up to which a reader has done its work. Unchanged while there is lag: the partition is stuck.",
    labels: [topic, "partition", "reader"],
    shapes: ["view", "map", "fold", "sink"],
  },
  pollAge: {
    type: "gauge",
    name: "stream_consumer_poll_age_seconds",
    help: "Time since a reader last asked the broker, with or without success; of several views the longest. Over 60: its loop is dead, and only a restart helps.",
    labels: ["reader"],
    shapes: ["view", "map", "fold", "sink"],
  },
  schemaDrift: {
    type: "gauge",
    name: "stream_schema_drift",
    help: "1 while the registry's latest schema of a topic is another than the one this process was built with, as looked up every ten minutes. 1 for long: what runs is older than what was provisioned, or newer; deploy the one or provision for the other.",
    labels: [topic],
    shapes: ["producer", "replay", "view", "map", "fold", "sink"],
  },
  eventTimeLag: {
    type: "gauge",
    name: "stream_event_time_lag_seconds",
    help: "Age of the newest event applied, by its own clock. Rising while lag is 0: the source is late.",
    labels: [topic],
    shapes: ["view", "map", "fold", "sink"],
  },
  unacknowledged: {
    type: "gauge",
    name: "stream_unacknowledged_records",
    help: "Records taken from the source whose fate is not known yet. If the process dies, a producer without marks loses them; one with marks and a replay read them again.",
    labels: [topic],
    shapes: ["producer", "replay"],
  },
  publishDuration: {
    type: "histogram",
    name: "messaging_client_operation_duration_seconds",
    help: "From handing a record to the publisher to the acknowledgement of all replicas, waiting for company and for the broker included. Rising: the broker is slow or away.",
    labels: [topic],
    shapes: ["producer"],
  },
  publishFailing: {
    type: "gauge",
    name: "stream_publish_failing_seconds",
    help: "How long every attempt to publish has failed; 0 when all is well. Rising: see the broker.",
    labels: [topic],
    shapes: ["producer", "replay"],
  },
} as const satisfies Readonly<Record<string, ListedMetric>>;

/** A scrape shows those of `shapes`. */
export function createStreamMetrics(
  metrics: DomainMetrics,
  shapes: readonly MetricShape[] = ["producer", "view"],
) {
  return makeListed(streamMetricList, metrics, shapes);
}

export type StreamMetrics = ReturnType<typeof createStreamMetrics>;
