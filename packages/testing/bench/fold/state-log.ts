import { stateTopicName } from "@tributary/contracts";
import { type IncomingRecord, openKafkaBroker } from "@tributary/kafka";
import { silentLog } from "../../test/kafka/silent-log.ts";
import type { Servers } from "./bench-input.ts";
import { partitions } from "./bench-topics.ts";

/** Position markers are the records whose key begins so. */
const markerPrefix = "\u0000position:";

/** All committed records of `<group>.state`, by partition. */
async function stateRecords(servers: Servers, group: string, count: number): Promise<IncomingRecord[][]> {
  const brokers = servers.kafkaBrokers.split(",");
  const broker = await openKafkaBroker({ clientId: "bench", brokers, log: silentLog });
  const topic = stateTopicName(group);
  const all = Array.from({ length: count }, (_, partition) => {
    const records: IncomingRecord[] = [];
    const take = (some: readonly IncomingRecord[]) => {
      for (const record of some) records.push(record);
    };
    return broker
      .readPartition({ topic, partition, take, signal: AbortSignal.timeout(60_000) })
      .then(() => records);
  });
  try {
    return await Promise.all(all);
  } finally {
    await broker.close();
  }
}

/** When each partition's transactions were written, milliseconds since the epoch by the broker's clock. */
export async function markersOf(servers: Servers, group: string, count = partitions): Promise<number[][]> {
  const all = await stateRecords(servers, group, count);
  return all.map((records) =>
    records.filter(({ key }) => key?.toString().startsWith(markerPrefix)).map(({ timestamp }) => timestamp),
  );
}

/** What the group has counted, by key. */
export async function countedOf(servers: Servers, group: string): Promise<Map<string, number>> {
  const counts = new Map<string, number>();
  for (const { key, value } of (await stateRecords(servers, group, partitions)).flat()) {
    const name = key?.toString() ?? "";
    if (!name.startsWith(markerPrefix) && value !== null)
      counts.set(name, JSON.parse(value.toString()).count);
  }
  return counts;
}
