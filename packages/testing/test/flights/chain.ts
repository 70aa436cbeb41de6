import { Diary } from "../../src/fire/diary.ts";
import { ReplicaSet } from "../../src/fire/replica-set.ts";
import type { ServiceProcess } from "../../src/service-process.ts";
import { counter, mainOf, producer } from "./flights-topics.ts";

/** What of `GET /replay` is needed here. */
export interface ReplayAnswer {
  readonly state: "waiting" | "preparing" | "running" | "paused" | "finished" | "failed";
  readonly detail: string | null;
  readonly replay: string | null;
  readonly eventTime: number | null;
  readonly rows: { readonly read: number; readonly sent: number; readonly buried: number };
  readonly rowsPerSecond: number;
}

export interface ChainOptions {
  /** Where broker and registry are. */
  readonly servers: Readonly<Record<string, string>>;
  readonly producerEnv: Readonly<Record<string, string>>;
  readonly counterEnv?: (counter: number) => Readonly<Record<string, string>>;
  /** Log file of the run. */
  readonly log: URL;
}

/** One flight-csv and some flights-per-airline, as processes that are started again when they end. */
export class Chain {
  readonly diary: Diary;
  readonly producer: ReplicaSet;
  readonly counters: ReplicaSet;

  constructor({ servers, producerEnv, counterEnv = () => ({}), log }: ChainOptions) {
    this.diary = new Diary(log.pathname);
    const { diary } = this;
    this.producer = new ReplicaSet({
      main: mainOf(producer),
      diary,
      env: () => ({ ...servers, ...producerEnv }),
    });
    this.counters = new ReplicaSet({
      main: mainOf(counter),
      diary,
      env: (number) => ({ ...servers, ...counterEnv(number) }),
    });
  }

  /** What the producer says of its replay; rejects while it is not there. */
  async status(): Promise<ReplayAnswer> {
    return (await answer(this.producer.running[0], "/replay")).json() as Promise<ReplayAnswer>;
  }

  /** All counts of a replay as each counter has them: the text of its CSV, one for each. */
  async counts(replay: string): Promise<readonly string[]> {
    const path = `/counts.csv?replay=${encodeURIComponent(replay)}`;
    return Promise.all(this.counters.running.map(async (process) => (await answer(process, path)).text()));
  }

  /** How many flights of a replay each counter knows as counted. */
  async counted(replay: string): Promise<readonly number[]> {
    return Promise.all(
      this.counters.running.map(async (process) => {
        const { replays } = (await (await answer(process, "/replays")).json()) as {
          readonly replays: readonly { readonly replay: string; readonly flightCount: number }[];
        };
        return replays.find((each) => each.replay === replay)?.flightCount ?? 0;
      }),
    );
  }

  /** Ends all processes at once, and leaves what they said in the diary. */
  async end(): Promise<void> {
    await Promise.all([this.producer.end(), this.counters.end()]);
    this.diary.write("logs of the producer", { text: this.producer.transcript() });
    this.diary.write("logs of the counters", { text: this.counters.transcript() });
  }
}

async function answer(process: ServiceProcess | undefined, path: string): Promise<Response> {
  if (process === undefined) throw new Error("nobody runs");
  const response = await fetch(`${await process.apiUrl()}${path}`, { signal: AbortSignal.timeout(10_000) });
  if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
  return response;
}
