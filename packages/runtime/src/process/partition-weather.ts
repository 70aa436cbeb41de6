import { performance } from "node:perf_hooks";
import type { Tenure } from "@tributary/kafka";
import type { Logger } from "pino";
import type { Probe } from "../health.ts";
import { weatherProbe } from "../weather.ts";
import { type Cause, Outage } from "./outage.ts";
import type { ProcessMetrics } from "./process-metrics.ts";
import type { WeatherBook } from "./workshop.ts";

export interface PartitionWeatherOptions {
  readonly log: Pick<Logger, "info" | "warn">;
  readonly metrics: Pick<ProcessMetrics, "pausedPartitions" | "weatherSeconds">;
  /** Monotonic milliseconds. */
  readonly clock?: () => number;
  /** From 0 to below 1. */
  readonly random?: () => number;
}

const what: Readonly<Record<Cause, string>> = {
  broker: "writing to the broker",
  registry: "looking up a schema",
  sink: "writing to the store",
};
export const causes = Object.keys(what) as Cause[];

/** The weather of a consumer's partitions, cause by cause; one outage is two lines of log, however many tries it took. */
export class PartitionWeather implements WeatherBook {
  readonly #outages = { broker: new Outage(), registry: new Outage(), sink: new Outage() };
  readonly #log: PartitionWeatherOptions["log"];
  readonly #metrics: PartitionWeatherOptions["metrics"];
  readonly #clock: () => number;
  readonly #random: () => number;

  constructor(options: PartitionWeatherOptions) {
    this.#log = options.log;
    this.#metrics = options.metrics;
    this.#clock = options.clock ?? (() => performance.now());
    this.#random = options.random ?? Math.random;
    this.refresh();
  }

  failed(cause: Cause, tenure: Tenure, error: unknown): number {
    const outage = this.#outages[cause];
    const { topic, partition } = tenure;
    if (outage.failed(nameOf(tenure), error, this.#clock()))
      this.#log.warn({ cause, topic, partition, err: error }, `${what[cause]} fails, partitions wait`);
    return outage.pauseMs(nameOf(tenure), this.#random());
  }

  succeeded(cause: Cause, tenure: Tenure): void {
    this.#outages[cause].succeeded(nameOf(tenure));
    this.#lookOver(cause);
  }

  forget(tenure: Tenure): void {
    for (const cause of causes) this.#outages[cause].left(nameOf(tenure), this.#clock());
  }

  /** For `/readyz`: told at once, a fault after 30 s. */
  probe(cause: Cause): Probe {
    const status = () => {
      this.#lookOver(cause);
      const { failingSince, lastError } = this.#outages[cause];
      return { lastAttemptAt: undefined, failingSince, lastError };
    };
    return weatherProbe(status, what[cause], this.#clock);
  }

  /** Brings the gauges up to now; to be called before a scrape. */
  refresh(): void {
    for (const cause of causes) {
      this.#lookOver(cause);
      const { failingSince, waiting } = this.#outages[cause];
      this.#metrics.pausedPartitions.set({ cause }, waiting);
      const ms = failingSince === undefined ? 0 : this.#clock() - failingSince;
      this.#metrics.weatherSeconds.set({ cause }, ms / 1_000);
    }
  }

  #lookOver(cause: Cause): void {
    const over = this.#outages[cause].over(this.#clock());
    if (over !== undefined)
      this.#log.info(
        { cause, outageMs: over.ms, tries: over.tries },
        `${what[cause]}: no partition waits any more`,
      );
  }
}

function nameOf({ topic, partition }: Tenure): string {
  return `${topic}/${partition}`;
}
