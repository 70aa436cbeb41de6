import {
  BrokerError,
  type GroupChunk,
  type GroupWorker,
  type Outcome,
  type Tenure,
  type TopicPartition,
} from "@tributary/kafka";
import type { Logger } from "pino";
import { ReaderLag } from "../reader-lag.ts";
import { AskingTenure } from "./asking-tenure.ts";
import type { Lane } from "./lane.ts";
import type { ProcessMetrics } from "./process-metrics.ts";
import type { WeatherBook } from "./workshop.ts";

export interface ProcessWorkerOptions {
  /** `onProgress` is called at every sign of life of a begin that may last. */
  readonly openLane: (tenure: Tenure, onProgress: () => void) => Lane;
  readonly log: Pick<Logger, "error">;
  readonly metrics: Pick<
    ProcessMetrics,
    "consumed" | "missed" | "lag" | "lagSeconds" | "position" | "appendToCommit" | "tenureRestarts"
  >;
  readonly weather: Pick<WeatherBook, "forget">;
  /** Wall clock, milliseconds since the epoch. */
  readonly now: () => number;
  /** Monotonic milliseconds. */
  readonly clock?: () => number;
}

/** Opens a lane for each tenure, and counts what all shapes have in common. */
export class ProcessWorker implements GroupWorker {
  readonly #options: ProcessWorkerOptions;
  readonly #clock: () => number;
  readonly #lag: ReaderLag;
  readonly #lanes = new Map<Tenure, Lane>();
  readonly #begun = new Set<string>();
  /** Monotonic milliseconds of each call's last sign of life. */
  readonly #inHand = new Map<Tenure, number>();

  constructor(options: ProcessWorkerOptions) {
    this.#options = options;
    this.#clock = options.clock ?? (() => performance.now());
    this.#lag = new ReaderLag(options.metrics, "group", options.now);
  }

  async begin(tenure: Tenure): Promise<number> {
    const alive = () => {
      if (this.#inHand.has(tenure)) this.#inHand.set(tenure, this.#clock());
    };
    const lane = this.#options.openLane(new AskingTenure(tenure, alive), alive);
    this.#lanes.set(tenure, lane);
    const position = await this.#handled(tenure, () => lane.begin());
    this.#begun.add(nameOf(tenure));
    return position;
  }

  async work(chunk: GroupChunk, tenure: Tenure): Promise<Outcome> {
    const lane = this.#lanes.get(tenure);
    if (lane === undefined) throw new Error(`no lane for ${nameOf(tenure)}`);
    const labels = { messaging_destination_name: chunk.topic };
    const { metrics, log, now } = this.#options;
    this.#lag.took(chunk, chunk);
    if (chunk.missedRecords > 0) {
      const { topic, partition, missedRecords } = chunk;
      log.error({ topic, partition, missedRecords }, "retention removed records before they were read");
      metrics.missed.inc(labels, missedRecords);
    }
    const outcome = await this.#handled(tenure, () => lane.work(chunk));
    const isAll = outcome.next >= chunk.nextOffset;
    const done = isAll ? chunk.records.length : firstFrom(chunk, outcome.next);
    const [oldest] = chunk.records;
    if (done > 0 && oldest !== undefined) {
      metrics.consumed.inc(labels, done);
      metrics.appendToCommit.observe(labels, Math.max(0, now() - oldest.timestamp) / 1_000);
    }
    this.#lag.moved(chunk, chunk, outcome.next);
    return outcome;
  }

  async end(tenure: Tenure): Promise<void> {
    const lane = this.#lanes.get(tenure);
    this.#lanes.delete(tenure);
    this.#begun.delete(nameOf(tenure));
    this.#inHand.delete(tenure);
    this.#lag.forget(tenure);
    this.#options.weather.forget(tenure);
    await lane?.end();
  }

  /** Sets the gauges that are a function of now. */
  refresh(): void {
    this.#lag.refresh();
  }

  /** Whether the partition's lane has begun: a fold's state is there. */
  hasBegun(partition: TopicPartition): boolean {
    return this.#begun.has(nameOf(partition));
  }

  /** Monotonic milliseconds of the last sign of life of the call that has given none for longest; undefined when none runs. */
  get silentSince(): number | undefined {
    return this.#inHand.size === 0 ? undefined : Math.min(...this.#inHand.values());
  }

  async #handled<R>(tenure: Tenure, call: () => Promise<R>): Promise<R> {
    this.#inHand.set(tenure, this.#clock());
    try {
      return await call();
    } catch (error) {
      if (error instanceof BrokerError && error.code === "unavailable")
        this.#options.metrics.tenureRestarts.inc({ messaging_destination_name: tenure.topic });
      throw error;
    } finally {
      this.#inHand.delete(tenure);
    }
  }
}

const nameOf = ({ topic, partition }: TopicPartition) => `${topic}/${partition}`;

/** How many records of the chunk lie before `offset`. */
function firstFrom({ records }: GroupChunk, offset: number): number {
  const index = records.findIndex((record) => record.offset >= offset);
  return index === -1 ? records.length : index;
}
