import { BrokerError, type ConnectionStatus } from "@tributary/kafka";
import type { Bell } from "./bell.ts";
import type { Weather } from "./weather.ts";

const never = new Promise<never>(() => undefined);

/**
 * The way from one broker handle to its cluster. An outage fails what is asked meanwhile; a process that was killed
 * gets no answer ever again, so that nothing of it goes on.
 */
export class Wire {
  /** How every connection over it fares: nothing in memory hangs, so that the last try is always now. */
  readonly status: ConnectionStatus;
  readonly #weather: Weather;
  readonly #bell: Bell;
  readonly #death = Promise.withResolvers<void>();
  #state: "open" | "closed" | "dead" = "open";

  constructor(weather: Weather, bell: Bell) {
    this.#weather = weather;
    this.#bell = bell;
    this.status = {
      get lastAttemptAt() {
        return performance.now();
      },
      get lastSuccessAt() {
        return weather.failingSince ?? performance.now();
      },
      get failingSince() {
        return weather.failingSince;
      },
      get lastError() {
        return weather.failingSince === undefined ? undefined : "the cluster cannot be reached";
      },
    };
  }

  get isDead(): boolean {
    return this.#state === "dead";
  }

  /** Killed or closed. */
  get isGone(): boolean {
    return this.#state !== "open";
  }

  close(): void {
    if (this.#state === "open") this.#state = "closed";
    this.#bell.ring();
  }

  /** Resolves when it is killed. */
  get died(): Promise<void> {
    return this.#death.promise;
  }

  kill(): void {
    this.#state = "dead";
    this.#death.resolve();
    this.#bell.ring();
  }

  /** One request. Rejects `unavailable` in an outage and `closed` after `close`. */
  async reach(): Promise<void> {
    if (this.#state === "dead") await never;
    if (this.#state === "closed") throw new BrokerError("closed", "the broker handle is closed");
    if (this.#weather.failingSince !== undefined)
      throw new BrokerError("unavailable", "the cluster cannot be reached");
  }

  /** Waits until a request would succeed, or `signal` aborts; for what rides out the weather. */
  async fair(signal: AbortSignal): Promise<void> {
    for (;;) {
      const { rung } = this.#bell;
      if (signal.aborted) return;
      if (this.#state !== "dead" && this.#weather.failingSince === undefined) return;
      await rung;
    }
  }
}
