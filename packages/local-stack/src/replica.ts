import { mkdirSync } from "node:fs";
import { join } from "node:path";
import type { Addressed } from "./addresses.ts";
import { type Exit, exitInWords, lastLines, needsPerson } from "./exit.ts";
import type { Household } from "./household.ts";
import { isServing } from "./replica-plan.ts";
import type { Say } from "./say.ts";
import { StartError } from "./start-error.ts";
import { Supervised } from "./supervised.ts";
import { waitFor } from "./wait-for.ts";

export interface ReplicaOptions extends Addressed {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly household: Household;
  readonly say: Say;
}

/** One running process of a service. */
export class Replica {
  readonly name: string;
  readonly service: string;
  /** Base URL of its API or page; undefined for what has none. */
  readonly url: string | undefined;
  readonly opsUrl: string;
  readonly #process: Supervised;
  #everReady = false;
  #hopeless: StartError | undefined;

  constructor({ planned, ports, env, household, say }: ReplicaOptions) {
    this.name = planned.name;
    this.service = planned.service.name;
    this.url = isServing(planned.service) ? `http://127.0.0.1:${ports.http}` : undefined;
    this.opsUrl = `http://127.0.0.1:${ports.ops}`;
    // What a replica keeps for itself, by a path of its own folder, no other writes to; `--reset` deletes it.
    const folder = join(household.folder, "replicas", planned.name);
    mkdirSync(folder, { recursive: true });
    this.#process = new Supervised({
      household,
      say,
      stopTimeoutMs: 12_000,
      mayFinish: ["producer", "replay"].includes(planned.service.kind),
      command: {
        name: planned.name,
        tier: "service",
        file: process.execPath,
        args: [planned.service.main],
        env: { ...env, HTTP_PORT: String(ports.http), OPS_PORT: String(ports.ops) },
        cwd: folder,
      },
      onExit: (exit) => this.#onExit(exit),
    });
  }

  /** Undefined while it is down. */
  get pid(): number | undefined {
    return this.#process.pid;
  }

  /** How often it was started. */
  get starts(): number {
    return this.#process.starts;
  }

  get logFile(): string {
    return this.#process.logFile;
  }

  start(): void {
    this.#process.start();
  }

  /** What ends by it is started again. */
  kill(signal: NodeJS.Signals): boolean {
    return this.#process.kill(signal);
  }

  /** Ends it until `start()`. */
  stop(): Promise<void> {
    return this.#process.stop();
  }

  /**
   * Resolves when `/readyz` says so, or with why it stands still: a consumer that has tripped waits for a person, and
   * so it is started. Rejects with what it says instead, or with why it cannot run at all.
   */
  async ready(options: {
    readonly timeoutMs: number;
    readonly signal?: AbortSignal | undefined;
  }): Promise<string | undefined> {
    let unready: readonly Check[] | undefined;
    const ask = async () => {
      if (this.#hopeless !== undefined) throw this.#hopeless;
      unready = (await failingChecks(this.opsUrl)) ?? unready;
      return unready !== undefined && (unready.length === 0 || isTripped(unready));
    };
    const late = () => {
      const missing = unready === undefined ? "it does not answer" : inWords(unready);
      return new StartError(
        `${this.name} is not ready after ${options.timeoutMs / 1000} s: ${missing} (${this.logFile})`,
      );
    };
    await waitFor(ask, { ...options, late });
    this.#everReady = true;
    return unready?.length ? inWords(unready) : undefined;
  }

  /** A wrong setting fails the start at once; later it is tried again, slowly. */
  #onExit(exit: Exit): void {
    if (this.#everReady || !needsPerson(exit)) return;
    const lines = lastLines(this.logFile, 20).map((line) => `  ${line}`);
    this.#hopeless = new StartError(
      [`${this.name} ${exitInWords(exit)}:`, ...lines].join("\n"),
      exit.code ?? 1,
    );
    void this.#process.stop();
  }
}

interface Check {
  readonly name: string;
  readonly ok: boolean;
  readonly detail: string;
}

/** A group that has tripped stands still until it is resumed; nothing else is wrong with it. */
const isTripped = (unready: readonly Check[]) => unready.length === 1 && unready[0]?.name === "tripwire";

const inWords = (unready: readonly Check[]) =>
  unready.map(({ name, detail }) => `${name} (${detail})`).join(", ");

/** What is missing to be ready; undefined when nobody answers. */
async function failingChecks(opsUrl: string): Promise<readonly Check[] | undefined> {
  try {
    const answer = await fetch(`${opsUrl}/readyz`, { signal: AbortSignal.timeout(2_000) });
    const { ready, checks } = (await answer.json()) as { ready: boolean; checks: readonly Check[] };
    const failing = checks.filter(({ ok }) => !ok);
    const unnamed = { name: "ready", ok: false, detail: "not ready" };
    return ready || failing.length > 0 ? failing : [unnamed];
  } catch {
    return undefined;
  }
}
