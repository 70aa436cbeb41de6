import { BrokerError, type Tenure } from "@tributary/kafka";

/** Within a rebalance's and a stop's time-out, with room for the commit. */
const defaultHandOverMs = 5_000;

/**
 * When to drop the work in hand of a tenure: at once when the partition is another's already, else some time after it
 * is to be handed over, so that a stop or a rebalance leaves nothing half done.
 */
export class HandOver {
  /** Aborts when what is in hand is to be dropped; the reason is a `BrokerError` `expelled`. */
  readonly signal: AbortSignal;
  readonly #drop = new AbortController();
  readonly #tenure: Tenure;
  readonly #graceMs: number;
  #grace: NodeJS.Timeout | undefined;

  constructor(tenure: Tenure, graceMs = defaultHandOverMs) {
    this.#tenure = tenure;
    this.#graceMs = graceMs;
    this.signal = this.#drop.signal;
    tenure.signal.addEventListener("abort", this.#begin, { once: true });
    if (tenure.signal.aborted) this.#begin();
  }

  /** The lane has ended: nothing is in hand any more. */
  end(): void {
    this.#tenure.signal.removeEventListener("abort", this.#begin);
    clearTimeout(this.#grace);
  }

  readonly #begin = () => {
    const late = () => this.#end("was not done in time");
    this.#grace = setTimeout(late, this.#graceMs).unref();
    this.#tenure.confirm().catch((error: unknown) => {
      // Weather alone takes nothing away from us.
      if (error instanceof BrokerError && error.code === "expelled") this.#end("is another's");
    });
  };

  #end(how: string): void {
    clearTimeout(this.#grace);
    const { topic, partition } = this.#tenure;
    this.#drop.abort(new BrokerError("expelled", `${topic}[${partition}] was given up: it ${how}`));
  }
}
