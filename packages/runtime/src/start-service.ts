import { ConfigError, load, misspellings, type Spec, type Values } from "@tributary/config";
import { connectionFaults } from "./connection-faults.ts";
import type { Service } from "./definition.ts";
import { Health } from "./health.ts";
import { Lifecycle } from "./lifecycle.ts";
import { listen } from "./listen.ts";
import { createLog } from "./log.ts";
import { metricShapes } from "./metric-shapes.ts";
import { Metrics } from "./metrics.ts";
import { createOpsServer } from "./ops-server.ts";
import { ReadinessLog } from "./readiness-log.ts";
import type { Ports, Room } from "./room.ts";
import { runtimeConfig } from "./runtime-config.ts";
import { watchService } from "./service-metrics.ts";
import { startConsumer } from "./start-consumer.ts";
import { startGateway } from "./start-gateway.ts";
import { startProducer } from "./start-producer.ts";
import { startReplay } from "./start-replay.ts";
import { createStreamMetrics } from "./stream-metrics.ts";

/** A service that runs inside this process: what `main.ts` and the tests hold in their hands. */
export interface RunningService {
  readonly log: Room["log"];
  readonly config: Room["config"];
  readonly health: Health;
  /** Where it listens, once it does. */
  readonly addresses: { readonly ops: string; readonly api?: string | undefined };
  /** Settles when the work ended by itself, was stopped, or failed. */
  readonly done: Promise<void>;
  readonly isStopping: boolean;
  /** What would be lost if the process ended now, in words; empty when nothing. */
  unfinished(): readonly string[];
  /** Not ready → stop sources → flush → leave → close servers. Resolves when nothing is open any more. */
  stop(): Promise<void>;
}

/** Starts a service. Throws a `ConfigError` before the first connection when its configuration has faults. */
export async function startService(service: Service, ports: Ports): Promise<RunningService> {
  const spec: Spec = { ...runtimeConfig, ...service.config };
  const everything = load(spec, ports.env);
  const config = everything as Values<typeof runtimeConfig>;
  const faults = service.kind === "gateway" ? [] : connectionFaults(config);
  if (faults.length > 0) throw new ConfigError(faults);
  const { isTerminal, logTo } = ports;
  const log = createLog({ service: service.name, level: config.LOG_LEVEL, isTerminal, logTo });
  for (const sentence of misspellings(spec, ports.env)) log.warn(sentence);
  const lifecycle = new Lifecycle(log);
  const health = new Health();
  const metrics = new Metrics(service.name);
  const shapes = metricShapes(service, everything);
  const streamMetrics = createStreamMetrics(metrics, shapes);
  const { onRegistryCall } = watchService(metrics, health, shapes);
  const stop = new AbortController();

  const ops = createOpsServer(health, metrics);
  const opsUrl = await listen(ops, { host: config.OPS_HOST, port: config.OPS_PORT, server: "OPS" });
  lifecycle.onClose("ops", () => ops.close());
  const readiness = new ReadinessLog(health, log);
  const watch = setInterval(() => readiness.look(), 1_000).unref();
  lifecycle.onClose("readiness log", () => clearInterval(watch));

  const room: Room = {
    name: service.name,
    config,
    serviceConfig: everything,
    ports,
    log,
    metrics,
    streamMetrics,
    onRegistryCall,
    health,
    lifecycle,
    signal: stop.signal,
    addresses: { ops: opsUrl },
  };
  log.info({ ops: opsUrl, node: process.version }, "starting");

  const work = run(service, room).catch((error: unknown) => {
    if (error !== stop.signal.reason) throw error; // a wait that the stop cut short is no failure
  });
  return {
    log,
    config,
    health,
    addresses: room.addresses,
    done: work,
    get isStopping() {
      return stop.signal.aborted;
    },
    unfinished: () => lifecycle.unfinished(),
    async stop() {
      health.stopping();
      stop.abort();
      await work.catch(() => {}); // told by `done`
      await lifecycle.close();
    },
  };
}

function run(service: Service, room: Room): Promise<void> {
  if (service.kind === "producer") return startProducer(service, room);
  if (service.kind === "replay") return startReplay(service, room);
  if (service.kind === "consumer") return startConsumer(service, room);
  return startGateway(service, room);
}
