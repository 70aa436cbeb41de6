import { readdirSync } from "node:fs";
import { join } from "node:path";
import type { KafkaCluster } from "../../src/kafka-cluster.ts";

export interface DumpedRecord {
  readonly partition: string;
  readonly offset: number;
  readonly key: string;
  readonly value: string;
}

/**
 * The records of a topic as they lie on a node's disk, read by Kafka's own segment dumper: no client of ours, and no
 * client at all, is between the log and the test.
 */
export async function dumpedLog(cluster: KafkaCluster, node: number, topic: string): Promise<DumpedRecord[]> {
  const folder = cluster.dataFolder(node);
  const segments = readdirSync(folder)
    .filter((name) => name.startsWith(`${topic}-`))
    .flatMap((name) => readdirSync(join(folder, name)).map((file) => join(folder, name, file)))
    .filter((file) => file.endsWith(".log"));
  const args = ["--print-data-log", "--files", segments.join(",")];
  const records: DumpedRecord[] = [];
  let partition = "";
  for (const line of (await cluster.tool("kafka.tools.DumpLogSegments", args)).split("\n")) {
    if (line.startsWith("Dumping ")) partition = line;
    const found = /^\| offset: (\d+) .* key: (\S+) payload: (.*)$/.exec(line);
    if (found !== null)
      records.push({ partition, offset: Number(found[1]), key: String(found[2]), value: String(found[3]) });
  }
  return records;
}
