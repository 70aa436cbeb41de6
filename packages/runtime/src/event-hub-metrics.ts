import type { DomainMetrics } from "./metrics.ts";

/** Up to 1 s is the tick itself. */
const delayBuckets = [0.05, 0.1, 0.25, 0.5, 0.75, 1, 1.25, 1.5, 2, 3, 5, 10, 30];

const topicLabel = "messaging_destination_name";

/** The metrics of one topic's streams; several hubs of a service share them, told apart by the topic. */
export function createEventHubMetrics(metrics: DomainMetrics, topic: string) {
  const labels = { [topicLabel]: topic };
  const counter = (name: string, help: string) => metrics.counter(name, help, [topicLabel]).labels(labels);
  /** A counter with one more label, of few values. */
  const countedBy = <L extends string>(label: L, name: string, help: string) => {
    const counted = metrics.counter<string>(name, help, [topicLabel, label]);
    return { inc: (value: Record<L, string>) => counted.inc({ ...labels, ...value }) };
  };
  const histogram = (name: string, help: string, buckets?: readonly number[]) =>
    metrics.histogram(name, help, { labelNames: [topicLabel], ...(buckets && { buckets }) }).labels(labels);
  return {
    readers: metrics.gauge("event_stream_readers", "Open event streams.", [topicLabel]).labels(labels),
    greeted: countedBy(
      "how",
      "event_stream_greetings_total",
      "Streams begun, by how: resumed where the reader left off, or everything anew and why.",
    ),
    refused: counter(
      "event_stream_readers_refused_total",
      "Streams answered 503 because there were as many readers as allowed, or the service was stopping.",
    ),
    cut: countedBy(
      "reason",
      "event_stream_readers_cut_total",
      "Streams cut because the reader did not read (stalled) or had too much to catch up with (too_far_behind).",
    ),
    caughtUp: counter(
      "event_stream_catch_ups_total",
      "Times a slow reader was given only the newest of each key instead of every tick it missed.",
    ),
    encoded: counter(
      "event_stream_frames_encoded_total",
      "Frames encoded: one per channel and tick, however many read it.",
    ),
    written: counter("event_stream_frames_written_total", "Buffers handed to readers' sockets."),
    bytes: counter("event_stream_written_bytes_total", "Bytes handed to readers' sockets."),
    delay: histogram(
      "event_stream_append_to_write_seconds",
      "From the broker's append to the write to a reader, of the oldest change in each write. Over 1.5 s: the hub is late.",
      delayBuckets,
    ),
    fanOut: histogram(
      "event_stream_fan_out_seconds",
      "Time to encode one tick and write it to all readers, breaks for other work included.",
    ),
  };
}

export type EventHubMetrics = ReturnType<typeof createEventHubMetrics>;
