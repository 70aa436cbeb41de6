import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { controlTopic, deadLetterTopic, stateTopic, type Topic } from "@tributary/contracts";
import { type Broker, openCodec, openKafkaBroker, provision } from "@tributary/kafka";
import { eventually } from "../../src/eventually.ts";
import { Diary } from "../../src/fire/diary.ts";
import { FireGround } from "../../src/fire/fire-ground.ts";
import { lagOf } from "../../src/fire/group-health.ts";
import { ReplicaSet } from "../../src/fire/replica-set.ts";
import { silentLog } from "../kafka/silent-log.ts";
import { type FireCount, type FireEvent, fireTopics } from "./fire-topics.ts";
import { rebuildPoints } from "./rebuild-deaths.ts";
import { againKey, barOf, recallKeys, recallService } from "./recall-service.ts";

const run = "case-13-rebuilding";
const topics = fireTopics(run);
const { name: group } = recallService(run);
const never = new AbortController().signal;

let ground: FireGround;
let broker: Broker;
let replicas: ReplicaSet;
let folder: string;
const diary = new Diary(new URL(`../../test-results/fire/${run}.log`, import.meta.url).pathname);
beforeAll(async () => {
  ground = await FireGround.open(1);
  folder = await mkdtemp(join(tmpdir(), "tributary-deaths-"));
  const { partitions } = topics.events;
  const inner = [stateTopic(group, partitions), deadLetterTopic(group, partitions), controlTopic(group)];
  const kafka = { clientId: run, brokers: ground.cluster.brokers, log: silentLog };
  await provision({
    kafka,
    registry: { registryUrl: ground.schemaRegistryUrl, timeoutMs: 20_000 },
    topics: [...Object.values(topics), ...inner],
    replicationFactor: 1,
  });
  broker = await openKafkaBroker(kafka);
  replicas = new ReplicaSet({
    main: new URL("dying-recall-main.ts", import.meta.url),
    diary,
    env: (replica) => ({
      ...ground.env,
      FIRE_RUN: run,
      DEATHS_FOLDER: folder,
      STREAM_CHUNK_RECORDS: "10",
      KAFKA_SESSION_TIMEOUT_MS: "6000",
      KAFKA_GROUP_INSTANCE_ID: `replica-${replica}`,
    }),
  });
}, 120_000);
afterAll(async () => {
  await replicas?.end();
  diary.write("logs of the replicas", { text: replicas?.transcript() });
  await broker?.close();
  await ground?.close();
  await rm(folder, { recursive: true, force: true });
});

/** All committed values of a topic, in the order of their partitions. */
async function valuesOf<T>(topic: Topic<T>): Promise<T[]> {
  const decoder = openCodec({ registryUrl: ground.schemaRegistryUrl, log: silentLog }).decoder(topic);
  const values: T[] = [];
  for (let partition = 0; partition < topic.partitions; partition++)
    await broker.readPartition({
      topic: topic.name,
      partition,
      signal: never,
      take: async (records) => {
        for (const { value } of records) {
          let decoded = decoder.decode(value);
          for (; decoded.ok === "pending"; decoded = decoder.decode(value)) await decoded.resolved;
          if (!decoded.ok) throw new Error(`${topic.name} holds what cannot be read`);
          values.push(decoded.value);
        }
      },
    });
  return values;
}

/** What is to be told of each bar, from the events alone. */
function sumsOf(events: readonly FireEvent[]): FireCount[] {
  return [...Map.groupBy(events, ({ key }) => key)].flatMap(([key, own]) => {
    const last = new Map(own.map((event) => [barOf(event), event.number]));
    let sum = 0;
    return [...last]
      .toSorted(([a], [b]) => a - b)
      .map(([at, newest], index) => {
        sum += newest;
        return { key: `${key}|${at}`, count: index + 1, sum, newest };
      });
  });
}

/** What the ledger must hold: each event once, and once more, with all before it, for each that asked for a rebuild. */
function entriesOf(events: readonly FireEvent[]): string[] {
  return events.flatMap(({ key, number }) => {
    if (number < 24 * recallKeys || barOf({ key, number }) !== 0) return [`${key} ${number}`];
    const upTo = events.filter((event) => event.key === key && event.number <= number);
    return upTo.map((event) => `${againKey(key)} ${event.number}`);
  });
}

const byKey = <T extends { readonly key: string }>(values: readonly T[]) =>
  [...new Map(values.map((value) => [value.key, value])).values()].toSorted((a, b) =>
    a.key < b.key ? -1 : 1,
  );

test("a fold killed at each point of a rebuild: all sums are those of the corrected bars, and each event is told once", async () => {
  const codec = openCodec({ registryUrl: ground.schemaRegistryUrl, log: silentLog });
  const encoder = await codec.encoder(topics.events, never);
  const publisher = await broker.openPublisher({ topic: topics.events.name, whenFull: "wait" });
  const events: FireEvent[] = [];
  await replicas.scale(2);
  while (replicas.falls.length < rebuildPoints.length && events.length < 4_000) {
    for (let more = 0; more < 25 * recallKeys; more++) {
      const event = { key: `key-${events.length % recallKeys}`, number: events.length };
      events.push(event);
      await publisher.publish({ key: event.key, value: encoder.encode(event) });
    }
    await eventually(
      async () => expect(await lagOf(ground.cluster.brokers, group, topics.events.name)).toBe(0),
      60_000,
    );
  }
  await replicas.scale(0);

  expect(replicas.falls.map(({ code }) => code)).toEqual(rebuildPoints.map(() => null)); // by a signal, their own
  const points = replicas.said(({ msg }) => msg === "dies").map(({ at }) => at);
  expect(points.toSorted()).toEqual([...rebuildPoints].toSorted());
  expect(byKey(await valuesOf(topics.counts))).toEqual(byKey(sumsOf(events)));
  const ledger = (await valuesOf(topics.entries)).map(({ key, number }) => `${key} ${number}`);
  expect(ledger.toSorted()).toEqual(entriesOf(events).toSorted());
}, 200_000);
