import type { Logger } from "pino";
import type { Health } from "./health.ts";

/** Writes into the log when a running service stops being ready, and when it is again: the story of an outage. */
export class ReadinessLog {
  readonly #health: Pick<Health, "ready">;
  readonly #log: Pick<Logger, "info" | "warn">;
  readonly #clock: () => number;
  #unreadySince: number | undefined;

  /** `clock`: monotonic milliseconds. */
  constructor(
    health: Pick<Health, "ready">,
    log: Pick<Logger, "info" | "warn">,
    clock: () => number = () => performance.now(),
  ) {
    this.#health = health;
    this.#log = log;
    this.#clock = clock;
  }

  /** Looks once; whoever has a timer calls it. */
  look(): void {
    const checks = this.#health.ready();
    const failing = checks.filter(({ ok }) => !ok);
    // Starting and stopping have lines of their own.
    if (failing.some(({ name }) => name === "lifecycle")) return;
    if (failing.length > 0 && this.#unreadySince === undefined) {
      this.#unreadySince = this.#clock();
      const why = Object.fromEntries(failing.map(({ name, detail }) => [name, detail]));
      this.#log.warn({ checks: why }, "not ready");
    } else if (failing.length === 0 && this.#unreadySince !== undefined) {
      const unreadyMs = Math.round(this.#clock() - this.#unreadySince);
      this.#unreadySince = undefined;
      this.#log.info({ unreadyMs }, "ready again");
    }
  }
}
