import type { DomainMetrics } from "./metrics.ts";

/** Up to 1 s is the tick itself. */
const delayBuckets = [0.05, 0.1, 0.25, 0.5, 0.75, 1, 1.25, 1.5, 2, 3, 5, 10, 30];

export function createEventHubMetrics(metrics: DomainMetrics) {
  return {
    readers: metrics.gauge("event_stream_readers", "Open event streams."),
    greeted: metrics.counter(
      "event_stream_greetings_total",
      "Streams begun, by how: resumed where the reader left off, or everything anew and why.",
      ["how"],
    ),
    refused: metrics.counter(
      "event_stream_readers_refused_total",
      "Streams answered 503 because there were as many readers as allowed, or the service was stopping.",
    ),
    cut: metrics.counter(
      "event_stream_readers_cut_total",
      "Streams cut because the reader did not read (stalled) or had too much to catch up with (too_far_behind).",
      ["reason"],
    ),
    caughtUp: metrics.counter(
      "event_stream_catch_ups_total",
      "Times a slow reader was given only the newest of each key instead of every tick it missed.",
    ),
    encoded: metrics.counter(
      "event_stream_frames_encoded_total",
      "Frames encoded: one per channel and tick, however many read it.",
    ),
    written: metrics.counter("event_stream_frames_written_total", "Buffers handed to readers' sockets."),
    bytes: metrics.counter("event_stream_written_bytes_total", "Bytes handed to readers' sockets."),
    delay: metrics.histogram(
      "event_stream_append_to_write_seconds",
      "From the broker's append to the write to a reader, of the oldest change in each write. Over 1.5 s: the hub is late.",
      { buckets: delayBuckets },
    ),
    fanOut: metrics.histogram(
      "event_stream_fan_out_seconds",
      "Time to encode one tick and write it to all readers, breaks for other work included.",
    ),
  };
}

export type EventHubMetrics = ReturnType<typeof createEventHubMetrics>;
