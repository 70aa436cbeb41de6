export { LocalRegistry } from "@tributary/kafka";
export { type System, type SystemOptions, startSystem } from "@tributary/local-stack";
export { brokerConformance } from "./conformance/broker-conformance.ts";
export type { BrokerUnderTest, DoomedMember } from "./conformance/broker-under-test.ts";
export { EventStream, type Showing, type StreamedEvent } from "./event-stream.ts";
export { eventually } from "./eventually.ts";
export type { Aftermath, BuriedRecord, Published } from "./given/aftermath.ts";
export { type GivenOptions, type GivenValue, given } from "./given/given.ts";
export { type MemoryPortsOptions, memoryPorts } from "./given/memory-ports.ts";
export { type RawRecord, raw } from "./given/raw.ts";
export type { MemoryBroker } from "./memory/memory-broker.ts";
export {
  type ForeignTransaction,
  MemoryCluster,
  type MemoryClusterOptions,
} from "./memory/memory-cluster.ts";
export type { MemoryTopicOptions } from "./memory/memory-topic.ts";
export { type MongoOptions, type MongoServer, startMongo } from "./mongo-server.ts";
export { passOver } from "./pass-over.ts";
export { type ProbeGroup, type ProbeGroupOptions, startProbeGroup } from "./probe-group.ts";
export { provisionFor } from "./provision-for.ts";
export { readTopic } from "./read-topic.ts";
export { scrapeFaults } from "./scrape-faults.ts";
export { type HealthAnswer, type LogEntry, ServiceProcess } from "./service-process.ts";
export { type Stack, startStack } from "./stack.ts";
export { stackInUse } from "./stack-in-use.ts";
export { type GateManner, type GateTarget, TcpGate } from "./tcp-gate.ts";
export { testTopic } from "./test-topic.ts";
export { TopicWriter } from "./topic-writer.ts";
