import { Diary } from "../../src/fire/diary.ts";
import { ReplicaSet } from "../../src/fire/replica-set.ts";
import type { ServiceProcess } from "../../src/service-process.ts";
import { mainOf } from "./main-of.ts";

/** What of `GET /replay` is needed here. */
export interface ReplayAnswer {
  readonly state: "waiting" | "preparing" | "running" | "paused" | "finished" | "failed";
  readonly detail: string | null;
  readonly replay: string | null;
  readonly run: number;
  readonly eventTime: number | null;
  readonly rows: { readonly read: number; readonly sent: number; readonly buried: number };
  readonly rowsPerSecond: number;
}

/** One service of a chain. */
export interface Link {
  readonly service: string;
  /** Beside where the servers are; of a replica, by its number. */
  readonly env?: (replica: number) => Readonly<Record<string, string>>;
}

export interface ServiceChainOptions {
  /** Where broker and registry are. */
  readonly servers: Readonly<Record<string, string>>;
  /** Replays the file. */
  readonly producer: Link;
  /** Log file of the run. */
  readonly log: URL;
}

/** A service that replays a file and those behind it, as processes that are started again when they end. */
export class ServiceChain {
  readonly diary: Diary;
  readonly producer: ReplicaSet;
  readonly #servers: ServiceChainOptions["servers"];
  readonly #links = new Map<string, ReplicaSet>();

  constructor({ servers, producer, log }: ServiceChainOptions) {
    this.diary = new Diary(log.pathname);
    this.#servers = servers;
    this.producer = this.link(producer);
  }

  /** What the producer says of its replay; rejects while it is not there. */
  async status(): Promise<ReplayAnswer> {
    return (await ask(this.producer.running[0], "/replay")).json() as Promise<ReplayAnswer>;
  }

  /** Ends that nobody asked for. */
  get falls(): number {
    return [...this.#links.values()].reduce((sum, { falls }) => sum + falls.length, 0);
  }

  /** Resolves when all that should run answer that they are ready. */
  async ready(): Promise<void> {
    await Promise.all([...this.#links.values()].map((replicas) => replicas.ready()));
  }

  /** Ends all processes at once, and leaves what they said in the diary. */
  async end(): Promise<void> {
    await Promise.all([...this.#links.values()].map((replicas) => replicas.end()));
    for (const [service, replicas] of this.#links)
      this.diary.write(`logs of ${service}`, { text: replicas.transcript() });
  }

  /** One more service; nothing of it runs before it is scaled. */
  protected link({ service, env = () => ({}) }: Link): ReplicaSet {
    const replicas = new ReplicaSet({
      main: mainOf(service),
      diary: this.diary,
      env: (replica) => ({ ...this.#servers, ...env(replica) }),
    });
    this.#links.set(service, replicas);
    return replicas;
  }
}

/** What the API of a service answers; rejects when it is not 2xx. */
export async function ask(process: ServiceProcess | undefined, path: string): Promise<Response> {
  if (process === undefined) throw new Error("nobody runs");
  const response = await fetch(`${await process.apiUrl()}${path}`, { signal: AbortSignal.timeout(10_000) });
  if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
  return response;
}
