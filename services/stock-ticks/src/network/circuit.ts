import { type BackOffRange, backOffMs } from "@tributary/runtime";
import type { Clock } from "./clock.ts";
import { asNetworkFault, NetworkFault } from "./network-fault.ts";

export interface CircuitOptions {
  /** Such as 'Yahoo'. */
  readonly server: string;
  /** After an answer of 429 or the like. */
  readonly limited: BackOffRange;
  /** After all other weather. */
  readonly weather: BackOffRange;
  readonly clock: Pick<Clock, "elapsed" | "random">;
}

/** The server is not asked now. The message ends in when it will be. */
export class CircuitOpen extends NetworkFault {
  constructor(cause: NetworkFault, waitMs: number) {
    super(cause.failure, `${cause.message}, next try in ${Math.ceil(waitMs / 1000)} s`, waitMs);
    this.name = "CircuitOpen";
  }
}

/**
 * A circuit breaker in front of one server, shared by all who ask it: the limit is of our address, so that what one
 * learned holds for all. After a failure nobody asks until the back-off is over; then one tries, and the others wait for
 * what becomes of it. A failure soon after a success is a relapse, and goes on where the last back-off ended: a server
 * may answer one kind of request and not the other.
 */
export class Circuit {
  readonly #options: CircuitOptions;
  #failures = 0;
  #waitMs = 0;
  #openUntil = Number.NEGATIVE_INFINITY;
  /** Undefined while all is well. */
  #cause: NetworkFault | undefined;
  /** The try for all that is under way. */
  #trial: Promise<unknown> | undefined;

  constructor(options: CircuitOptions) {
    this.#options = options;
  }

  /** @throws CircuitOpen on weather, old or new; NetworkFault 'unknown-symbol'; the signal's reason when it aborts */
  async run<T>(ask: () => Promise<T>, signal: AbortSignal): Promise<T> {
    while (this.#trial !== undefined) await this.#trial;
    const waitMs = this.#openUntil - this.#options.clock.elapsed();
    if (this.#cause !== undefined && waitMs > 0) throw new CircuitOpen(this.#cause, waitMs);
    if (this.#cause === undefined) return await this.#ask(ask, signal);
    const trial = this.#ask(ask, signal);
    this.#trial = trial
      .catch(() => {})
      .finally(() => {
        this.#trial = undefined;
      });
    return await trial;
  }

  async #ask<T>(ask: () => Promise<T>, signal: AbortSignal): Promise<T> {
    try {
      const answer = await ask();
      this.#close();
      return answer;
    } catch (error) {
      signal.throwIfAborted();
      const fault = asNetworkFault(error, this.#options.server);
      if (fault.isWeather) throw this.#trip(fault);
      // Who answers that there is no such symbol is well.
      this.#close();
      throw fault;
    }
  }

  #trip(fault: NetworkFault): CircuitOpen {
    const { clock, limited, weather } = this.#options;
    const since = clock.elapsed() - this.#openUntil;
    // Another of those under way has found out already: one outage, one failure.
    if (since < 0 && this.#cause !== undefined) return new CircuitOpen(this.#cause, -since);
    this.#failures = since > this.#waitMs ? 1 : this.#failures + 1;
    this.#cause = fault;
    const range = fault.failure === "limited" ? limited : weather;
    this.#waitMs = backOffMs(this.#failures, range, clock.random(), fault.retryAfterMs);
    this.#openUntil = clock.elapsed() + this.#waitMs;
    return new CircuitOpen(fault, this.#waitMs);
  }

  #close(): void {
    // An answer to what was asked before the outage says nothing about its end.
    if (this.#openUntil <= this.#options.clock.elapsed()) this.#cause = undefined;
  }
}
