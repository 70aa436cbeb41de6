// biome-ignore-all lint/suspicious/noExplicitAny: topics of different values stand in one list.
import { setTimeout as delay } from "node:timers/promises";
import type { Topic } from "@tributary/contracts";
import type { LocalRegistry } from "@tributary/kafka";
import { type RunningService, type Service, startService } from "@tributary/runtime";
import type { MemoryBroker } from "../memory/memory-broker.ts";
import type { MemoryCluster } from "../memory/memory-cluster.ts";
import type { LogEntry } from "../service-process.ts";
import type { Aftermath } from "./aftermath.ts";
import { memoryPorts } from "./memory-ports.ts";
import { Stage } from "./stage.ts";

/** A value of the only input (or `raw(key, bytes)`), or a pair of an input and such a value. */
export type GivenValue = object | readonly [topic: Topic<any>, value: object];

export interface GivenOptions {
  /** Variables of the service. */
  readonly env?: Readonly<Record<string, string>>;
  /** One with a past, or with faults to come. Default: a new one. Topics that are missing are made. */
  readonly cluster?: MemoryCluster;
  /** To go with the cluster. Default: a new one. */
  readonly registry?: LocalRegistry;
  /** Stops a source or replay when it has published so many; without it, it must end by itself. */
  readonly records?: number;
  /** Looks at the service when all is consumed and before it stops: its API, its views. */
  readonly beforeStop?: (running: RunningService) => Promise<void>;
  /** Default 10,000. */
  readonly timeoutMs?: number;
}

const stopPatienceMs = 500;

/**
 * Runs a service on a cluster in memory, with real Avro bytes: makes its topics, publishes the values, starts it, waits
 * until all is consumed (or the group has tripped, or source or replay have ended), stops it, and answers what it left.
 * Rejects with what the service failed with, or when it is not done in time.
 */
export async function given(
  service: Service,
  values: readonly GivenValue[] = [],
  options: GivenOptions = {},
): Promise<Aftermath> {
  const { env = {}, timeoutMs = 10_000, beforeStop } = options;
  const stage = new Stage(service, options.cluster, options.registry);
  for (const value of values) await stage.publish(...placed(service, stage.inputs, value));
  stage.begin();
  const logs: LogEntry[] = [];
  const onLog = (entry: LogEntry) => void logs.push(entry);
  const brokers: MemoryBroker[] = [];
  const onBroker = (broker: MemoryBroker) => void brokers.push(broker);
  const { cluster, registry } = stage;
  const ports = memoryPorts({ cluster, registry, env, onLog, onBroker });
  const running = await startService(service, ports);
  try {
    await untilDone(service, running, stage, options.records, timeoutMs, logs);
    await beforeStop?.(running);
  } catch (error) {
    // Work that hangs would hold up a stop in order.
    for (const broker of brokers) broker.kill();
    await Promise.race([running.stop(), delay(stopPatienceMs, undefined, { ref: false })]).catch(
      () => undefined,
    );
    throw error;
  }
  await running.stop();
  await running.done;
  return stage.aftermath(logs);
}

function placed(
  service: Service,
  inputs: readonly Topic<any>[],
  value: GivenValue,
): readonly [topic: Topic<any>, value: object] {
  if (Array.isArray(value)) return value as unknown as readonly [Topic<any>, object];
  const [input] = inputs;
  if (input === undefined || inputs.length > 1)
    throw new Error(`${service.name} has ${inputs.length} inputs: give pairs of topic and value`);
  return [input, value];
}

async function untilDone(
  service: Service,
  running: RunningService,
  stage: Stage,
  records: number | undefined,
  timeoutMs: number,
  logs: readonly LogEntry[],
): Promise<void> {
  const began = performance.now();
  let hasEnded = false;
  let failure: { readonly error: unknown } | undefined;
  running.done.then(
    () => {
      hasEnded = true;
    },
    (error: unknown) => {
      failure = { error };
    },
  );
  const isWorkedOff = () => {
    if (stage.tripped !== undefined) return true;
    if (running.health.ready().some(({ ok }) => !ok) || !stage.cluster.isIdle) return false;
    return service.kind !== "consumer" || service.process === undefined || stage.isConsumed;
  };
  const isDone =
    service.kind === "producer" || service.kind === "replay"
      ? () => stage.publishedRecords >= (records ?? Number.POSITIVE_INFINITY)
      : isWorkedOff;
  while (!hasEnded && !isDone()) {
    if (failure !== undefined) throw failure.error;
    if (performance.now() - began > timeoutMs) throw new Error(late(service, running, timeoutMs, logs));
    await delay(1);
  }
}

function late(
  service: Service,
  { health }: RunningService,
  timeoutMs: number,
  logs: readonly LogEntry[],
): string {
  const unready = health.ready().filter(({ ok }) => !ok);
  const lastWords = logs.slice(-5).map((entry) => JSON.stringify(entry));
  return [
    `${service.name} is not done after ${timeoutMs} ms`,
    ...unready.map(({ name, detail }) => `${name}: ${detail}`),
    ...lastWords,
  ].join("\n");
}
