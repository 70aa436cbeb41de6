import { randomBytes } from "node:crypto";
import { type Broker, type IncomingRecord, openKafkaBroker, provision } from "@tributary/kafka";
import { innerTopics } from "@tributary/runtime";
import { eventually, ServiceProcess, stackInUse } from "../../src/index.ts";
import { silentLog } from "../kafka/silent-log.ts";
import { Tape } from "./tape.ts";
import { heard, levelOf, tapeDeck } from "./tape-deck.ts";

const { kafkaBrokers, schemaRegistryUrl } = stackInUse();
const parts = 20_000;
const main = new URL("tape-deck-main.ts", import.meta.url);
const reading = "the recording is ours, reading on";
const sessionMs = 6_000;

let broker: Broker;
let deck: string;
const processes: ServiceProcess[] = [];
beforeAll(async () => {
  broker = await openKafkaBroker({ clientId: "replay-test", brokers: kafkaBrokers, log: silentLog });
});
beforeEach(async () => {
  deck = `deck-${randomBytes(4).toString("hex")}`;
  const topic = { ...heard, name: `test.${deck}.v1` };
  await provision({
    kafka: { clientId: "replay-test", brokers: kafkaBrokers, log: silentLog },
    registry: { registryUrl: schemaRegistryUrl },
    topics: [topic, ...innerTopics(tapeDeck(new Tape({ levels: [] }), deck, topic))],
    replicationFactor: 1,
  });
});
afterEach(async () => {
  await Promise.all(processes.splice(0).map((each) => each.stop("SIGKILL")));
});
afterAll(() => broker.close());

function start(): ServiceProcess {
  const started = new ServiceProcess(main, {
    KAFKA_BROKERS: kafkaBrokers.join(","),
    SCHEMA_REGISTRY_URL: schemaRegistryUrl,
    KAFKA_SESSION_TIMEOUT_MS: String(sessionMs),
    DECK: deck,
    TAPE_LEVELS: String(parts),
  });
  processes.push(started);
  return started;
}

async function records(topic: string, partitions: number): Promise<IncomingRecord[]> {
  const found: IncomingRecord[] = [];
  const take = (some: readonly IncomingRecord[]) => void found.push(...some);
  const { signal } = new AbortController();
  for (let partition = 0; partition < partitions; partition++)
    await broker.readPartition({ topic, partition, take, signal });
  return found;
}

/** Each part of the tape is in the topic or among the dead letters, once, and those of a key in their order. */
async function assertEachOnce(): Promise<void> {
  const played = await records(`test.${deck}.v1`, heard.partitions);
  const levels = played.map(({ value }) => levelOf(value));
  const ordinals = (await records(`${deck}.dlq`, 1)).map(({ headers }) => Number(headers["dlq-offset"]));
  const all = [...levels, ...ordinals].toSorted((a, b) => a - b);
  expect(all).toEqual(Array.from({ length: parts }, (_, part) => part));
  expect(ordinals).toEqual(ordinals.toSorted((a, b) => a - b));
  for (const [, ofKey] of Map.groupBy(played, ({ key }) => String(key))) {
    const own = ofKey.map(({ value }) => levelOf(value));
    expect(own).toEqual(own.toSorted((a, b) => a - b));
  }
}

const owner = async (process: ServiceProcess) =>
  (await process.health("readyz")).checks.find(({ name }) => name === "owner");
const isOnItsWay = (process: ServiceProcess) =>
  eventually(async () =>
    expect(await process.metric("messaging_client_sent_messages_total")).toBeGreaterThan(500),
  );

test("the owner is killed, the next one told to stop: whoever waits takes over, and each part is written once", async () => {
  const first = start();
  await first.says(reading);
  const second = start();
  await second.ready();
  await eventually(async () => expect((await owner(second))?.detail).toMatch(/^standing by/));
  await isOnItsWay(first);
  first.kill("SIGKILL");
  await second.says(reading);
  await isOnItsWay(second);
  const third = start();
  await third.ready();
  expect(await second.stop()).toBe(0);
  await third.says(reading);
  expect(await third.exited).toBe(0);
  await assertEachOnce();
}, 90_000);

test("an owner that was stopped beyond its session writes nothing late, and stands by when it wakes up", async () => {
  const first = start();
  await isOnItsWay(first);
  const second = start();
  await second.ready();
  first.kill("SIGSTOP");
  await second.says(reading);
  await isOnItsWay(second);
  first.kill("SIGCONT");
  await eventually(async () => expect((await owner(first))?.detail).toMatch(/^standing by/));
  expect(await second.exited).toBe(0);
  // It becomes the owner when the other has left: there is nothing left for it.
  expect(await first.exited).toBe(0);
  await assertEachOnce();
}, 90_000);
