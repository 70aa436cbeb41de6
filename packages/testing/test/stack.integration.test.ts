import { vehiclePosition } from "@tributary/contracts";
import { provision } from "@tributary/kafka";
import { stackInUse, testTopic } from "../src/index.ts";

const log = { debug() {}, info() {}, warn() {}, error() {} };

test("a test topic is made on the broker in use, and its schema in the registry in use", async () => {
  const { kafkaBrokers, schemaRegistryUrl } = stackInUse();
  const topic = testTopic(vehiclePosition);
  const report = await provision({
    kafka: { clientId: "stack-test", brokers: kafkaBrokers, log },
    registry: { registryUrl: schemaRegistryUrl },
    topics: [topic],
    replicationFactor: 1,
  });
  expect(report.topics).toMatchObject([
    { topic: topic.name, outcome: "created", schema: { outcome: "registered" } },
  ]);
  const subjects = await (await fetch(`${schemaRegistryUrl}/subjects`)).json();
  expect(subjects).toContain(`${topic.name}-value`);
});
