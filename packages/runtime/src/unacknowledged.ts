import { performance } from "node:perf_hooks";
import type { ConnectionStatus } from "@tributary/kafka";

/** Records handed to a publisher whose fate is not known yet: what a sudden end would lose. */
export class Unacknowledged {
  #records = 0;
  #since = 0;
  readonly #clock: () => number;

  /** `clock`: monotonic milliseconds. */
  constructor(clock: () => number = () => performance.now()) {
    this.#clock = clock;
  }

  get records(): number {
    return this.#records;
  }

  watch(fate: Promise<unknown>): void {
    if (this.#records === 0) this.#since = this.#clock();
    this.#records += 1;
    const settled = () => {
      this.#records -= 1;
    };
    fate.then(settled, settled);
  }

  /**
   * The publisher's status as far as it matters: with nothing to send there is no weather and nothing can hang,
   * and what came after a long rest has not been waiting for as long as the rest.
   */
  status({ lastAttemptAt, failingSince, lastError }: ConnectionStatus) {
    if (this.#records === 0) {
      return { lastAttemptAt: this.#clock(), failingSince: undefined, lastError: undefined };
    }
    return { lastAttemptAt: Math.max(lastAttemptAt ?? 0, this.#since), failingSince, lastError };
  }
}
