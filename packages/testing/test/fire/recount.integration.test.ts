import type { Topic } from "@tributary/contracts";
import { type Broker, type Codec, openCodec, openKafkaBroker, provision } from "@tributary/kafka";
import { startEventWriter, type Written } from "../../src/fire/event-writer.ts";
import { recount } from "../../src/fire/recount.ts";
import { stackInUse } from "../../src/stack-in-use.ts";
import { silentLog } from "../kafka/silent-log.ts";
import { type FireCount, type FireEntry, type FireEvent, fireTopics } from "./fire-topics.ts";

const { kafkaBrokers, schemaRegistryUrl } = stackInUse();
const topics = fireTopics(`recount-${process.pid}`);
const deadLetters = `${topics.events.name}.dlq`;
const kafka = { clientId: "recount-test", brokers: kafkaBrokers, log: silentLog };
const never = new AbortController().signal;

let broker: Broker;
let codec: Codec;
let written: Written;
/** As our own reader sees them, in order of each key. */
const events: FireEvent[] = [];

beforeAll(async () => {
  const { topics: provisioned } = await provision({
    kafka,
    registry: { registryUrl: schemaRegistryUrl },
    topics: [...Object.values(topics), { name: deadLetters, partitions: 4, cleanup: topics.events.cleanup }],
    replicationFactor: 1,
  });
  broker = await openKafkaBroker(kafka);
  codec = openCodec({ registryUrl: schemaRegistryUrl, log: silentLog });
  const writer = await startEventWriter({
    brokers: kafkaBrokers.join(","),
    topic: topics.events.name,
    schema: provisioned.find(({ topic }) => topic === topics.events.name)?.schema?.id ?? -1,
    records: 3_000,
    rate: 1e6,
    keys: 50,
    skew: 1.2,
    aborts: 0.3,
    transaction: 40,
    seed: 5,
  });
  written = await writer.written;
  const decoder = codec.decoder(topics.events);
  const take = async (records: readonly { readonly value: Buffer | null }[]) => {
    for (const { value } of records) {
      let decoded = decoder.decode(value);
      for (; decoded.ok === "pending"; decoded = decoder.decode(value)) await decoded.resolved;
      if (decoded.ok) events.push(decoded.value);
    }
  };
  for (let partition = 0; partition < topics.events.partitions; partition++)
    await broker.readPartition({ topic: topics.events.name, partition, take, signal: never });
});
afterAll(() => broker?.close());

async function publish<T>(topic: Topic<T>, values: readonly T[]): Promise<void> {
  const encoder = await codec.encoder(topic, never);
  const publisher = await broker.openPublisher({ topic: topic.name, whenFull: "wait" });
  await Promise.all(
    values.map((value) => publisher.publish({ key: topic.key(value), value: encoder.encode(value) })),
  );
  await publisher.close();
}

/** Counts as a sound fold would publish them, but of the events given. */
function counted(of: readonly FireEvent[]): FireCount[] {
  const counts = new Map<string, FireCount>();
  return of.map(({ key, number }) => {
    const { count, sum } = counts.get(key) ?? { count: 0, sum: 0 };
    const next = { key, count: count + 1, sum: sum + number, newest: number };
    counts.set(key, next);
    return next;
  });
}

function recounted() {
  return recount({
    brokers: kafkaBrokers.join(","),
    group: "nobody",
    events: topics.events.name,
    counts: topics.counts.name,
    entries: topics.entries.name,
    deadLetters,
    waitMs: 0,
  });
}

test("the writer commits what it says, and the records of its aborted transactions are in the log all the same", () => {
  expect(written).toMatchObject({ committed: 3_000, unknown: 0 });
  expect(written.aborted).toBeGreaterThan(300);
  expect(events).toHaveLength(3_000);
  // Numbers run through aborted transactions too, so those committed leave gaps of exactly that many.
  const greatest = Math.max(...events.map(({ number }) => number));
  expect(new Set(events.map(({ number }) => number)).size).toBe(3_000);
  expect(greatest + 1).toBe(3_000 + written.aborted);
});

test("the recount finds every kind of error in counts and entries, and none in sound ones", async () => {
  const entry = ({ number, key }: FireEvent): FireEntry => ({ number, key });
  expect(await recounted()).toMatchObject({
    events: 3_000,
    lost: 3_000,
    missing: 3_000,
    doubled: 0,
    repeated: 0,
  });

  await publish(topics.counts, counted(events));
  await publish(topics.entries, events.map(entry));
  const sound = await recounted();
  expect(sound).toMatchObject({
    events: 3_000,
    writtenTwice: 0,
    lost: 0,
    doubled: 0,
    differing: 0,
    backward: 0,
  });
  expect(sound).toMatchObject({ entries: 3_000, missing: 0, repeated: 0, invented: 0, buried: 0 });
  expect(sound.keys).toBe(new Set(events.map(({ key }) => key)).size);
  expect(sound.lag).toBeGreaterThan(0); // nobody has committed anything

  // Of the most frequent key one event is counted twice, of the next one is lost, of the third one is mistaken.
  const last = (key: string) => counted(events).findLast((count) => count.key === key) as FireCount;
  const [twice, lost, mistaken] = [last("key-0"), last("key-1"), last("key-2")];
  await publish(topics.counts, [
    { ...twice, count: twice.count + 1, sum: twice.sum + 7 },
    { ...lost, count: lost.count - 1, sum: lost.sum - 7 },
    { ...mistaken, sum: mistaken.sum - 1 },
    { key: "nobody wrote this", count: 4, sum: 4, newest: 4 },
  ]);
  await publish(topics.entries, [
    entry(events[0] as FireEvent),
    { number: 1_000_000, key: "nobody wrote this" },
  ]);
  const unsound = await recounted();
  expect(unsound).toMatchObject({ lost: 1, doubled: 5, differing: 4, backward: 1, repeated: 1, invented: 1 });
  expect(unsound.differences).toHaveLength(4);
  expect(unsound.differences).toContain(
    `key-2: count ${mistaken.count} instead of ${mistaken.count}, sum ${mistaken.sum - 1} instead of ${mistaken.sum}, ` +
      `newest ${mistaken.newest} instead of ${mistaken.newest}`,
  );
});
