import { randomBytes } from "node:crypto";
import { deadLetterOf } from "@tributary/contracts";
import { type Broker, type IncomingRecord, openKafkaBroker, provision } from "@tributary/kafka";
import {
  type Consumer,
  defineConsumer,
  fold,
  innerTopics,
  mainPorts,
  map,
  type Process,
  type RunningService,
  sink,
  startService,
} from "@tributary/runtime";
import { eventually, stackInUse, TopicWriter, testTopic } from "../../src/index.ts";
import { silentLog } from "../kafka/silent-log.ts";
import { type LateVehicle, lateVehicle } from "./topics.ts";

const { kafkaBrokers, schemaRegistryUrl } = stackInUse();
const running = new Set<RunningService>();
let broker: Broker;
beforeAll(async () => {
  broker = await openKafkaBroker({ clientId: "dead-letters", brokers: kafkaBrokers, log: silentLog });
});
afterEach(async () => {
  await Promise.all([...running].map((each) => each.stop()));
  running.clear();
});
afterAll(() => broker.close());

/** A service of its own with its topics made, and a writer of its input. */
async function scene(process: Process) {
  const input = testTopic(lateVehicle, { partitions: 1 });
  const writer = await TopicWriter.open(input);
  const service = defineConsumer({
    name: `buries-${randomBytes(4).toString("hex")}`,
    summary: "Buries what it cannot use",
    config: {},
    inputs: [input],
    outputs: [],
    process,
  });
  await provision({
    kafka: { clientId: "dead-letters", brokers: kafkaBrokers, log: silentLog },
    registry: { registryUrl: schemaRegistryUrl },
    topics: innerTopics(service),
    replicationFactor: 1,
  });
  const good = (vehicleId: string) => writer.write({ vehicleId, delaySeconds: 1, observedAt: 0 });
  return { service, writer, good };
}

async function start(service: Consumer): Promise<RunningService> {
  const started = await startService(service, {
    ...mainPorts(),
    env: {
      KAFKA_BROKERS: kafkaBrokers.join(","),
      SCHEMA_REGISTRY_URL: schemaRegistryUrl,
      OPS_PORT: "0",
      HTTP_PORT: "0",
    },
    logTo: { write: () => {} },
  });
  running.add(started);
  return started;
}

async function stop(started: RunningService): Promise<void> {
  running.delete(started);
  await started.stop();
}

async function buried({ name }: Consumer): Promise<IncomingRecord[]> {
  const found: IncomingRecord[] = [];
  const take = (records: readonly IncomingRecord[]) => void found.push(...records);
  const { signal } = new AbortController();
  await broker.readPartition({ topic: `${name}.dlq`, partition: 0, take, signal });
  return found;
}

const faults = ({ health }: RunningService) =>
  health
    .ready()
    .filter(({ ok }) => !ok)
    .map(({ detail }) => detail);

let seen: string[];
beforeEach(() => {
  seen = [];
});
const keeping = sink<LateVehicle>({
  open: async () => ({
    write: async (batch) => {
      seen.push(...batch.map(({ key }) => key));
      return [];
    },
    close: async () => {},
  }),
});
const noting = map<LateVehicle>(({ key }) => {
  seen.push(key);
  return [];
});
const counting = fold<LateVehicle, number>({
  state: { version: 1 },
  step: (count = 0, { key }) => {
    seen.push(key);
    return [count + 1, []];
  },
});

test.each([
  ["map", noting],
  ["fold", counting],
  ["sink", keeping],
])("a %s buries a record as large as its input takes, whole", async (_shape, process) => {
  const { service, writer, good } = await scene(process);
  const large = randomBytes(1_048_000);
  await good("a");
  await writer.writeRaw("large", large);
  await good("b");
  await start(service);
  await eventually(() => expect(seen).toEqual(["a", "b"]));
  const letters = await eventually(async () => {
    const found = await buried(service);
    expect(found).toHaveLength(1);
    return found;
  });
  expect(letters[0]?.value?.equals(large)).toBe(true);
  expect(deadLetterOf(letters[0]?.headers ?? {})).toMatchObject({ offset: 1, stage: "decode" });
  await writer.close();
});

test("a group that has tripped stands still at every replica and after a restart, until it is resumed", async () => {
  const { service, writer, good } = await scene(keeping);
  await good("before");
  for (let i = 0; i < 22; i++) await writer.writeRaw("x", Buffer.from("poison"));
  await good("after");
  const [first, second] = [await start(service), await start(service)];
  const tripped = `tripped: 20 records in a row were buried; resume with npm run dlq -- resume --group ${service.name}`;
  await eventually(() => expect([faults(first), faults(second)]).toEqual([[tripped], [tripped]]));
  expect(seen).toEqual(["before"]);
  expect(await buried(service)).toHaveLength(20);

  await Promise.all([stop(first), stop(second)]);
  const third = await start(service);
  await eventually(() => expect(faults(third)).toEqual([tripped]));

  const control = await broker.openPublisher({ topic: `${service.name}.control`, whenFull: "wait" });
  await control.publish({ key: "trip", value: null });
  await eventually(() => expect(seen).toEqual(["before", "after"]));
  await eventually(() => expect(faults(third)).toEqual([]));
  // A sink buries behind its effect, of which `seen` tells.
  await eventually(async () => expect(await buried(service)).toHaveLength(22));
  await writer.close();
});
