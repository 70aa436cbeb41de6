import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { eventually } from "./eventually.ts";

/** One line of a service's log. */
export interface LogEntry {
  readonly level: string;
  readonly msg: string;
  readonly [field: string]: unknown;
}

/** What `/readyz` or `/livez` answers. */
export interface HealthAnswer {
  readonly status: number;
  readonly checks: readonly { readonly name: string; readonly ok: boolean; readonly detail: string }[];
}

/** A service as it runs in production: a process of its own, on free ports, told by environment alone. */
export class ServiceProcess {
  readonly log: LogEntry[] = [];
  /** All it wrote, to both outputs. */
  output = "";
  readonly #child: ChildProcess;
  readonly #exited: Promise<number | null>;
  #hasEnded = false;

  /** `main`: the module to run, such as `services/map-feed/src/main.ts`. */
  constructor(main: URL, env: Readonly<Record<string, string>> = {}) {
    const { PATH = "" } = process.env;
    this.#child = spawn(process.execPath, ["--no-warnings", main.pathname], {
      env: { PATH, HTTP_PORT: "0", OPS_PORT: "0", ...env },
      stdio: ["ignore", "pipe", "pipe"],
    });
    this.#exited = once(this.#child, "close").then(([code]) => {
      this.#hasEnded = true;
      return code as number | null;
    });
    for (const stream of [this.#child.stdout, this.#child.stderr]) {
      if (stream !== null) createInterface(stream).on("line", (line) => this.#take(line));
    }
  }

  /** Resolves with the exit code, null when a signal ended it, once all output is read. */
  get exited(): Promise<number | null> {
    return this.#exited;
  }

  /** Of the process, for as long as it runs; -1 where it could not be started. */
  get pid(): number {
    return this.#child.pid ?? -1;
  }

  get hasExited(): boolean {
    return this.#child.exitCode !== null || this.#child.signalCode !== null;
  }

  /** Sends the signal and resolves as `exited` does. */
  stop(signal: NodeJS.Signals = "SIGTERM"): Promise<number | null> {
    this.#child.kill(signal);
    return this.#exited;
  }

  kill(signal: NodeJS.Signals): void {
    this.#child.kill(signal);
  }

  /** Resolves with the first line that says `msg`; rejects when the process has ended without it. */
  async says(msg: string, timeoutMs?: number): Promise<LogEntry> {
    const said = () => this.log.find((entry) => entry.msg === msg);
    const entry = await eventually(() => {
      const found = said();
      if (found !== undefined || this.#hasEnded) return found;
      throw new Error(`"${msg}" is not in its log yet:\n${this.output}`);
    }, timeoutMs);
    if (entry === undefined) throw new Error(`it ended without saying "${msg}":\n${this.output}`);
    return entry;
  }

  /** Base URL of its ops server. */
  async opsUrl(): Promise<string> {
    return String((await this.says("starting")).ops);
  }

  /** Base URL of its API. */
  async apiUrl(): Promise<string> {
    return String((await this.says("API is open")).url);
  }

  async health(which: "livez" | "readyz"): Promise<HealthAnswer> {
    const answer = await fetch(`${await this.opsUrl()}/${which}`);
    const { checks } = (await answer.json()) as Pick<HealthAnswer, "checks">;
    return { status: answer.status, checks };
  }

  /** Resolves when `/readyz` answers 200. */
  async ready(timeoutMs?: number): Promise<void> {
    await eventually(async () => {
      const { status, checks } = await this.health("readyz");
      if (status !== 200) throw new Error(`not ready: ${JSON.stringify(checks.filter(({ ok }) => !ok))}`);
    }, timeoutMs);
  }

  /** Sum of a metric over all its series, or over those with a label such as `outcome="failed"`. */
  async metric(name: string, label = ""): Promise<number> {
    const text = await (await fetch(`${await this.opsUrl()}/metrics`)).text();
    return text
      .split("\n")
      .filter((line) => line.startsWith(`${name}{`) && line.includes(label))
      .reduce((sum, line) => sum + Number(line.slice(line.lastIndexOf(" "))), 0);
  }

  /** Resolves when a counter has gone up from where it is now. */
  async countsOn(name: string, timeoutMs = 60_000): Promise<void> {
    const before = await this.metric(name);
    await eventually(async () => {
      if ((await this.metric(name)) <= before) throw new Error(`${name} stays at ${before}`);
    }, timeoutMs);
  }

  #take(line: string): void {
    this.output += `${line}\n`;
    try {
      this.log.push(JSON.parse(line) as LogEntry);
    } catch {
      // not a line of the log: what a process says before it has one
    }
  }
}
