import type { Addressed } from "./addresses.ts";
import { type Exit, exitInWords, lastLines, needsPerson } from "./exit.ts";
import type { Household } from "./household.ts";
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
  /** Base URL of its API or page; undefined for a producer, which has none. */
  readonly url: string | undefined;
  readonly opsUrl: string;
  readonly #process: Supervised;
  #everReady = false;
  #hopeless: StartError | undefined;

  constructor({ planned, ports, env, household, say }: ReplicaOptions) {
    this.name = planned.name;
    this.service = planned.service.name;
    this.url = planned.service.kind === "producer" ? undefined : `http://127.0.0.1:${ports.http}`;
    this.opsUrl = `http://127.0.0.1:${ports.ops}`;
    this.#process = new Supervised({
      household,
      say,
      stopTimeoutMs: 12_000,
      mayFinish: planned.service.kind === "producer",
      command: {
        name: planned.name,
        tier: "service",
        file: process.execPath,
        args: [planned.service.main],
        env: { ...env, HTTP_PORT: String(ports.http), OPS_PORT: String(ports.ops) },
        cwd: household.folder,
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
    let missing = "it does not answer";
    const ask = async () => {
      if (this.#hopeless !== undefined) throw this.#hopeless;
      const answer = await readiness(this.opsUrl);
      if (answer === undefined) return false;
      missing = answer;
      return answer === "" || isTrip(answer);
    };
    const late = () =>
      new StartError(
        `${this.name} is not ready after ${options.timeoutMs / 1000} s: ${missing} (${this.logFile})`,
      );
    await waitFor(ask, { ...options, late });
    this.#everReady = true;
    return isTrip(missing) ? missing : undefined;
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

/** What the runtime's readiness says of a group that stands still until it is resumed, and of nothing else. */
const isTrip = (answer: string) => /^[^,]*\(tripped: .*\)$/s.test(answer);

interface Readyz {
  readonly ready: boolean;
  readonly checks: readonly { readonly name: string; readonly ok: boolean; readonly detail: string }[];
}

/** What is missing, empty when nothing is, undefined when nobody answers. */
async function readiness(opsUrl: string): Promise<string | undefined> {
  try {
    const answer = await fetch(`${opsUrl}/readyz`, { signal: AbortSignal.timeout(2_000) });
    const { ready, checks } = (await answer.json()) as Readyz;
    if (ready) return "";
    return (
      checks
        .filter(({ ok }) => !ok)
        .map(({ name, detail }) => `${name} (${detail})`)
        .join(", ") || "not ready"
    );
  } catch {
    return undefined;
  }
}
