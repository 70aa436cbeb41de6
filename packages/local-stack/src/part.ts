import { type Exit, exitInWords, lastLines } from "./exit.ts";
import type { Command, Household } from "./household.ts";
import type { Say } from "./say.ts";
import { StartError } from "./start-error.ts";
import { Supervised } from "./supervised.ts";
import { waitFor } from "./wait-for.ts";

export interface PartOptions {
  readonly name: string;
  readonly port: number;
  readonly command: Command;
  readonly household: Household;
  readonly say: Say;
  /** Ends the waiting. */
  readonly signal?: AbortSignal | undefined;
  /** Whether it serves requests now. */
  readonly answers: () => Promise<boolean>;
}

/** A running part that tests and fault drills can take hold of. */
export class Part {
  readonly #options: PartOptions;
  readonly #process: Supervised;
  #waits = new AbortController();
  #everReady = false;

  constructor(options: PartOptions) {
    this.#options = options;
    const { household, command, say } = options;
    const onExit = (exit: Exit) => this.#onExit(exit);
    this.#process = new Supervised({ household, command, say, stopTimeoutMs: 20_000, onExit });
  }

  get name(): string {
    return this.#options.name;
  }

  get port(): number {
    return this.#options.port;
  }

  /** Undefined while it is down. */
  get pid(): number | undefined {
    return this.#process.pid;
  }

  get logFile(): string {
    return this.#process.logFile;
  }

  /** SIGKILL: it comes back by itself, on the same port, with the same state. SIGSTOP, SIGCONT: it hangs, it goes on. */
  kill(signal: NodeJS.Signals): boolean {
    return this.#process.kill(signal);
  }

  async start(): Promise<void> {
    this.#waits = new AbortController();
    this.#process.start();
    await this.ready();
  }

  /** Resolves once it answers requests. */
  async ready(timeoutMs = 90_000): Promise<void> {
    const { name, port, answers, signal } = this.#options;
    const late = `${name} does not answer on port ${port} after ${timeoutMs / 1000} s, see ${this.logFile}`;
    await waitFor(answers, {
      timeoutMs,
      signal: signal ? AbortSignal.any([signal, this.#waits.signal]) : this.#waits.signal,
      late: () => new StartError(late),
    });
    this.#everReady = true;
  }

  /** Down until `start()`. */
  stop(): Promise<void> {
    this.#waits.abort(new Error(`${this.name} was stopped`));
    return this.#process.stop();
  }

  /** A part that falls before it ever stood would fall again; one that stood is waited for. */
  #onExit(exit: Exit): void {
    const { name, say } = this.#options;
    if (!this.#everReady) {
      const lines = lastLines(this.logFile, 12).map((line) => `  ${line}`);
      this.#waits.abort(
        new StartError([`${name} ${exitInWords(exit)} while starting:`, ...lines].join("\n")),
      );
      void this.#process.stop();
      return;
    }
    const fellAt = performance.now();
    const back = () => say(`${name} is back after ${((performance.now() - fellAt) / 1000).toFixed(1)} s`);
    void this.ready().then(back, () => {});
  }
}
