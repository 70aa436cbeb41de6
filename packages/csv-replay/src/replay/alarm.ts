import type { Clock } from "./clock.ts";

/** A sleep that ends at an instant, or earlier when somebody rings. One sleeper at a time. */
export class Alarm {
  readonly #clock: Clock;
  #isRung = false;
  #wake: (() => void) | undefined;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Ends the present sleep, or the next one before it begins. */
  ring(): void {
    this.#isRung = true;
    this.#wake?.();
  }

  /** Resolves at `until` on the monotonic clock, when rung, or when aborted; without a timer when `until` is infinite. */
  async sleep(until: number, signal: AbortSignal): Promise<void> {
    if (!this.#isRung && !signal.aborted) await this.#sleep(until, signal);
    this.#isRung = false;
  }

  #sleep(until: number, signal: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      const wake = () => {
        disarm?.();
        signal.removeEventListener("abort", wake);
        this.#wake = undefined;
        resolve();
      };
      const disarm = until === Number.POSITIVE_INFINITY ? undefined : this.#clock.wakeAt(until, wake);
      signal.addEventListener("abort", wake, { once: true });
      this.#wake = wake;
    });
  }
}
