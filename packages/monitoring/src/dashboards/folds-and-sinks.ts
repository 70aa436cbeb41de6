import { byTopic, chosen, type Dashboard, orZero, panel, quantile, rate } from "./panel.ts";

const topic = "service, messaging_destination_name";

export const foldsAndSinksDashboard: Dashboard = {
  uid: "tributary-folds-and-sinks",
  title: "Tributary: folds and sinks",
  rows: [
    {
      title: "Assignment",
      panels: [
        panel("Partitions in hand", "short", "By replica; together they are all partitions of the input.", [
          `sum by (service, instance) (stream_assigned_partitions{${chosen}})`,
          "{{service}} {{instance}}",
        ]),
        panel(
          "Rebalances",
          "short",
          "In the last ten minutes, as the member that saw most of them counted.",
          [`max by (service) (increase(stream_rebalances_total{${chosen}}[10m]))`, "{{service}}"],
        ),
        panel(
          "Work begun anew",
          "short",
          "In the last ten minutes: fenced by another instance, or the broker failed.",
          [orZero(`sum by (${topic}) (increase(stream_tenure_restarts_total{${chosen}}[10m]))`), byTopic],
        ),
        panel(
          "Position",
          "short",
          "Offset up to which all is done, by partition. A flat line with lag is stuck.",
          [
            `max by (${topic}, partition) (stream_consumer_position_offset{${chosen}, reader="group"})`,
            `${byTopic}/{{partition}}`,
          ],
        ),
        panel("Lag by partition", "s", "For how long the oldest record to do has been in the partition.", [
          `max by (${topic}, partition) (stream_consumer_lag_seconds{${chosen}, reader="group"})`,
          `${byTopic}/{{partition}}`,
        ]),
        panel("Since the last poll", "s", "Over 60: the loop is dead.", [
          `max by (service, instance) (stream_consumer_poll_age_seconds{${chosen}})`,
          "{{service}} {{instance}}",
        ]),
      ],
    },
    {
      title: "Restore",
      panels: [
        panel(
          "Restore of a partition",
          "s",
          "Mean since the start: so long records wait when it changes hands.",
          [
            `sum by (${topic}) (stream_restore_duration_seconds_sum{${chosen}}) / sum by (${topic}) (stream_restore_duration_seconds_count{${chosen}})`,
            byTopic,
          ],
        ),
        panel("Records restored", "short", "Since the start. Many more than keys: compaction lags.", [
          `sum by (${topic}) (stream_restored_records_total{${chosen}})`,
          byTopic,
        ]),
        panel("Keys held", "short", "States in memory.", [
          `sum by (${topic}) (stream_state_keys{${chosen}})`,
          byTopic,
        ]),
        panel("Keys rebuilt", "reqps", "Made anew from the log, because a correction came late.", [
          orZero(rate("stream_key_rebuilds_total", "service, outcome")),
          "{{service}} {{outcome}}",
        ]),
      ],
    },
    {
      title: "Transactions",
      panels: [
        panel("Transactions", "reqps", "Failed ones are read back and done again.", [
          rate("stream_transactions_total", "service, outcome"),
          "{{service}} {{outcome}}",
        ]),
        panel("Time of a transaction, 99 %", "s", "From begin to end.", [
          quantile(0.99, "stream_transaction_duration_seconds", "service"),
          "{{service}}",
        ]),
      ],
    },
    {
      title: "Sinks",
      panels: [
        panel("Batches", "reqps", "By outcome.", [
          rate("stream_sink_batches_total", "service, outcome"),
          "{{service}} {{outcome}}",
        ]),
        panel("Write, 99 %", "s", "To the store, failed ones too.", [
          quantile(0.99, "stream_sink_write_duration_seconds", "service"),
          "{{service}}",
        ]),
        panel("Documents", "reqps", "Written to MongoDB, by what became of them.", [
          rate("mongo_sink_documents_total", "service, collection, outcome"),
          "{{collection}} {{outcome}}",
        ]),
        panel("Fenced writes", "reqps", "Refused because another instance has taken over the partition.", [
          orZero(rate("mongo_sink_fenced_writes_total", "service, collection")),
          "{{service}} {{collection}}",
        ]),
      ],
    },
    {
      title: "Dead letters and weather",
      panels: [
        panel("Dead letters", "short", "Since the start, by stage and error.", [
          orZero(`sum by (service, stage, error) (stream_dead_letters_total{${chosen}})`),
          "{{service}} {{stage}} {{error}}",
        ]),
        panel("Tripped", "short", "1: the whole group stands still until `npm run dlq -- resume --group`.", [
          `max by (service) (stream_tripped{${chosen}})`,
          "{{service}}",
        ]),
        panel("Paused partitions", "short", "They wait for a server, named by cause; nothing is lost.", [
          `sum by (service, cause) (stream_paused_partitions{${chosen}})`,
          "{{service}} {{cause}}",
        ]),
        panel("Weather", "s", "How long the longest-held partition has waited.", [
          `max by (service, cause) (stream_weather_seconds{${chosen}})`,
          "{{service}} {{cause}}",
        ]),
      ],
    },
  ],
};
