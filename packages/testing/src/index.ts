export { type System, type SystemOptions, startSystem } from "@tributary/local-stack";
export { eventually } from "./eventually.ts";
export { type HealthAnswer, type LogEntry, ServiceProcess } from "./service-process.ts";
export { type Stack, startStack } from "./stack.ts";
export { stackInUse } from "./stack-in-use.ts";
export { type GateManner, type GateTarget, TcpGate } from "./tcp-gate.ts";
export { testTopic } from "./test-topic.ts";
export { TopicWriter } from "./topic-writer.ts";
