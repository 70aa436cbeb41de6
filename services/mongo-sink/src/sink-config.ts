import { integer, list, oneOf, type Values } from "@tributary/config";
import { runtimeConfig } from "@tributary/runtime";
import { mongoConfig } from "./mongo-config.ts";

/** What is written, and how fast. */
export const sinkConfig = {
  ...mongoConfig,
  MONGO_SINK_TOPICS: list("Topics to write, of those that archives.ts knows", {
    default: ["road.accident.v1"],
  }),
  MONGO_SINK_TIME_SERIES: oneOf(
    "Time-series collections: auto makes them where the server can do it with each record once, else plain ones",
    ["auto", "off"] as const,
    { default: "auto" },
  ),
  MONGO_SINK_GRANULARITY: list(
    "Granularity of time-series collections that archives.ts has otherwise, collection=seconds, =minutes or =hours",
    { optional: true, example: "accidents=minutes" },
  ),
  MONGO_SINK_BATCH_RECORDS: integer("Most documents of a write", {
    default: 1_000,
    minimum: 1,
    maximum: 50_000,
  }),
  MONGO_SINK_RECORDS_PER_SECOND: integer(
    "Most records written a second, over all partitions of this replica; unset: as fast as MongoDB takes them",
    { optional: true, minimum: 1, maximum: 10_000_000 },
  ),
  MONGO_WRITE_TIMEOUT_MS: integer(
    "A write that lasts longer is given up and tried again; shorter than KAFKA_SESSION_TIMEOUT_MS",
    { default: 5_000, minimum: 100, unit: "ms" },
  ),
  MONGO_LOOK_UP_TIMEOUT_MS: integer(
    "Longest time to find out what of a partition a time-series collection has, where that is in doubt: at its begin and after a failed write",
    { default: 30_000, minimum: 100, unit: "ms" },
  ),
  MONGO_SETTLE_MS: integer(
    "How long the server may still be at work on a write that nobody waits for any more, before it is found out what a time-series collection has; 0 suits mongod, where a fence waits for it by itself",
    { default: 5_000, minimum: 0, maximum: 600_000, unit: "ms" },
  ),
  KAFKA_SESSION_TIMEOUT_MS: runtimeConfig.KAFKA_SESSION_TIMEOUT_MS,
};
export type SinkConfig = Values<typeof sinkConfig>;
