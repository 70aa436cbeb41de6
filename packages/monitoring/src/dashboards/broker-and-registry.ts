import { byTopic, chosen, type Dashboard, orZero, panel, quantile, rate } from "./panel.ts";

const topic = "service, messaging_destination_name";
const itself = 'job="schema-registry"';

export const brokerAndRegistryDashboard: Dashboard = {
  uid: "tributary-broker-and-registry",
  title: "Tributary: broker and registry",
  rows: [
    {
      title: "Kafka, as our services see it",
      panels: [
        panel(
          "What is not here",
          "short",
          "Kafka tells Prometheus nothing by itself: disks, replicas and requests of the brokers are seen by a JMX exporter, which is not part of this. Below is what its clients see: when they are well, Kafka serves.",
        ),
        panel("Publish, 99 %", "s", "From a record in hand to the acknowledgement of all in-sync replicas.", [
          quantile(0.99, "messaging_client_operation_duration_seconds", topic),
          byTopic,
        ]),
        panel("Publishing has failed for", "s", "0 while all is well.", [
          `max by (${topic}) (stream_publish_failing_seconds{${chosen}})`,
          byTopic,
        ]),
        panel("Unacknowledged", "short", "Records whose fate is not known yet.", [
          `sum by (${topic}) (stream_unacknowledged_records{${chosen}})`,
          byTopic,
        ]),
        panel("Transaction, 99 %", "s", "From begin to end.", [
          quantile(0.99, "stream_transaction_duration_seconds", "service"),
          "{{service}}",
        ]),
        panel("Since the last poll", "s", "Of groups and views.", [
          `max by (service, reader) (stream_consumer_poll_age_seconds{${chosen}})`,
          "{{service}} {{reader}}",
        ]),
        panel("Partitions wait for the broker", "s", "The longest of each service.", [
          `max by (service) (stream_weather_seconds{${chosen}, cause="broker"})`,
          "{{service}}",
        ]),
      ],
    },
    {
      title: "Schema registry, as our services see it",
      panels: [
        panel("Look-ups", "reqps", "By outcome. Few after the start: what is known is not asked again.", [
          rate("schema_registry_request_duration_seconds_count", "service, outcome"),
          "{{service}} {{outcome}}",
        ]),
        panel("Mean time of a look-up", "s", "Since the start of each service.", [
          `sum by (service) (schema_registry_request_duration_seconds_sum{${chosen}}) / sum by (service) (schema_registry_request_duration_seconds_count{${chosen}})`,
          "{{service}}",
        ]),
        panel("Failed look-ups", "reqps", "Not answered: away, or it refused.", [
          orZero(
            rate(
              "schema_registry_request_duration_seconds_count",
              "service, outcome",
              `${chosen}, outcome!~"answered|not_found"`,
            ),
          ),
          "{{service}} {{outcome}}",
        ]),
        panel(
          "Schema drift",
          "short",
          "1: the latest schema is another than the one a replica was built with.",
          [`max by (${topic}) (stream_schema_drift{${chosen}})`, byTopic],
        ),
      ],
    },
    {
      title: "Schema registry itself",
      panels: [
        panel("Requests", "reqps", "By group of status codes.", [
          `sum by (status_code_group) (rate(rest_requests_seconds_count{${itself}}[$__rate_interval]))`,
          "{{status_code_group}}",
        ]),
        panel("Slowest request", "s", "Of the last few minutes.", [
          `max by (path) (rest_requests_seconds_max{${itself}})`,
          "{{path}}",
        ]),
        panel("Calls of its storage", "reqps", "The database behind it.", [
          `sum(rate(storage_method_call_seconds_count{${itself}}[$__rate_interval]))`,
          "calls",
        ]),
        panel(
          "Memory",
          "bytes",
          "Of the Java virtual machine.",
          [`sum by (area) (jvm_memory_used_bytes{${itself}})`, "{{area}} in use"],
          [`sum by (area) (jvm_memory_committed_bytes{${itself}})`, "{{area}} committed"],
        ),
        panel("CPU", "percentunit", "Share of the machine.", [`process_cpu_usage{${itself}}`, "registry"]),
        panel(
          "Database connections",
          "short",
          "In use and free.",
          [`sum(agroal_active_count{${itself}})`, "in use"],
          [`sum(agroal_available_count{${itself}})`, "free"],
        ),
      ],
    },
  ],
};
