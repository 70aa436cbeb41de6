import { type Broker, type IncomingRecord, openKafkaBroker, provision } from "@tributary/kafka";
import { eventually } from "../../src/eventually.ts";
import { KafkaCluster } from "../../src/kafka-cluster.ts";
import { dumpedLog } from "./dumped-log.ts";
import { silentLog } from "./silent-log.ts";

const topic = "faults.broker-loss.v1";
const records = 100_000;
const keys = 1_000;

let cluster: KafkaCluster;
let broker: Broker;

beforeAll(async () => {
  cluster = await KafkaCluster.start(3);
  const kafka = { clientId: "broker-loss", brokers: cluster.brokers, log: silentLog };
  const cleanup = { policy: "delete", retentionMs: 86_400_000 } as const;
  await provision({ kafka, topics: [{ name: topic, partitions: 6, cleanup }], replicationFactor: 3 });
  broker = await openKafkaBroker(kafka);
});

afterAll(async () => {
  await cluster?.stop();
});

/**
 * What is wrong with a log in which key k should hold k, k + 1,000, k + 2,000 …: the first ten faults in words.
 * A record may appear twice; a missing one, and one whose first appearance comes after a greater one, may not.
 */
function faultsOf(log: readonly { readonly key: string; readonly value: string }[]): string[] {
  const seen = new Set<number>();
  const newest = new Map<string, number>();
  const faults: string[] = [];
  for (const { key, value } of log) {
    const number = Number(value);
    if (seen.has(number)) continue;
    seen.add(number);
    const before = newest.get(key) ?? -1;
    if (key !== `key-${number % keys}` || number < before) faults.push(`${key}: ${number} after ${before}`);
    newest.set(key, number);
  }
  for (let number = 0; number < records; number++) if (!seen.has(number)) faults.push(`${number} is missing`);
  return faults.slice(0, 10);
}

test("one of three brokers killed while 100,000 records are published: none acknowledged is missing, none out of order", async () => {
  const reader = await broker.openReader({ topic, from: { at: "earliest" } });
  const reading = new AbortController();
  const read: { key: string; value: string }[] = [];
  const collect = ({ records: chunk }: { records: readonly IncomingRecord[] }) => {
    for (const { key, value } of chunk) read.push({ key: String(key), value: String(value) });
  };
  const finished = reader.run(collect, reading.signal);
  const publisher = await broker.openPublisher({ topic, whenFull: "wait", maxBatchBytes: 100_000 });

  let acknowledged = 0;
  const outcomes: Promise<unknown>[] = [];
  let killed: Promise<void> | undefined;
  for (let number = 0; number < records; number++) {
    const record = { key: `key-${number % keys}`, value: Buffer.from(String(number)) };
    outcomes.push(
      publisher.publish(record).then(() => {
        acknowledged++;
      }),
    );
    if (number % 500 === 0) await eventually(() => expect(number - acknowledged).toBeLessThan(5_000), 60_000);
    if (number === 40_000) killed = cluster.kill(2);
  }
  await killed;
  await publisher.flush();
  await Promise.all(outcomes);
  expect(acknowledged).toBe(records);

  expect(faultsOf(await dumpedLog(cluster, 1, topic))).toEqual([]);

  await eventually(() => expect(new Set(read.map(({ value }) => value)).size).toBe(records));
  expect(faultsOf(read)).toEqual([]);

  cluster.run(2);
  await cluster.answers(3);
  await publisher.publish({ key: "key-0", value: Buffer.from(String(records)) });
  await eventually(() => expect(read.at(-1)?.value).toBe(String(records)));
  reading.abort();
  await finished;
  await broker.close();
});
