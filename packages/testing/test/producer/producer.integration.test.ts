import { randomBytes } from "node:crypto";
import { progressTopicName } from "@tributary/contracts";
import { type Broker, type IncomingRecord, openKafkaBroker } from "@tributary/kafka";
import { outputsOf } from "@tributary/runtime";
import { provisionFor, ServiceProcess, stackInUse } from "../../src/index.ts";
import { silentLog } from "../kafka/silent-log.ts";
import { levelOf } from "../replay/tape-deck.ts";
import { isMilestone, odometerIn } from "./odometer.ts";

const { kafkaBrokers, schemaRegistryUrl } = stackInUse();
const main = new URL("dying-odometer-main.ts", import.meta.url);
const miles = 10_000;
const deaths = 5;
/** What a process that a signal has ended exits with. */
const killed = null;
const name = `odometer-${randomBytes(4).toString("hex")}`;
const service = odometerIn(name, { miles });

let broker: Broker;
let life: ServiceProcess | undefined;
beforeAll(async () => {
  broker = await openKafkaBroker({ clientId: "producer-test", brokers: kafkaBrokers, log: silentLog });
  await provisionFor(service);
});
afterAll(async () => {
  await life?.stop("SIGKILL");
  await broker.close();
});

async function records(topic: string, partitions: number): Promise<IncomingRecord[]> {
  const found: IncomingRecord[] = [];
  const take = (some: readonly IncomingRecord[]) => void found.push(...some);
  const { signal } = new AbortController();
  for (let partition = 0; partition < partitions; partition++)
    await broker.readPartition({ topic, partition, take, signal });
  return found;
}

/** Every mark there is, oldest first. */
const marks = async () =>
  (await records(progressTopicName(name), 1)).map(({ value }) => JSON.parse(String(value)).value as number);
const levels = () =>
  Promise.all(
    outputsOf(service).map(async ({ name: topic, partitions }) =>
      (await records(topic, partitions)).map(({ value }) => levelOf(value)),
    ),
  );
const upTo = (end: number) => Array.from({ length: end }, (_, mile) => mile);

test("a producer killed before and after its marks: no mark is ahead of what is in its topics, no record is missing, and only what is not marked comes again", async () => {
  for (let lives = 0; lives <= deaths; lives++) {
    const marked = (await marks()).at(-1) ?? 0;
    const [sentBefore = []] = await levels();
    life = new ServiceProcess(main, {
      KAFKA_BROKERS: kafkaBrokers.join(","),
      SCHEMA_REGISTRY_URL: schemaRegistryUrl,
      ODOMETER: name,
      ODOMETER_MILES: String(miles),
      ODOMETER_DIES: String(lives < deaths),
    });
    expect(await life.exited).toBe(lives < deaths ? killed : 0);
    // The marks first: what is in the topics by now was there when they were read, or came later.
    const now = await marks();
    const [sent = [], milestones = []] = await levels();
    expect(now).toEqual(now.toSorted((a, b) => a - b));
    const newest = now.at(-1) ?? 0;
    const missing = (all: number[], found: number[]) => {
      const there = new Set(found);
      return all.filter((mile) => !there.has(mile));
    };
    expect([missing(upTo(newest), sent), missing(upTo(newest).filter(isMilestone), milestones)]).toEqual([
      [],
      [],
    ]);
    const counted = (found: number[]) => found.filter((mile) => mile < marked).length;
    expect(counted(sent)).toBe(counted(sentBefore));
  }
  expect((await marks()).at(-1)).toBe(miles);
}, 120_000);
