import type { Spec, Values } from "@tributary/config";
import type { Broker, Codec, KafkaLog, Operator } from "@tributary/kafka";
import type { Logger } from "pino";
import type { Health } from "./health.ts";
import type { Lifecycle } from "./lifecycle.ts";
import type { Metrics } from "./metrics.ts";
import type { runtimeConfig } from "./runtime-config.ts";
import type { StreamMetrics } from "./stream-metrics.ts";

/** What the outside world is to a service; tests hand in their own. */
export interface Ports {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly isTerminal: boolean;
  /** Where the log's lines go instead of stdout; a test reads them. */
  readonly logTo?: { write(line: string): void };
  /** Wall clock, milliseconds since the epoch. */
  readonly now: () => number;
  readonly openBroker: (room: Connecting) => Promise<Broker>;
  readonly openCodec: (room: Connecting) => Codec;
  readonly openOperator: (room: Connecting) => Promise<Operator>;
}

export interface Connecting {
  readonly name: string;
  readonly config: Values<typeof runtimeConfig>;
  readonly log: KafkaLog;
  /** Told of each call of the schema registry: one word, and how long it took. */
  readonly onRegistryCall?: (outcome: string, seconds: number) => void;
}

/** Everything a running service of any shape has at hand. */
export interface Room<S extends Spec = Spec> extends Connecting {
  readonly log: Logger;
  readonly serviceConfig: Values<S>;
  readonly ports: Ports;
  readonly metrics: Metrics;
  readonly streamMetrics: StreamMetrics;
  readonly health: Health;
  readonly lifecycle: Lifecycle;
  /** Aborts when the service is to stop. */
  readonly signal: AbortSignal;
  /** Where the servers listen, as bound. */
  readonly addresses: { readonly ops: string; api?: string };
}
