import type { ChildProcess } from "node:child_process";
import { BackOff, patientMs } from "./back-off.ts";
import { type Exit, exitInWords, lastLines, lastTrouble, needsPerson } from "./exit.ts";
import type { Command, Household } from "./household.ts";
import { signalGroup } from "./reap.ts";
import type { Say } from "./say.ts";

export interface SupervisedOptions {
  readonly household: Household;
  readonly command: Command;
  readonly say: Say;
  /** Between SIGTERM and SIGKILL. */
  readonly stopTimeoutMs: number;
  /** Whether exit 0 means that its work is done, as that of a producer who has read its file to the end. */
  readonly mayFinish?: boolean;
  /** Hears of every end that nobody asked for, before the next start is planned. */
  readonly onExit?: (exit: Exit) => void;
}

/** One process that is kept running: started again when it ends unasked, as a container would be. */
export class Supervised {
  readonly #options: SupervisedOptions;
  readonly #backOff = new BackOff();
  #child: ChildProcess | undefined;
  #ended: Promise<void> = Promise.resolve();
  #next: NodeJS.Timeout | undefined;
  #wanted = false;
  #starts = 0;

  constructor(options: SupervisedOptions) {
    this.#options = options;
    options.household.turnLog(options.command.name);
  }

  get name(): string {
    return this.#options.command.name;
  }

  /** Undefined while it is down. */
  get pid(): number | undefined {
    return this.#child?.pid;
  }

  /** How often it was started. */
  get starts(): number {
    return this.#starts;
  }

  get logFile(): string {
    return this.#options.household.logFile(this.name);
  }

  start(): void {
    this.#wanted = true;
    clearTimeout(this.#next); // else what is planned would start it a second time
    if (this.#child === undefined) this.#launch();
  }

  /** Signals the whole process group; what ends by it is started again. */
  kill(signal: NodeJS.Signals): boolean {
    return this.pid !== undefined && signalGroup(this.pid, signal);
  }

  /** Ends it for good, or until `start()`: asks, waits, kills. */
  async stop(): Promise<void> {
    this.#wanted = false;
    clearTimeout(this.#next);
    if (this.#child === undefined) return;
    this.kill("SIGTERM");
    this.kill("SIGCONT"); // one that was stopped hears SIGTERM only when it goes on
    const { stopTimeoutMs, say } = this.#options;
    const deadline = setTimeout(() => {
      say(`${this.name} did not stop within ${stopTimeoutMs / 1000} s: ended by SIGKILL`);
      this.kill("SIGKILL");
    }, stopTimeoutMs);
    await this.#ended;
    clearTimeout(deadline);
  }

  get #isWanted(): boolean {
    return this.#wanted && !this.#options.household.closing;
  }

  #launch(): void {
    const startedAt = performance.now();
    this.#starts++;
    const child = this.#options.household.start(this.#options.command);
    this.#child = child;
    this.#ended = new Promise((resolve) => {
      const end = (exit: Exit) => {
        this.#child = undefined;
        if (this.#isWanted) this.#plan(exit, performance.now() - startedAt);
        resolve();
      };
      child.once("exit", (code, signal) => end({ code, signal }));
      child.once("error", (error) => {
        this.#options.say(`${this.name} cannot be started: ${error.message}`);
        if (child.pid === undefined) end({ code: 127, signal: null });
      });
    });
  }

  #plan(exit: Exit, livedMs: number): void {
    const { say, onExit, mayFinish } = this.#options;
    onExit?.(exit);
    if (!this.#isWanted) return;
    if (exit.code === 0 && mayFinish) {
      say(`${this.name} is done (exit 0), and is not started again`);
      return;
    }
    const waitMs = needsPerson(exit) ? patientMs : this.#backOff.afterFall(livedMs);
    if (needsPerson(exit)) for (const line of lastLines(this.logFile, 12)) say(`  ${this.name}: ${line}`);
    const trouble = exit.signal === null && !needsPerson(exit) ? lastTrouble(this.logFile) : undefined;
    const why = trouble === undefined ? "" : ` "${trouble.slice(0, 200)}"`;
    say(
      `${this.name} ${exitInWords(exit)}${why}: starting it again in ${waitMs / 1000} s (log: ${this.logFile})`,
    );
    this.#next = setTimeout(() => this.#isWanted && this.#launch(), waitMs);
  }
}
