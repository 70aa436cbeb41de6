import { deadLetterHeaders, deadLetterTopic, type Topic } from "@tributary/contracts";
import { type Broker, openCodec, openKafkaBroker, provision } from "@tributary/kafka";
import { recountRows } from "../../src/fire/row-recount.ts";
import { stackInUse } from "../../src/stack-in-use.ts";
import { silentLog } from "../kafka/silent-log.ts";

interface Row {
  readonly replay: string;
  readonly lineNumber: number;
  readonly airline: string;
}

const { kafkaBrokers, schemaRegistryUrl } = stackInUse();
const kafka = { clientId: "row-recount-test", brokers: kafkaBrokers, log: silentLog };
const rows: Topic<Row> = {
  name: `test.row-${process.pid}.v1`,
  schema: {
    type: "record",
    name: "Row",
    namespace: "tributary.test",
    fields: [
      { name: "replay", type: "string" },
      { name: "lineNumber", type: "long" },
      { name: "airline", type: "string" },
    ],
  },
  key: ({ airline }) => airline,
  eventTime: () => 0,
  partitions: 3,
  cleanup: { policy: "delete", retentionMs: 3_600_000 },
  fault: () => undefined,
};
const deadLetters = deadLetterTopic("row-recount", 1);

let broker: Broker;
beforeAll(async () => {
  const registry = { registryUrl: schemaRegistryUrl };
  await provision({ kafka, registry, topics: [rows, deadLetters], replicationFactor: 1 });
  broker = await openKafkaBroker(kafka);
});
afterAll(() => broker?.close());

const row = (lineNumber: number, replay = "first"): Row => ({
  replay,
  lineNumber,
  airline: `airline-${lineNumber % 5}`,
});

async function publish(values: readonly Row[]): Promise<void> {
  const codec = openCodec({ registryUrl: schemaRegistryUrl, log: silentLog });
  const encoder = await codec.encoder(rows, AbortSignal.timeout(20_000));
  const publisher = await broker.openPublisher({ topic: rows.name, whenFull: "wait" });
  await Promise.all(
    values.map((value) => publisher.publish({ key: rows.key(value), value: encoder.encode(value) })),
  );
  await publisher.close();
}

async function bury(...lines: readonly number[]): Promise<void> {
  const publisher = await broker.openPublisher({ topic: deadLetters.name, whenFull: "wait" });
  const letter = {
    topic: "file-a",
    partition: 0,
    timestamp: 0,
    group: "row-recount",
    service: "row-recount",
    version: "1",
    stage: "decode" as const,
    error: "cut",
    message: "cut",
    attempts: 1,
    firstSeen: 0,
  };
  for (const offset of lines)
    await publisher.publish({
      key: null,
      partition: 0,
      value: Buffer.from("2015,1"),
      headers: deadLetterHeaders({ ...letter, offset }),
    });
  await publisher.close();
}

const recounted = () =>
  recountRows({
    brokers: kafkaBrokers.join(","),
    topic: rows.name,
    deadLetters: deadLetters.name,
    lines: 1_001,
  });

test("a sound topic has each row of the file once, and those that are missing are buried", async () => {
  const buriedLines = [17, 1_001];
  const lines = Array.from({ length: 1_000 }, (_, i) => i + 2);
  await publish(lines.filter((line) => !buriedLines.includes(line)).map((line) => row(line)));
  await bury(...buriedLines);
  expect(await recounted()).toEqual({
    rows: 998,
    repeated: 0,
    beyond: 0,
    backward: 0,
    missing: 2,
    missingLines: buriedLines,
    replays: ["first"],
    buried: 2,
    buriedParts: 2,
  });
});

test("rows that repeat, lines the file does not have, and parts buried twice are found", async () => {
  await publish([row(2), row(3), row(500), row(1_002), row(1), row(17, "second")]);
  await bury(17);
  const found = await recounted();
  expect(found).toMatchObject({
    rows: 1_004,
    repeated: 3,
    beyond: 2,
    missing: 1,
    missingLines: [1_001],
    replays: ["first", "second"],
    buried: 3,
    buriedParts: 2,
  });
  // Line 2 stands behind the last line of its partition; how many more do depends on which share one.
  expect(found.backward).toBeGreaterThan(0);
});
