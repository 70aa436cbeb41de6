import { randomBytes } from "node:crypto";
import type { LogReader } from "../src/broker.ts";
import { createClient, type KafkaConnection } from "../src/kafka-connection.ts";
import { createTopics } from "../src/provisioning/create-topics.ts";
import { silentLog } from "./silent-log.ts";

/** The broker that the integration preset has started or been given. */
export function realBroker(): KafkaConnection {
  return { clientId: "kafka-room", brokers: (process.env.KAFKA_BROKERS ?? "").split(","), log: silentLog };
}

/** A topic with settings that provisioning would not make. */
export async function topicWith(
  settings: Readonly<Record<string, string>>,
  prefix = "test.room",
): Promise<string> {
  const topic = `${prefix}.${randomBytes(5).toString("hex")}`;
  const admin = createClient(realBroker()).admin();
  await admin.connect();
  const configEntries = Object.entries(settings).map(([name, value]) => ({ name, value }));
  await createTopics(admin, [{ topic, numPartitions: 1, replicationFactor: 1, configEntries }]);
  await admin.disconnect();
  return topic;
}

/** Reads to the end the log has now and returns the values; fails the test's time limit when the reader gets stuck. */
export async function readToEnd(reader: LogReader): Promise<string[]> {
  const stop = new AbortController();
  const values: string[] = [];
  const done = () =>
    reader.position.every((position, partition) => position >= (reader.endAtStart[partition] ?? 0));
  if (done()) return values;
  await reader.run(async (chunk) => {
    values.push(...chunk.records.map(({ value }) => String(value)));
    if (chunk.nextOffset >= (reader.endAtStart[chunk.partition] ?? 0)) stop.abort();
  }, stop.signal);
  return values;
}
