import { type ListedMetric, makeListed } from "./listed-metric.ts";
import type { DomainMetrics } from "./metrics.ts";

/** Up to 1 s is the tick itself. */
const delayBuckets = [0.05, 0.1, 0.25, 0.5, 0.75, 1, 1.25, 1.5, 2, 3, 5, 10, 30];

const topicLabel = "messaging_destination_name";
const shapes = ["event stream"] as const;

/** The metrics of event streams. */
export const eventHubMetricList = {
  readers: {
    type: "gauge",
    name: "event_stream_readers",
    help: "Open event streams. Near the most allowed: more replicas are due.",
    labels: [topicLabel],
    shapes,
  },
  greeted: {
    type: "counter",
    name: "event_stream_greetings_total",
    help: "Streams begun, by how: resumed where the reader left off, or everything anew and why. Rising without new readers: connections do not last.",
    labels: [topicLabel, "how"],
    shapes,
  },
  refused: {
    type: "counter",
    name: "event_stream_readers_refused_total",
    help: "Streams answered 503 because there were as many readers as allowed, or the service was stopping.",
    labels: [topicLabel],
    shapes,
  },
  cut: {
    type: "counter",
    name: "event_stream_readers_cut_total",
    help: "Streams cut because the reader did not read (stalled) or had too much to catch up with (too_far_behind).",
    labels: [topicLabel, "reason"],
    shapes,
  },
  caughtUp: {
    type: "counter",
    name: "event_stream_catch_ups_total",
    help: "Times a slow reader was given only the newest of each key instead of every tick it missed.",
    labels: [topicLabel],
    shapes,
  },
  encoded: {
    type: "counter",
    name: "event_stream_frames_encoded_total",
    help: "Frames encoded: one per channel and tick, however many read it.",
    labels: [topicLabel],
    shapes,
  },
  written: {
    type: "counter",
    name: "event_stream_frames_written_total",
    help: "Buffers handed to readers' sockets.",
    labels: [topicLabel],
    shapes,
  },
  bytes: {
    type: "counter",
    name: "event_stream_written_bytes_total",
    help: "Bytes handed to readers' sockets.",
    labels: [topicLabel],
    shapes,
  },
  delay: {
    type: "histogram",
    name: "event_stream_append_to_write_seconds",
    help: "From the broker's append to the write to a reader, of the oldest change in each write. Over 1.5 s: the hub is late.",
    labels: [topicLabel],
    buckets: delayBuckets,
    shapes,
  },
  fanOut: {
    type: "histogram",
    name: "event_stream_fan_out_seconds",
    help: "Time to encode one tick and write it to all readers, breaks for other work included. Near 1 s: too many readers for one replica.",
    labels: [topicLabel],
    shapes,
  },
} as const satisfies Readonly<Record<string, ListedMetric>>;

/** The metrics of one topic's streams; several hubs of a service share them, told apart by the topic. */
export function createEventHubMetrics(metrics: DomainMetrics, topic: string) {
  const labels = { [topicLabel]: topic } as const;
  const made = makeListed(eventHubMetricList, metrics, shapes);
  return {
    readers: made.readers.labels(labels),
    greeted: { inc: (how: { readonly how: string }) => made.greeted.inc({ ...labels, ...how }) },
    refused: made.refused.labels(labels),
    cut: { inc: (reason: { readonly reason: string }) => made.cut.inc({ ...labels, ...reason }) },
    caughtUp: made.caughtUp.labels(labels),
    encoded: made.encoded.labels(labels),
    written: made.written.labels(labels),
    bytes: made.bytes.labels(labels),
    delay: made.delay.labels(labels),
    fanOut: made.fanOut.labels(labels),
  };
}

export type EventHubMetrics = ReturnType<typeof createEventHubMetrics>;
