import type { Logger } from "pino";
import { Outage } from "../process/outage.ts";

export interface ReplayWeatherOptions {
  readonly log: Pick<Logger, "info" | "warn">;
  /** Monotonic milliseconds. */
  readonly clock?: () => number;
  /** From 0 to below 1. */
  readonly random?: () => number;
}

/** A replay has one thing that may wait for the broker: itself. */
const it = "the replay";

/** How long the broker has refused what a replay wants to write; one outage is two lines of log. */
export class ReplayWeather {
  readonly #outage = new Outage();
  readonly #log: ReplayWeatherOptions["log"];
  readonly #clock: () => number;
  readonly #random: () => number;

  constructor({ log, clock = () => performance.now(), random = Math.random }: ReplayWeatherOptions) {
    this.#log = log;
    this.#clock = clock;
    this.#random = random;
  }

  /** Answers how long to pause before all is begun anew, milliseconds. */
  failed(error: unknown): number {
    if (this.#outage.failed(it, error, this.#clock()))
      this.#log.warn({ err: error }, "not written for sure, fencing and reading back how far it came");
    return this.#outage.pauseMs(it, this.#random());
  }

  succeeded(): void {
    this.#outage.succeeded(it);
    const over = this.#outage.over(this.#clock());
    if (over !== undefined) this.#log.info({ outageMs: over.ms, tries: over.tries }, "writing again");
  }

  /** For probes: what is tried, is tried by `SignsOfLife`. */
  get status() {
    const { failingSince, lastError } = this.#outage;
    return { lastAttemptAt: undefined, failingSince, lastError };
  }
}
