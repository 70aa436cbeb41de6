export { type BackOffRange, backOffMs, retryAfterMs } from "./back-off.ts";
export { BadRequest } from "./bad-request.ts";
export { type Box, isInside } from "./box.ts";
export { everything } from "./channel-index.ts";
export { connectionFaults } from "./connection-faults.ts";
export { defineConsumer, defineGateway, defineProducer, defineReplay } from "./define.ts";
export type {
  Connections,
  Consumer,
  Context,
  Gateway,
  LiveViews,
  Producer,
  ProducerContext,
  Replay,
  Service,
  Views,
} from "./definition.ts";
export { EventHub, type EventHubOptions } from "./event-hub.ts";
export { type EventStreamRouteOptions, eventStreamRoute } from "./event-stream-route.ts";
export { ExitCode, exitCodeOf } from "./exit-code.ts";
export type { ListedMetric, MetricShape } from "./listed-metric.ts";
export type { LiveView } from "./live-view.ts";
export { connectionOf, mainPorts, registryOf } from "./main-ports.ts";
export { type Mark, mark } from "./mark.ts";
export { metricList } from "./metric-list.ts";
export { type DomainMetrics, defaultMetrics } from "./metrics.ts";
export { noRoomForReader, openEventStream } from "./open-event-stream.ts";
export { outputsOf } from "./outputs-of.ts";
export { PermissionError } from "./permission-error.ts";
export { type Emit, emit, emitLatest, retract } from "./process/emit.ts";
export { type FoldProcess, type FoldStep, fold, type StateDefinition } from "./process/fold.ts";
export { innerTopics } from "./process/inner-topics.ts";
export { type MapProcess, type MapStep, map } from "./process/map.ts";
export type { Message } from "./process/message.ts";
export type { Process } from "./process/process.ts";
export { type Rebuild, rebuild } from "./process/rebuild.ts";
export { type Rejection, type SinkProcess, sink, type Writer } from "./process/sink.ts";
export { type ListOptions, Query } from "./query.ts";
export { type Reach, reach } from "./reach.ts";
export {
  type BuriedPart,
  type Pack,
  type PackedRecord,
  type Passage,
  type Recording,
  RefusedValue,
} from "./replay/recording.ts";
export type { Ports } from "./room.ts";
export { runConsumer, runGateway, runProducer, runReplay } from "./run-service.ts";
export { type RunningView, type RunViewOptions, runView } from "./run-view.ts";
export { runtimeConfig } from "./runtime-config.ts";
export { type RunningService, startService } from "./start-service.ts";
export {
  type Expiry,
  type Horizon,
  type Json,
  type ViewDefinition,
  type ViewEntry,
  type ViewOptions,
  view,
  type Window,
} from "./view.ts";
export type { LogPlace, ViewArchive } from "./view-archive.ts";
export type { Departure, ViewWatcher } from "./view-changes.ts";
export type { ViewRecord } from "./view-record.ts";
