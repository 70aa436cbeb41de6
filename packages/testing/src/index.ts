export { type System, type SystemOptions, startSystem } from "@tributary/local-stack";
export { eventually } from "./eventually.ts";
export { type Stack, startStack } from "./stack.ts";
export { stackInUse } from "./stack-in-use.ts";
export { testTopic } from "./test-topic.ts";
