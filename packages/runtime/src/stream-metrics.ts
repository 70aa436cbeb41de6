import type { Metrics } from "./metrics.ts";

/**
 * The metrics all services share, in one list: OpenTelemetry's messaging names in Prometheus spelling
 * (the convention is still in development, so the names stand in this one file), and our own `stream_*`.
 */
export function createStreamMetrics(metrics: Metrics) {
  const topic = "messaging_destination_name" as const;
  return {
    sent: metrics.counter(
      "messaging_client_sent_messages_total",
      "Records the broker has acknowledged. Flat while the source runs: broker away, see stream_publish_failing_seconds.",
      [topic],
    ),
    consumed: metrics.counter(
      "messaging_client_consumed_messages_total",
      "Records read from a topic, readable or not. Flat while lag grows: the reader is stuck, see /readyz.",
      [topic],
    ),
    processDuration: metrics.histogram(
      "messaging_process_duration_seconds",
      "Time to decode and apply one chunk of records.",
      { labelNames: [topic] },
    ),
    dropped: metrics.counter(
      "stream_dropped_records_total",
      "Records that made room for newer ones while the broker was away. They are lost on purpose.",
      [topic],
    ),
    refused: metrics.counter(
      "stream_refused_records_total",
      "Records of the source that could not be published, by reason. Rising: the source sends nonsense.",
      [topic, "reason"],
    ),
    skipped: metrics.counter(
      "stream_skipped_records_total",
      "Records a view could not or would not use, by reason. Rising undecodable or out_of_range: a producer is broken.",
      [topic, "reason"],
    ),
    missed: metrics.counter(
      "stream_missed_records_total",
      "Records that retention removed before they were read. Not zero: the reader was away too long.",
      [topic],
    ),
    lag: metrics.gauge(
      "stream_consumer_lag_records",
      "Offsets between the reader and the end of the partition. Control records count in it.",
      [topic, "partition"],
    ),
    eventTimeLag: metrics.gauge(
      "stream_event_time_lag_seconds",
      "Age of the newest event applied, by its own clock. Rising while lag is 0: the source is late.",
      [topic],
    ),
    unacknowledged: metrics.gauge(
      "stream_unacknowledged_records",
      "Records taken from the source whose fate is not known yet. They are lost if the process dies.",
      [topic],
    ),
    publishFailing: metrics.gauge(
      "stream_publish_failing_seconds",
      "How long every attempt to publish has failed; 0 when all is well.",
      [topic],
    ),
  };
}

export type StreamMetrics = ReturnType<typeof createStreamMetrics>;
