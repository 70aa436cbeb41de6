import type { ReplicaSet } from "../../src/fire/replica-set.ts";
import { ask, ServiceChain } from "../chain/service-chain.ts";
import { counter, producer } from "./flights-topics.ts";

export interface ChainOptions {
  /** Where broker and registry are. */
  readonly servers: Readonly<Record<string, string>>;
  readonly producerEnv: Readonly<Record<string, string>>;
  readonly counterEnv?: (counter: number) => Readonly<Record<string, string>>;
  /** Log file of the run. */
  readonly log: URL;
}

/** One flight-csv and some flights-per-airline. */
export class Chain extends ServiceChain {
  readonly counters: ReplicaSet;

  constructor({ servers, producerEnv, counterEnv = () => ({}), log }: ChainOptions) {
    super({ servers, producer: { service: producer, env: () => producerEnv }, log });
    this.counters = this.link({ service: counter, env: counterEnv });
  }

  /** All counts of a replay as each counter has them: the text of its CSV, one for each. */
  async counts(replay: string): Promise<readonly string[]> {
    const path = `/counts.csv?replay=${encodeURIComponent(replay)}`;
    return Promise.all(this.counters.running.map(async (process) => (await ask(process, path)).text()));
  }

  /** How many flights of a replay each counter knows as counted. */
  async counted(replay: string): Promise<readonly number[]> {
    return Promise.all(
      this.counters.running.map(async (process) => {
        const { replays } = (await (await ask(process, "/replays")).json()) as {
          readonly replays: readonly { readonly replay: string; readonly flightCount: number }[];
        };
        return replays.find((each) => each.replay === replay)?.flightCount ?? 0;
      }),
    );
  }
}
