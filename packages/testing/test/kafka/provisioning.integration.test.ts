import { randomBytes } from "node:crypto";
import { controlTopic, deadLetterTopic, stateTopic, vehiclePosition } from "@tributary/contracts";
import { openCodec, provision } from "@tributary/kafka";
import { stackInUse } from "../../src/stack-in-use.ts";
import { testTopic } from "../../src/test-topic.ts";
import { silentLog } from "./silent-log.ts";

type Topics = Parameters<typeof provision>[0]["topics"];

function provisioned(topics: Topics) {
  const { kafkaBrokers, schemaRegistryUrl } = stackInUse();
  const kafka = { clientId: "provisioning", brokers: kafkaBrokers, log: silentLog };
  return provision({ kafka, registry: { registryUrl: schemaRegistryUrl }, topics, replicationFactor: 1 });
}

const withField = (field: object) => ({
  ...vehiclePosition.schema,
  fields: [...vehiclePosition.schema.fields, field],
});

test("the first run creates topic and schema, the second changes nothing and tells the same id", async () => {
  const topic = testTopic(vehiclePosition);

  const first = await provisioned([topic]);
  const second = await provisioned([topic]);

  const id = first.topics[0]?.schema?.id;
  expect(id).toBeGreaterThan(0);
  expect(first.topics).toEqual([
    { topic: topic.name, outcome: "created", schema: { id, outcome: "registered" } },
  ]);
  expect(second.topics).toEqual([
    { topic: topic.name, outcome: "unchanged", schema: { id, outcome: "unchanged" } },
  ]);
});

test("topics that differ are all named with what is and what is wanted, and nothing is created", async () => {
  const [one, two, fresh] = [
    testTopic(vehiclePosition),
    testTopic(vehiclePosition),
    testTopic(vehiclePosition),
  ];
  await provisioned([one, two]);

  const refused = provisioned([
    { ...one, partitions: 12 },
    { ...two, cleanup: { policy: "compact" } },
    fresh,
  ]);

  await expect(refused).rejects.toMatchObject({ name: "BrokerError", code: "conflict" });
  await expect(refused).rejects.toThrow(`topic ${one.name}: partitions is 6, wanted 12`);
  await expect(refused).rejects.toThrow(`topic ${two.name}: cleanup.policy is delete, wanted compact`);
  expect((await provisioned([fresh])).topics[0]?.outcome).toBe("created");
});

test("another retention is told, not changed", async () => {
  const topic = testTopic(vehiclePosition);
  await provisioned([topic]);

  const refused = provisioned([{ ...topic, cleanup: { policy: "delete", retentionMs: 1_000 } }]);

  await expect(refused).rejects.toThrow("retention.ms is 86400000, wanted 1000");
});

test("inner topics get their own settings, find them unchanged, and tell one that was changed", async () => {
  const group = `test-${randomBytes(5).toString("hex")}`;
  const topics = [stateTopic(group, 2), deadLetterTopic(group, 2), controlTopic(group)];

  const outcomes = [await provisioned(topics), await provisioned(topics)].map((report) =>
    report.topics.map(({ outcome }) => outcome),
  );
  const refused = provisioned([{ ...stateTopic(group, 2), settings: { "segment.bytes": "1048576" } }]);

  expect(outcomes).toEqual([Array(3).fill("created"), Array(3).fill("unchanged")]);
  await expect(refused).rejects.toThrow("segment.bytes is 16777216, wanted 1048576");
});

test("a schema that older readers could not read is refused in words that name the topic", async () => {
  const topic = testTopic(vehiclePosition);
  await provisioned([topic]);

  const refused = provisioned([{ ...topic, schema: withField({ name: "operator", type: "string" }) }]);

  await expect(refused).rejects.toMatchObject({ name: "RegistryError", code: "incompatible" });
  await expect(refused).rejects.toThrow(`the schema of ${topic.name} is not FULL_TRANSITIVE`);
});

test("an optional field with a default makes a second version, and a service of the first one still finds its own", async () => {
  const topic = testTopic(vehiclePosition);
  const { topics: first } = await provisioned([topic]);
  const field = { name: "operator", type: ["null", "string"], default: null };

  const { topics: second } = await provisioned([{ ...topic, schema: withField(field) }]);

  expect(second[0]?.schema?.outcome).toBe("registered");
  const codec = openCodec({ registryUrl: stackInUse().schemaRegistryUrl, log: silentLog });
  const encoder = await codec.encoder(topic, new AbortController().signal);
  const bytes = encoder.encode({
    vehicleId: "london:1",
    line: "24",
    direction: null,
    destination: null,
    latitude: 51.5,
    longitude: -0.1,
    bearingDegrees: null,
    speedMetersPerSecond: null,
    observedAt: 1_700_000_000_000,
    nextStopId: null,
    delaySeconds: null,
    occupancy: null,
    sequence: null,
  });
  expect(bytes.readInt32BE(1)).toBe(first[0]?.schema?.id);
});

test("a topic without a schema gets none", async () => {
  const { name, partitions, cleanup } = testTopic(vehiclePosition);

  expect((await provisioned([{ name, partitions, cleanup }])).topics).toEqual([
    { topic: name, outcome: "created" },
  ]);
});
