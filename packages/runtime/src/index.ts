export { defineConsumer, defineGateway, defineProducer } from "./define.ts";
export type { Consumer, Context, Gateway, LiveViews, Producer, Service, Views } from "./definition.ts";
export { ExitCode } from "./exit-code.ts";
export type { DomainMetrics } from "./metrics.ts";
export type { Ports } from "./room.ts";
export { runConsumer, runGateway, runProducer } from "./run-service.ts";
export { runtimeConfig } from "./runtime-config.ts";
export { type RunningService, startService } from "./start-service.ts";
