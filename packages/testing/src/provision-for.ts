import { provision } from "@tributary/kafka";
import { innerTopics, type Service } from "@tributary/runtime";
import { stackInUse } from "./stack-in-use.ts";

const silent = { debug() {}, info() {}, warn() {}, error() {} };

/** Makes, on the stack in use, every topic and schema that a service reads, writes or keeps for itself. */
export async function provisionFor(service: Service): Promise<void> {
  const { kafkaBrokers, schemaRegistryUrl } = stackInUse();
  const own = service.kind === "consumer" ? [...service.inputs, ...service.outputs] : [];
  const written = service.kind === "producer" || service.kind === "replay" ? [service.topic] : [];
  await provision({
    kafka: { clientId: "provisioning", brokers: kafkaBrokers, log: silent },
    registry: { registryUrl: schemaRegistryUrl },
    topics: [...[...own, ...written].map((topic) => topic.whole ?? topic), ...innerTopics(service)],
    replicationFactor: 1,
  });
}
