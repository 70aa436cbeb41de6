import { LocalRegistry, openLocalCodec } from "@tributary/kafka";
import type { Ports } from "@tributary/runtime";
import type { MemoryBroker } from "../memory/memory-broker.ts";
import type { MemoryCluster } from "../memory/memory-cluster.ts";
import type { LogEntry } from "../service-process.ts";

export interface MemoryPortsOptions {
  readonly cluster: MemoryCluster;
  /** Default: one that holds nothing. */
  readonly registry?: LocalRegistry;
  /** Variables beside `OPS_PORT` and `HTTP_PORT`, which are free ports unless set here. */
  readonly env?: Readonly<Record<string, string>>;
  /** Takes the handles that the service opens, to kill them. */
  readonly onBroker?: (broker: MemoryBroker) => void;
  /** Takes every line of the service's log. */
  readonly onLog?: (entry: LogEntry) => void;
}

/** An outside world in memory for `startService`: a cluster, a registry, free ports. */
export function memoryPorts(options: MemoryPortsOptions): Ports {
  const { cluster, registry = new LocalRegistry(), env = {}, onLog, onBroker } = options;
  return {
    env: { OPS_PORT: "0", HTTP_PORT: "0", ...env },
    isTerminal: false,
    logTo: { write: (line) => onLog?.(JSON.parse(line) as LogEntry) },
    now: cluster.now,
    openBroker: async ({ name }) => {
      const broker = cluster.openBroker({ clientId: name });
      onBroker?.(broker);
      return broker;
    },
    openOperator: async () => cluster.openOperator(),
    openCodec: ({ log }) => openLocalCodec({ registry, log }),
  };
}
