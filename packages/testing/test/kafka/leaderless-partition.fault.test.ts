import { type Broker, type LogChunk, openKafkaBroker, provision } from "@tributary/kafka";
import { eventually } from "../../src/eventually.ts";
import { KafkaCluster } from "../../src/kafka-cluster.ts";
import { silentLog } from "./silent-log.ts";

const topic = "faults.leaderless.v1";
const partitions = [0, 1, 2];

let cluster: KafkaCluster;
let broker: Broker;

beforeAll(async () => {
  cluster = await KafkaCluster.start(3);
  const kafka = { clientId: "leaderless", brokers: cluster.brokers, log: silentLog };
  const cleanup = { policy: "delete", retentionMs: 86_400_000 } as const;
  // One copy each: when its node is gone, a partition has no leader.
  await provision({ kafka, topics: [{ name: topic, partitions: 3, cleanup }], replicationFactor: 1 });
  broker = await openKafkaBroker({ ...kafka, openTimeoutMs: 60_000 });
});

afterAll(async () => {
  await broker?.close();
  await cluster?.stop();
});

/** Commits one record into each of the partitions, by a transactor of its own for each; tells who succeeded. */
async function committed(value: string): Promise<boolean[]> {
  const commits = partitions.map(async (partition) => {
    const transactor = await broker.openTransactor({
      transactionalId: `leaderless-${partition}`,
      timeoutMs: 4_000,
    });
    const record = { topic, partition, key: "k", value: Buffer.from(value) };
    await transactor.commit([record], []).finally(() => transactor.close());
  });
  return (await Promise.allSettled(commits)).map(({ status }) => status === "fulfilled");
}

test("while one node of three is gone, the partitions of the others are written and read; its own after its return", async () => {
  const read = partitions.map((): string[] => []);
  const reader = await broker.openReader({ topic, from: { at: "earliest" } });
  const stop = new AbortController();
  const finished = reader.run(({ partition, records }: LogChunk) => {
    read[partition]?.push(...records.map(({ value }) => String(value)));
  }, stop.signal);
  expect(await committed("before")).toEqual([true, true, true]);
  await eventually(() => expect(read).toEqual([["before"], ["before"], ["before"]]));

  await cluster.kill(3);
  const during = await eventually(async () => {
    const outcomes = await committed("during");
    expect(outcomes.filter(Boolean)).toHaveLength(2);
    return outcomes;
  }, 60_000);
  const led = partitions.filter((partition) => during[partition]);
  const unled = partitions.find((partition) => !during[partition]) ?? -1;
  await eventually(() => {
    for (const partition of led) expect(read[partition]).toContain("during");
  }, 60_000);
  const signal = AbortSignal.timeout(1_000);
  const reading = { topic, partition: unled, take: () => undefined, signal };
  await expect(broker.readPartition(reading)).rejects.toMatchObject({ name: "TimeoutError" });

  cluster.run(3);
  await cluster.answers(3);
  await eventually(async () => expect(await committed("after")).toEqual([true, true, true]), 60_000);
  await eventually(() => {
    for (const partition of partitions) expect(read[partition]?.at(-1)).toBe("after");
  }, 60_000);
  // What the killed node's partition was to get in vain is nowhere.
  expect(read[unled]).not.toContain("during");
  stop.abort();
  await finished;
}, 240_000);
