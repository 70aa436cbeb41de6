import { type BackOffRange, backOffMs } from "./back-off.ts";
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
 * learned holds for all. After a failure nobody asks until the back-off is over; then one tries for all, the others
 * keep out until its answer is there.
 */
export class Circuit {
  readonly #options: CircuitOptions;
  #failures = 0;
  #cause: NetworkFault | undefined;
  #openUntil = Number.NEGATIVE_INFINITY;
  #isTrying = false;

  constructor(options: CircuitOptions) {
    this.#options = options;
  }

  /** @throws CircuitOpen on weather, old or new; NetworkFault 'unknown-symbol'; the signal's reason when it aborts */
  async run<T>(ask: () => Promise<T>, signal: AbortSignal): Promise<T> {
    this.#refuse();
    const isTry = this.#cause !== undefined;
    if (isTry) this.#isTrying = true;
    try {
      const answer = await ask();
      this.#close();
      return answer;
    } catch (error) {
      signal.throwIfAborted();
      const fault = asNetworkFault(error, this.#options.server);
      // Who answers that there is no such symbol is well.
      if (!fault.isWeather) this.#close();
      throw fault.isWeather ? this.#trip(fault) : fault;
    } finally {
      if (isTry) this.#isTrying = false;
    }
  }

  #refuse(): void {
    const waitMs = this.#openUntil - this.#options.clock.elapsed();
    if (this.#cause === undefined || (waitMs <= 0 && !this.#isTrying)) return;
    throw new CircuitOpen(this.#cause, Math.max(waitMs, 1000));
  }

  #trip(fault: NetworkFault): CircuitOpen {
    const { clock, limited, weather } = this.#options;
    const waiting = this.#openUntil - clock.elapsed();
    // Another of those under way has found out already: one outage, one failure.
    if (waiting > 0 && this.#cause !== undefined) return new CircuitOpen(this.#cause, waiting);
    this.#failures++;
    this.#cause = fault;
    const range = fault.failure === "limited" ? limited : weather;
    const waitMs = backOffMs(this.#failures, range, clock.random(), fault.retryAfterMs);
    this.#openUntil = clock.elapsed() + waitMs;
    return new CircuitOpen(fault, waitMs);
  }

  #close(): void {
    // An answer to what was asked before the outage says nothing about its end.
    if (this.#openUntil > this.#options.clock.elapsed()) return;
    this.#failures = 0;
    this.#cause = undefined;
  }
}
