import { topics, type VehiclePosition, vehiclePosition } from "@tributary/contracts";
import { LocalRegistry, openLocalCodec } from "@tributary/kafka";
import { innerTopics, type RunningService, type Service, startService } from "@tributary/runtime";
import { MemoryCluster } from "../../src/memory/memory-cluster.ts";
import { lateVehicle, vehicleReports } from "./topics.ts";

const quiet = () => {};
const log = { debug: quiet, info: quiet, warn: quiet, error: quiet };

export interface StartOptions {
  readonly env?: Readonly<Record<string, string>>;
  readonly clientId?: string;
}

/** Services in this process, on a cluster and a registry in memory. */
export function processScene() {
  const cluster = new MemoryCluster({ pause: () => new Promise((resolve) => setImmediate(resolve)) });
  const registry = new LocalRegistry();
  const codec = openLocalCodec({ registry, log });
  for (const topic of [...topics, lateVehicle, vehicleReports]) {
    cluster.createTopic(topic);
    registry.register(topic);
  }
  const running: RunningService[] = [];
  return {
    cluster,
    registry,
    provision: (service: Service) => {
      for (const topic of innerTopics(service)) cluster.createTopic(topic);
    },
    start: async (service: Service, { env = {}, clientId = service.name }: StartOptions = {}) => {
      const started = await startService(service, {
        env: { OPS_PORT: "0", HTTP_PORT: "0", LOG_LEVEL: "error", ...env },
        isTerminal: false,
        logTo: { write: quiet },
        now: cluster.now,
        openBroker: async () => cluster.openBroker({ clientId }),
        openCodec: () => openLocalCodec({ registry, log }),
        openOperator: async () => cluster.openOperator(),
      });
      running.push(started);
      return started;
    },
    /** Reports of vehicles, one each. */
    report: async (...reports: readonly Partial<VehiclePosition>[]) => {
      const encoder = await codec.encoder(vehiclePosition, new AbortController().signal);
      for (const over of reports) {
        const position = { ...somewhere, ...over };
        cluster.append(vehiclePosition.name, { key: position.vehicleId, value: encoder.encode(position) });
      }
    },
    /** What a topic holds, decoded. */
    read: <T>(topic: { readonly name: string } & Parameters<typeof codec.decoder<T>>[0]) => {
      const decoder = codec.decoder<T>(topic);
      return cluster.records(topic.name).map(({ value }) => {
        const decoded = decoder.decode(value);
        return decoded.ok === true ? decoded.value : decoded;
      });
    },
    close: () => Promise.all(running.map((each) => each.stop())),
  };
}

const somewhere: VehiclePosition = {
  vehicleId: "tfl:1",
  line: "24",
  direction: null,
  destination: null,
  latitude: 51.5,
  longitude: -0.1,
  bearingDegrees: null,
  speedMetersPerSecond: null,
  observedAt: Date.UTC(2026, 0, 1),
  nextStopId: null,
  delaySeconds: null,
  occupancy: null,
  sequence: null,
};

/** What is not well, as `/readyz` says it. */
export function faults(running: RunningService): string[] {
  return running.health
    .ready()
    .filter(({ ok }) => !ok)
    .map(({ name, detail }) => `${name}: ${detail}`);
}
