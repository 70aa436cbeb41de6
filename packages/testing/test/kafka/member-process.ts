import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { stackInUse } from "../../src/stack-in-use.ts";

/** What a member in a process of its own has told, see `group-process.ts`. */
export interface Told {
  readonly begin?: number;
  readonly committed?: number | null;
  readonly taken?: number;
  readonly value?: string;
  readonly end?: number;
  readonly refused?: number;
  readonly code?: string;
  readonly failed?: string;
  readonly left?: true;
}

export class MemberProcess {
  readonly told: Told[] = [];
  readonly #child: ChildProcess;

  constructor(settings: { topic: string; group: string; recordMs: number; instanceId?: string }) {
    const argument = { brokers: stackInUse().kafkaBrokers, sessionTimeoutMs: 6_000, ...settings };
    const script = fileURLToPath(new URL("group-process.ts", import.meta.url));
    this.#child = spawn(process.execPath, [script, JSON.stringify(argument)], {
      stdio: ["ignore", "pipe", "inherit"],
    });
    const lines = createInterface({ input: this.#child.stdout as NodeJS.ReadableStream });
    lines.on("line", (line) => this.told.push(JSON.parse(line)));
  }

  /** Values in the order taken. */
  values(partition: number): string[] {
    return this.told.filter(({ taken }) => taken === partition).map(({ value }) => String(value));
  }

  get held(): number[] {
    const open = new Set<number>();
    for (const { begin, end } of this.told) {
      if (begin !== undefined) open.add(begin);
      if (end !== undefined) open.delete(end);
    }
    return [...open];
  }

  signal(name: "SIGSTOP" | "SIGCONT" | "SIGTERM"): void {
    this.#child.kill(name);
  }

  async kill(): Promise<void> {
    if (this.#child.exitCode !== null || this.#child.signalCode !== null) return;
    const gone = once(this.#child, "exit");
    this.#child.kill("SIGKILL");
    await gone;
  }

  /** Resolves when it has ended by itself. */
  async ended(): Promise<void> {
    if (this.#child.exitCode === null && this.#child.signalCode === null) await once(this.#child, "exit");
  }
}
