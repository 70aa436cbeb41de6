import { setTimeout as sleep } from "node:timers/promises";
import { eventually } from "../eventually.ts";
import { type LogEntry, ServiceProcess } from "../service-process.ts";
import type { Diary } from "./diary.ts";

const restartAfterMs = 300;

export interface ReplicaSetOptions {
  /** The module each replica runs. */
  readonly main: URL;
  /** Environment of a replica, by its number; the same after a restart. */
  readonly env: (replica: number) => Readonly<Record<string, string>>;
  readonly diary: Diary;
}

/** An end that nobody asked for. */
export interface Fall {
  readonly replica: number;
  readonly code: number | null;
  readonly lastWords: string;
}

/** Replicas of one service, each a process that is started again when it ends, as a container would be. */
export class ReplicaSet {
  /** Ends by themselves: a service that rides out weather has none. */
  readonly falls: Fall[] = [];
  /** What those exited with that were told to stop. */
  readonly partings: (number | null)[] = [];
  /** How often a replica was killed or stopped. */
  readonly blows = { kill: 0, stop: 0 };
  readonly #options: ReplicaSetOptions;
  readonly #alive = new Map<number, ServiceProcess>();
  /** All processes there ever were, for their logs. */
  readonly #all: { readonly replica: number; readonly process: ServiceProcess }[] = [];
  readonly #retired = new Set<ServiceProcess>();
  readonly #killed = new Set<ServiceProcess>();

  constructor(options: ReplicaSetOptions) {
    this.#options = options;
  }

  /** Those that run now, by number. */
  get running(): readonly ServiceProcess[] {
    return [...this.#alive].sort(([a], [b]) => a - b).map(([, process]) => process);
  }

  /** Starts replicas 0 to `count` - 1 that are not there, tells those above to stop, and resolves when they have. */
  async scale(count: number): Promise<void> {
    for (let replica = 0; replica < count; replica++) if (!this.#alive.has(replica)) this.#start(replica);
    const surplus = [...this.#alive.keys()].filter((replica) => replica >= count);
    await Promise.all(surplus.map((replica) => this.#retire(replica)));
  }

  /** Resolves when all that should run answer that they are ready. */
  async ready(timeoutMs = 60_000): Promise<void> {
    await eventually(async () => {
      const answers = await Promise.all(this.running.map((process) => process.health("readyz")));
      const unready = answers.flatMap(({ checks }) => checks.filter(({ ok }) => !ok));
      if (unready.length > 0) throw new Error(`not ready: ${JSON.stringify(unready)}`);
    }, timeoutMs);
  }

  /** `kill -9`; it is started again soon. */
  kill(replica: number): void {
    const process = this.#alive.get(replica);
    if (process === undefined || process.hasExited) return;
    this.blows.kill++;
    this.#killed.add(process);
    process.kill("SIGKILL");
  }

  /** SIGSTOP, and SIGCONT after `forMs` or when `until` resolves. Resolves when it runs again. */
  async suspend(replica: number, until: number | (() => Promise<unknown>)): Promise<void> {
    const process = this.#alive.get(replica);
    if (process === undefined || process.hasExited) return;
    this.blows.stop++;
    process.kill("SIGSTOP");
    try {
      await (typeof until === "number" ? sleep(until) : until());
    } finally {
      process.kill("SIGCONT");
    }
  }

  /** Stops a replica beyond its session; resolves when it runs again and has joined its group again. */
  async makeZombie(replica: number, forMs: number): Promise<void> {
    const { diary } = this.#options;
    diary.write("stop", { target: replica, forMs });
    const rejoins = this.#alive.get(replica)?.countsOn("stream_rebalances_total");
    await this.suspend(replica, forMs);
    diary.write("goes on", { target: replica });
    await rejoins;
    diary.write("is a member again", { target: replica });
  }

  /** Lines of all their logs so far that `matches` accepts. */
  said(matches: (entry: LogEntry) => boolean): readonly LogEntry[] {
    return this.#all.flatMap(({ process }) => process.log.filter(matches));
  }

  /** Everything they wrote, process by process. */
  transcript(): string {
    return this.#all
      .map(({ replica, process }, i) => `--- process ${i + 1}, replica ${replica}\n${process.output}`)
      .join("");
  }

  /** Ends whatever runs, without asking. */
  async end(): Promise<void> {
    const processes = [...this.#alive.values()];
    for (const process of processes) this.#retired.add(process);
    this.#alive.clear();
    await Promise.all(processes.map((process) => process.stop("SIGKILL")));
  }

  async #retire(replica: number): Promise<void> {
    const process = this.#alive.get(replica);
    if (process === undefined) return;
    this.#alive.delete(replica);
    this.#retired.add(process);
    const code = await process.stop();
    this.partings.push(code);
    this.#options.diary.write("stopped", { replica, code });
  }

  #start(replica: number): void {
    const { main, env, diary } = this.#options;
    const process = new ServiceProcess(main, env(replica));
    this.#alive.set(replica, process);
    this.#all.push({ replica, process });
    diary.write("started", { replica });
    void process.exited.then(async (code) => {
      if (this.#retired.has(process)) return;
      if (!this.#killed.has(process)) {
        const lastWords = process.output.trimEnd().split("\n").slice(-3).join("\n");
        this.falls.push({ replica, code, lastWords });
        diary.write("fell", { replica, code, lastWords });
      }
      await sleep(restartAfterMs);
      if (this.#alive.get(replica) === process) this.#start(replica);
    });
  }
}
