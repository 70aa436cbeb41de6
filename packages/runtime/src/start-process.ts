import { controlTopicName } from "@tributary/contracts";
import type { Broker, Codec } from "@tributary/kafka";
import { type ConnectOptions, connect } from "./connect.ts";
import type { Consumer } from "./definition.ts";
import { burial } from "./process/dead-letters.ts";
import { findTopic } from "./process/find-topic.ts";
import { GroupTripwire } from "./process/group-tripwire.ts";
import { ContractInbox } from "./process/inbox.ts";
import { innerTopicsOf } from "./process/inner-topics.ts";
import { openLanes } from "./process/open-lanes.ts";
import { Outbox, type Output } from "./process/outbox.ts";
import { PartitionWeather } from "./process/partition-weather.ts";
import type { Process } from "./process/process.ts";
import { createProcessMetrics } from "./process/process-metrics.ts";
import { ProcessWorker } from "./process/process-worker.ts";
import { StepGuard } from "./process/step-guard.ts";
import { watchProcess } from "./process/watch-process.ts";
import type { Workshop } from "./process/workshop.ts";
import type { Room } from "./room.ts";
import { together } from "./together.ts";

export interface StartProcessOptions {
  readonly service: Consumer;
  readonly process: Process;
  readonly room: Room;
  readonly broker: Broker;
  readonly codec: Codec;
  readonly connecting: ConnectOptions;
}

/** Within a rebalance's time-out, with room for the commit. */
const longestHandOverMs = 5_000;
/** Of the time to stop: the farewell to the group and the closing of servers come after. */
const handOverShare = 0.5;

/** A step may block heartbeats for this share of the session time-out; one that hangs is tried twice. */
const stepShare = 1 / 5;

/**
 * Joins the consumer group of the service's name and works. Resolves, when all is connected, to a run: it resolves when
 * `signal` has aborted and the group is left, and rejects for what no retry mends.
 */
export async function startProcess(
  options: StartProcessOptions,
): Promise<(signal: AbortSignal) => Promise<void>> {
  const { service, process, room, broker, codec, connecting } = options;
  const { config, health, lifecycle, log, metrics: registry, ports, signal } = room;
  const { now } = ports;
  const group = service.name;
  const inputs = service.reads?.(room.serviceConfig) ?? service.inputs;

  const outputs: Output[] = [];
  for (const topic of service.outputs) {
    const encoder = await connect("the schema registry", () => codec.encoder(topic, signal), connecting);
    outputs.push({ topic, encoder });
  }
  for (const { name } of innerTopicsOf(service, process))
    await connect(`topic ${name}`, () => findTopic(broker, name), connecting);
  const metrics = createProcessMetrics(registry, [process.kind]);
  const left = new AbortController();
  const following = AbortSignal.any([signal, left.signal]);
  const openTripwire = () => GroupTripwire.open({ broker, group, log, metrics, now, signal: following });
  const tripwire = await connect(`topic ${controlTopicName(group)}`, openTripwire, connecting);
  lifecycle.onClose("tripwire", () => tripwire.close());

  const weather = new PartitionWeather({ log, metrics });
  const sessionTimeoutMs = config.KAFKA_SESSION_TIMEOUT_MS;
  const workshop: Workshop = {
    group,
    broker,
    codec,
    log,
    metrics,
    now,
    inbox: new ContractInbox({ group, inputs, codec, metrics, now }),
    outbox: new Outbox(group, outputs),
    steps: new StepGuard({ deadlineMs: Math.round(sessionTimeoutMs * stepShare) }),
    tripwire,
    weather,
    chunkRecords: config.STREAM_CHUNK_RECORDS,
    bury: burial({ group, version: config.SERVICE_VERSION, now }),
  };
  const context = { config: room.serviceConfig, log, metrics: registry, signal, now };
  const handOverMs = Math.min(longestHandOverMs, config.SHUTDOWN_TIMEOUT_MS * handOverShare);
  const lanes = await openLanes(process, { workshop, context, inputs, connecting, handOverMs });
  lifecycle.onClose("lanes", () => lanes.close());

  const instanceId = config.KAFKA_GROUP_INSTANCE_ID;
  const topics = inputs.map(({ name }) => name);
  const join = () =>
    broker.joinGroup({ group, topics, sessionTimeoutMs, ...(instanceId !== undefined && { instanceId }) });
  const member = await connect(`the group ${group}`, join, connecting);
  const worker = new ProcessWorker({ openLane: lanes.open, log, metrics, weather, now });
  const { remark } = lanes;
  watchProcess({
    process,
    health,
    registry,
    metrics,
    member,
    worker,
    tripwire,
    weather,
    ...(remark && { remark }),
  });
  log.info({ group, shape: process.kind, topics, instanceId }, "joining the group");
  return (stop) =>
    together(stop, [(either) => member.run(worker, either).finally(() => left.abort()), () => tripwire.done]);
}
