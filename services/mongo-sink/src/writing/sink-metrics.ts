import type { DomainMetrics } from "@tributary/runtime";
import type { MongoClient } from "mongodb";

/** What a scrape tells of the writing. */
export function sinkMetrics(metrics: DomainMetrics) {
  return {
    documents: metrics.counter(
      "mongo_sink_documents_total",
      "Records by what became of them: written, known (delivered again, nothing changed), same_id (another record's document has the id: not written, the first stays; a file replayed again), rejected (buried in the dead letters).",
      ["collection", "outcome"],
    ),
    kind: metrics.gauge(
      "mongo_sink_collection_kind",
      "1 for the kind that a collection is of, and why. plain with no_time_series or no_fence: the server cannot do better; existing_plain: somebody made it so before.",
      ["collection", "kind", "why"],
    ),
    fenced: metrics.counter(
      "mongo_sink_fenced_writes_total",
      "Writes that MongoDB refused since another instance has the partition. A few at a rebalance or after a freeze are the fence at work; without end: two groups of different clusters write to one database.",
      ["collection"],
    ),
    waited: metrics.counter(
      "mongo_sink_rate_limit_seconds_total",
      "Time that writes waited for MONGO_SINK_RECORDS_PER_SECOND. Rising with the lag: the limit is what holds the sink up.",
    ),
  };
}

export type SinkMetrics = ReturnType<typeof sinkMetrics>;

/** Shows the connections of a client's pool. */
export function watchPool(client: MongoClient, metrics: DomainMetrics, pool: "writing" | "reading"): void {
  const gauge = metrics.gauge(
    "mongo_sink_connections",
    "Connections to MongoDB: open, and of those in use. All in use for long: MongoDB is slow, or MONGO_MAX_POOL_SIZE below the number of partitions.",
    ["pool", "state"],
  );
  const [open, inUse] = [gauge.labels(pool, "open"), gauge.labels(pool, "in_use")];
  open.set(0);
  inUse.set(0);
  client.on("connectionCreated", () => open.inc());
  client.on("connectionClosed", () => open.dec());
  client.on("connectionCheckedOut", () => inUse.inc());
  client.on("connectionCheckedIn", () => inUse.dec());
}
