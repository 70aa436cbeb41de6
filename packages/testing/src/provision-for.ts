import { provision } from "@tributary/kafka";
import { innerTopics, outputsOf, type Service } from "@tributary/runtime";
import { stackInUse } from "./stack-in-use.ts";

const silent = { debug() {}, info() {}, warn() {}, error() {} };

/** Makes, on the stack in use, every topic and schema that a service reads, writes or keeps for itself. */
export async function provisionFor(service: Service): Promise<void> {
  const { kafkaBrokers, schemaRegistryUrl } = stackInUse();
  const read = service.kind === "consumer" ? service.inputs : [];
  await provision({
    kafka: { clientId: "provisioning", brokers: kafkaBrokers, log: silent },
    registry: { registryUrl: schemaRegistryUrl },
    topics: [
      ...[...read, ...outputsOf(service)].map((topic) => topic.whole ?? topic),
      ...innerTopics(service),
    ],
    replicationFactor: 1,
  });
}
