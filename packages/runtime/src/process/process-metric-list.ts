import type { ListedMetric, MetricShape } from "../listed-metric.ts";

const topic = "messaging_destination_name";
const every = ["map", "fold", "sink"] as const satisfies MetricShape[];
const everyAndReplay = [...every, "replay"] as const satisfies MetricShape[];
const longBuckets = [0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 120, 300];
const writeBuckets = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];

/** The metrics of consumers with a process (map, fold, sink) and of replays, beside those of `stream-metrics.ts`. */
export const processMetricList = {
  deadLetters: {
    type: "counter",
    name: "stream_dead_letters_total",
    help: "Records, or rows of a file, buried in <group>.dlq, by topic, stage and error; a map or sink may count one twice after a crash. Rising: npm run dlq -- list, then mend the producer or the code, and resend; a row is mended in its file, and the file replayed.",
    labels: [topic, "stage", "error"],
    shapes: everyAndReplay,
  },
  tripped: {
    type: "gauge",
    name: "stream_tripped",
    help: "1 while the whole group stands still because too many records were buried. Mend the cause, then npm run dlq -- resume --group <group>.",
    labels: [],
    shapes: every,
  },
  appendToCommit: {
    type: "histogram",
    name: "stream_append_to_commit_seconds",
    help: "From the broker's append of the oldest record of a chunk until its work is safe: in a fold's transaction, a map's output or a sink's store. Rising: behind or slow; see the lag.",
    labels: [topic],
    buckets: longBuckets,
    shapes: every,
  },
  rebalances: {
    type: "counter",
    name: "stream_rebalances_total",
    help: "Rebalances this member took part in. Rising without deployments: members die or are silent beyond the session time-out.",
    labels: [],
    shapes: everyAndReplay,
  },
  assigned: {
    type: "gauge",
    name: "stream_assigned_partitions",
    help: "Partitions in this member's hands. 0 for long: there are more replicas than partitions, or the group does not come to rest.",
    labels: [topic],
    shapes: every,
  },
  tenureRestarts: {
    type: "counter",
    name: "stream_tenure_restarts_total",
    help: "Times the work on a partition was given up and begun anew, its position read back. Rising: the broker fails or another instance has taken over; see the log.",
    labels: [topic],
    shapes: everyAndReplay,
  },
  pausedPartitions: {
    type: "gauge",
    name: "stream_paused_partitions",
    help: "Partitions that wait for the weather to pass, by its cause: broker, registry or sink. Not 0: see that server; nothing is lost.",
    labels: ["cause"],
    shapes: every,
  },
  weatherSeconds: {
    type: "gauge",
    name: "stream_weather_seconds",
    help: "How long the longest-held partition has waited for this cause; 0 when none does. Unready from 30 on.",
    labels: ["cause"],
    shapes: every,
  },
  transactions: {
    type: "counter",
    name: "stream_transactions_total",
    help: "Transactions by outcome: committed, or failed (outcome unknown; all is read back and done again). Rising failed: brokers move or time out.",
    labels: ["outcome"],
    shapes: ["fold", "replay"],
  },
  transactionDuration: {
    type: "histogram",
    name: "stream_transaction_duration_seconds",
    help: "From begin to end of a transaction. Rising: the brokers are slow, and so is everything here.",
    labels: [],
    shapes: ["fold", "replay"],
  },
  restoreDuration: {
    type: "histogram",
    name: "stream_restore_duration_seconds",
    help: "Time to fence the predecessor and read a partition's state back: so long its records wait when it changes hands. Rising: the state grows, or compaction lags.",
    labels: [topic],
    buckets: longBuckets,
    shapes: ["fold"],
  },
  restoredRecords: {
    type: "counter",
    name: "stream_restored_records_total",
    help: "Records of the state topic read back. Many more than stream_state_keys at each restore: compaction lags.",
    labels: [topic],
    shapes: ["fold"],
  },
  stateKeys: {
    type: "gauge",
    name: "stream_state_keys",
    help: "Keys whose state is held in memory. Rising without end: the step never forgets a key.",
    labels: [topic, "partition"],
    shapes: ["fold"],
  },
  keyRebuilds: {
    type: "counter",
    name: "stream_key_rebuilds_total",
    help: "States of a key made anew from the log, by outcome: whole, cut_short (retention has taken records that once counted; the log says from where), given_up (begun again later). Rising: corrections come later than the state reaches back.",
    labels: ["outcome"],
    shapes: ["fold"],
  },
  sinkWriteDuration: {
    type: "histogram",
    name: "stream_sink_write_duration_seconds",
    help: "Time of one write to the store, failed ones too. Near the write time-out: the store is slow or batches are too large.",
    labels: [],
    buckets: writeBuckets,
    shapes: ["sink"],
  },
  sinkBatches: {
    type: "counter",
    name: "stream_sink_batches_total",
    help: "Batches by outcome: written, failed (the store threw), timed_out (it did not answer in time), given_up (the partition was lost meanwhile). Rising failed or timed_out: see the store; the same batch is tried again.",
    labels: ["outcome"],
    shapes: ["sink"],
  },
} as const satisfies Readonly<Record<string, ListedMetric>>;
