import { type ChildProcess, spawn } from "node:child_process";
import { closeSync, mkdirSync, openSync, renameSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { processIdentity } from "./process-identity.ts";
import { reap, signalGroup } from "./reap.ts";
import { Roll, type RollEntry, type Tier } from "./roll.ts";
import { type Say, silence } from "./say.ts";

/** How one process is started. */
export interface Command {
  readonly name: string;
  readonly tier: Tier;
  readonly file: string;
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly cwd: string;
}

/**
 * The processes of one folder. Each leads its own process group (so that Ctrl+C reaches the launcher alone, which
 * then stops them in order), writes to a log file (so that it never blocks on, or dies of, a launcher that is gone),
 * and is on the roll; a warden ends whoever is left when the launcher dies.
 */
export class Household {
  readonly folder: string;
  readonly #roll: Roll;
  readonly #warden: ChildProcess;
  #closing = false;

  /** First ends what an earlier household of this folder left running, and says whom. */
  static async open(folder: string): Promise<{ household: Household; leftovers: readonly RollEntry[] }> {
    mkdirSync(join(folder, "logs"), { recursive: true });
    const roll = new Roll(join(folder, "processes.json"));
    const leftovers = await reap(roll);
    return { household: new Household(folder, roll), leftovers };
  }

  private constructor(folder: string, roll: Roll) {
    this.folder = folder;
    this.#roll = roll;
    const warden = fileURLToPath(new URL("./warden-main.ts", import.meta.url));
    this.#warden = spawn(process.execPath, ["--no-warnings", warden, roll.file], {
      detached: true,
      stdio: ["pipe", "ignore", "ignore"],
      env: { PATH: process.env.PATH },
    });
    this.#warden.unref();
    (this.#warden.stdin as { unref?: () => void } | null)?.unref?.();
  }

  logFile(name: string): string {
    return join(this.folder, "logs", `${name}.log`);
  }

  /** Keeps the log of the last run as `.log.1` and begins a new one. */
  turnLog(name: string): void {
    try {
      renameSync(this.logFile(name), `${this.logFile(name)}.1`);
    } catch {
      // there was none
    }
  }

  start(command: Command): ChildProcess {
    if (this.#closing) throw new Error(`${command.name} is not started: everything is being stopped`);
    const log = openSync(this.logFile(command.name), "a");
    try {
      const child = spawn(command.file, command.args, {
        cwd: command.cwd,
        env: command.env,
        detached: true,
        stdio: ["ignore", log, log],
      });
      const pid = child.pid;
      const identity = pid === undefined ? undefined : processIdentity(pid);
      if (pid !== undefined && identity !== undefined) {
        this.#roll.add({ name: command.name, pid, identity, tier: command.tier });
        child.once("exit", () => this.#roll.remove(pid));
      }
      return child;
    } finally {
      closeSync(log);
    }
  }

  /** Nobody is started again from now on. */
  get closing(): boolean {
    return this.#closing;
  }

  /** At once and without asking: for the second Ctrl+C. */
  killAll(): void {
    this.#closing = true;
    for (const { pid } of this.#roll.entries) signalGroup(pid, "SIGKILL");
  }

  /** Ends everyone, services before parts, and lets the warden go. */
  async close(say: Say = silence): Promise<void> {
    this.#closing = true;
    await reap(this.#roll, { say });
    this.#warden.stdin?.end();
  }
}
