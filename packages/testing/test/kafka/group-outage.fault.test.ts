import { type Broker, openKafkaBroker, provision } from "@tributary/kafka";
import { eventually } from "../../src/eventually.ts";
import { KafkaCluster } from "../../src/kafka-cluster.ts";
import { NotingWorker } from "./noting-worker.ts";
import { silentLog } from "./silent-log.ts";

let cluster: KafkaCluster;
let broker: Broker;

beforeAll(async () => {
  cluster = await KafkaCluster.start(3, { "group.min.session.timeout.ms": 1_000 });
  broker = await openKafkaBroker({ clientId: "group-outage", brokers: cluster.brokers, log: silentLog });
}, 120_000);

afterAll(async () => {
  await broker?.close();
  await cluster?.stop();
});

async function newTopic(name: string, partitions: number, replicationFactor: number): Promise<string> {
  const kafka = { clientId: "group-outage", brokers: cluster.brokers, log: silentLog };
  const cleanup = { policy: "delete", retentionMs: 86_400_000 } as const;
  await provision({ kafka, topics: [{ name, partitions, cleanup }], replicationFactor });
  return name;
}

/** One record, and so one batch, in each of the partitions. */
async function publish(
  topic: string,
  partitions: readonly number[],
  values: readonly number[],
): Promise<void> {
  const publisher = await broker.openPublisher({ topic, whenFull: "wait", lingerMs: 0 });
  for (const value of values) {
    const record = { key: "k", value: Buffer.from(String(value)) };
    await Promise.all(partitions.map((partition) => publisher.publish({ ...record, partition })));
  }
  await publisher.close();
}

async function consume(topic: string, worker: NotingWorker, sessionTimeoutMs: number) {
  const stop = new AbortController();
  const group = `group-of-${topic}`;
  const member = await broker.joinGroup({ group, topics: [topic], sessionTimeoutMs, maxChunkBytes: 100 });
  const finished = member.run(worker, stop.signal);
  return { member, finished, stop: () => stop.abort() };
}

const numbers = (count: number) => Array.from({ length: count }, (_, index) => index);

test("a partition whose only broker is gone holds up only itself, and goes on when it is back", async () => {
  const topic = await newTopic("faults.group-leaderless.v1", 6, 1);
  const all = numbers(6);
  await publish(topic, all, numbers(20));
  const release = Promise.withResolvers<void>();
  const notes = new NotingWorker();
  const held = new NotingWorker(async (chunk, tenure) => {
    await release.promise;
    return notes.work(chunk, tenure);
  });
  const { member, finished, stop } = await consume(topic, held, 15_000);
  await eventually(() => expect(held.open.size).toBe(6));

  await cluster.kill(3);
  release.resolve();
  const complete = () => all.filter((partition) => notes.values(partition).length === 20);
  // Each broker leads two of the six.
  await eventually(() => expect(complete()).toHaveLength(4), 60_000);
  expect(member.status.failingSince).toBeDefined();
  cluster.run(3);
  await cluster.answers(3);

  await eventually(() => expect(complete()).toEqual(all), 60_000);
  for (const partition of all) expect(notes.values(partition)).toEqual(numbers(20).map(String));
  await eventually(() => expect(member.status.lastError).toBeUndefined());
  stop();
  await finished;
  expect(held.open.size).toBe(0);
}, 240_000);

test("without any broker a member expels itself; it comes back with them, and stops without them", async () => {
  const topic = await newTopic("faults.group-outage.v1", 2, 3);
  await publish(topic, [0, 1], [0]);
  const worker = new NotingWorker();
  const { member, finished, stop } = await consume(topic, worker, 2_000);
  await eventually(() => expect(worker.taken).toBe(2));
  await eventually(() => expect(member.workingSince).toBeUndefined());
  const tenures = [...worker.open.values()];
  expect(tenures).toHaveLength(2);

  await Promise.all([1, 2, 3].map((id) => cluster.kill(id)));
  await eventually(() => expect(member.assignment).toEqual([]));
  for (const tenure of tenures) {
    expect(tenure.signal.aborted).toBe(true);
    await expect(tenure.confirm()).rejects.toMatchObject({ name: "BrokerError", code: "expelled" });
    await expect(tenure.commit(1)).rejects.toMatchObject({ name: "BrokerError", code: "expelled" });
  }
  expect(member.status.failingSince).toBeDefined();

  for (const id of [1, 2, 3]) cluster.run(id);
  await cluster.answers(3);
  await publish(topic, [0, 1], [1]);
  for (const partition of [0, 1])
    await eventually(() => expect(worker.values(partition)).toEqual(["0", "1"]), 60_000);
  await eventually(() => expect(member.status.lastError).toBeUndefined());

  await Promise.all([1, 2, 3].map((id) => cluster.kill(id)));
  await eventually(() => expect(member.status.failingSince).toBeDefined());
  stop();
  await finished;
  expect(worker.open.size).toBe(0);
}, 240_000);
