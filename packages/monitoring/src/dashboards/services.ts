import { byTopic, chosen, type Dashboard, orZero, panel, quantile, rate } from "./panel.ts";

const topic = "service, messaging_destination_name";

export const servicesDashboard: Dashboard = {
  uid: "tributary-services",
  title: "Tributary: all services",
  rows: [
    {
      title: "State",
      panels: [
        panel("Replicas that answer", "short", "Processes whose last scrape succeeded.", [
          `sum by (service) (up{${chosen}})`,
          "{{service}}",
        ]),
        panel(
          "Ready replicas",
          "short",
          "Processes whose /readyz answers 200; elsewhere it names the check.",
          [`sum by (service) (service_ready{${chosen}})`, "{{service}}"],
        ),
        panel("Alerts", "short", "Alerts that fire or are about to; deploy/RUNBOOK.md says what to do.", [
          `sum by (alertname, severity) (ALERTS{${chosen}}) or vector(0)`,
          "{{alertname}} {{severity}}",
        ]),
      ],
    },
    {
      title: "Rate",
      panels: [
        panel("Records read", "reqps", "By consumers and views, readable or not.", [
          rate("messaging_client_consumed_messages_total", topic),
          byTopic,
        ]),
        panel("Records published", "reqps", "As acknowledged by the brokers.", [
          rate("messaging_client_sent_messages_total", topic),
          byTopic,
        ]),
        panel("API requests", "reqps", "Event streams are not among them.", [
          orZero(rate("http_server_request_duration_seconds_count", "service")),
          "{{service}}",
        ]),
      ],
    },
    {
      title: "Errors",
      panels: [
        panel(
          "Dead letters",
          "reqps",
          "Records, or rows of a file, that were buried; `npm run dlq -- list`.",
          [
            orZero(rate("stream_dead_letters_total", "service, stage, error")),
            "{{service}} {{stage}} {{error}}",
          ],
        ),
        panel(
          "Refused and skipped",
          "reqps",
          "What a source sent against its contract, and what a reader passed over, by reason.",
          [orZero(rate("stream_refused_records_total", "service, reason")), "{{service}} refused {{reason}}"],
          [orZero(rate("stream_skipped_records_total", "service, reason")), "{{service}} skipped {{reason}}"],
        ),
        panel(
          "Lost records",
          "short",
          "Since the start: removed by retention before they were read, or let go by a full buffer. Must be 0.",
          [orZero(`sum by (service) (stream_missed_records_total{${chosen}})`), "{{service}} missed"],
          [orZero(`sum by (service) (stream_dropped_records_total{${chosen}})`), "{{service}} dropped"],
        ),
        panel("API errors", "reqps", "Answers of 500 and above.", [
          orZero(
            rate(
              "http_server_request_duration_seconds_count",
              "service",
              `${chosen}, http_response_status_code=~"5.."`,
            ),
          ),
          "{{service}}",
        ]),
      ],
    },
    {
      title: "Duration",
      panels: [
        panel("Work on a chunk, 99 %", "s", "To decode and apply one chunk of records.", [
          quantile(0.99, "messaging_process_duration_seconds", topic),
          byTopic,
        ]),
        panel("Append to commit, 95 %", "s", "From the broker's append until a consumer's work is safe.", [
          quantile(0.95, "stream_append_to_commit_seconds", topic),
          byTopic,
        ]),
        panel("Publish, 99 %", "s", "From a producer's record in hand to the brokers' acknowledgement.", [
          quantile(0.99, "messaging_client_operation_duration_seconds", topic),
          byTopic,
        ]),
        panel("API answer, 99 %", "s", "Event streams are not among them.", [
          quantile(0.99, "http_server_request_duration_seconds", "service, http_route"),
          "{{service}} {{http_route}}",
        ]),
      ],
    },
    {
      title: "Lag",
      panels: [
        panel("Lag in records", "short", "Offsets to do, control records among them.", [
          `service:stream_consumer_lag_records:sum{${chosen}}`,
          `${byTopic} {{reader}}`,
        ]),
        panel("Lag in seconds", "s", "For how long the oldest record to do has been in the topic.", [
          `service:stream_consumer_lag_seconds:max{${chosen}}`,
          `${byTopic} {{reader}}`,
        ]),
        panel("Age of the newest event", "s", "By the event's own clock: of a replay of 2015, years.", [
          `max by (${topic}) (stream_event_time_lag_seconds{${chosen}})`,
          byTopic,
        ]),
      ],
    },
    {
      title: "Pages",
      panels: [
        panel("Open event streams", "short", "Browsers and other readers of server-sent events.", [
          `sum by (service) (event_stream_readers{${chosen}})`,
          "{{service}}",
        ]),
        panel("Append to page, 95 %", "s", "From the broker's append to the write to a reader.", [
          quantile(0.95, "event_stream_append_to_write_seconds", topic),
          byTopic,
        ]),
        panel(
          "Slow readers",
          "reqps",
          "Catch-ups: they got the newest of each key only. Cut: they had to connect anew.",
          [orZero(rate("event_stream_catch_ups_total", "service")), "{{service}} catch-ups"],
          [orZero(rate("event_stream_readers_cut_total", "service, reason")), "{{service}} cut {{reason}}"],
        ),
        panel("Bytes to readers", "Bps", "Handed to readers' sockets.", [
          rate("event_stream_written_bytes_total", "service"),
          "{{service}}",
        ]),
      ],
    },
    {
      title: "Process",
      panels: [
        panel("Event loop, 99 %", "s", "How late a timer is; up to 0.1 s is how it is measured.", [
          `max by (service, instance) (nodejs_eventloop_lag_p99_seconds{${chosen}})`,
          "{{service}} {{instance}}",
        ]),
        panel(
          "Memory",
          "bytes",
          "All that the process holds, and of that the heap in use.",
          [
            `sum by (service, instance) (process_resident_memory_bytes{${chosen}})`,
            "{{service}} {{instance}}",
          ],
          [
            `sum by (service, instance) (nodejs_heap_size_used_bytes{${chosen}})`,
            "{{service}} {{instance}} heap",
          ],
        ),
        panel("CPU", "percentunit", "Cores in use.", [
          rate("process_cpu_seconds_total", "service, instance"),
          "{{service}} {{instance}}",
        ]),
        panel("Garbage collection", "percentunit", "Share of the time.", [
          rate("nodejs_gc_duration_seconds_sum", "service, instance"),
          "{{service}} {{instance}}",
        ]),
      ],
    },
  ],
};
