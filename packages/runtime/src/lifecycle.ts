import type { Logger } from "pino";

interface Step {
  readonly name: string;
  readonly close: () => void | Promise<void>;
}

/** What was opened, to be closed in reverse order; a step that fails does not keep the others open. */
export class Lifecycle {
  readonly #steps: Step[] = [];
  readonly #log: Logger;
  readonly #atStake: (() => string | undefined)[] = [];
  #closing: Promise<void> | undefined;

  constructor(log: Logger) {
    this.#log = log;
  }

  onClose(name: string, close: Step["close"]): void {
    this.#steps.push({ name, close });
  }

  /** `what` says what an end of the process would lose, or undefined when nothing. */
  atStake(what: () => string | undefined): void {
    this.#atStake.push(what);
  }

  unfinished(): readonly string[] {
    return this.#atStake.map((what) => what()).filter((words) => words !== undefined);
  }

  /** Closes everything once, however often it is called. */
  close(): Promise<void> {
    this.#closing ??= this.#closeAll();
    return this.#closing;
  }

  async #closeAll(): Promise<void> {
    const errors: unknown[] = [];
    for (const step of this.#steps.reverse()) {
      try {
        await step.close();
        this.#log.debug({ step: step.name }, "closed");
      } catch (error) {
        this.#log.error({ err: error, step: step.name }, "could not be closed");
        errors.push(error);
      }
    }
    if (errors.length > 0) throw new AggregateError(errors, "the service did not close cleanly");
  }
}
