import type { GroupChunk, Outcome, Tenure } from "@tributary/kafka";
import { brokerAttempt } from "./broker-attempt.ts";
import type { Entry } from "./entry.ts";
import { HandOver } from "./hand-over.ts";
import { takeIn, trippedPauseMs } from "./intake.ts";
import type { Lane } from "./lane.ts";
import type { SliceRun } from "./step-guard.ts";
import { TenurePublishers } from "./tenure-publishers.ts";
import type { Workshop } from "./workshop.ts";

export interface LaneOptions {
  readonly workshop: Workshop;
  readonly tenure: Tenure;
  /** Called while something is waited for that has a time-out of its own: that is no hang. */
  readonly onProgress: () => void;
  /** How long work in hand may go on once the partition is to be handed over. Default 5,000. */
  readonly handOverMs?: number;
}

/** The shape's own part of the work; it has its effect before it answers. */
export interface SliceWorker {
  /** Most entries it is given. */
  readonly mostEntries: number;
  /** Answers how many of the entries it did, from the first, and which of them are to be buried; or when to try again. */
  run(entries: readonly Entry<unknown>[]): Promise<SliceRun | { readonly pauseMs: number }>;
}

/** What a slice worker works with. */
export interface AtLeastOnceHands extends LaneOptions {
  readonly publishers: Pick<TenurePublishers, "publish">;
  /** Aborts when the work in hand is to be dropped, with a `BrokerError` that ends the tenure. */
  readonly drop: AbortSignal;
}

/**
 * A partition's work, at least once: the effect, then the dead letters, then the offset. Whatever fails in between, the
 * slice comes again whole.
 */
export class AtLeastOnceLane implements Lane {
  readonly #options: LaneOptions;
  readonly #worker: SliceWorker;
  readonly #handOver: HandOver;
  readonly #publishers: TenurePublishers;

  constructor(options: LaneOptions, makeWorker: (hands: AtLeastOnceHands) => SliceWorker) {
    this.#options = options;
    this.#handOver = new HandOver(options.tenure, options.handOverMs);
    const drop = this.#handOver.signal;
    this.#publishers = new TenurePublishers({ ...options, drop });
    this.#worker = makeWorker({ ...options, drop, publishers: this.#publishers });
  }

  async begin(): Promise<number> {
    return this.#options.tenure.committed ?? 0;
  }

  async work(chunk: GroupChunk): Promise<Outcome> {
    const { workshop, tenure } = this.#options;
    const { tripwire } = workshop;
    const isHalted = () => tripwire.tripped !== undefined || tenure.signal.aborted;
    const first = chunk.records[0]?.offset ?? chunk.nextOffset;
    if (tripwire.tripped !== undefined) return { next: first, pauseMs: trippedPauseMs };
    const entries = await takeIn(chunk, chunk.records, workshop, tenure);
    if ("pauseMs" in entries) return { next: first, pauseMs: entries.pauseMs };
    // Only the position moved, over control records: lag tools are to see that nothing is left.
    if (entries.length === 0) await this.#commit(chunk.nextOffset);
    let next = entries.length === 0 ? chunk.nextOffset : first;
    for (let from = 0; from < entries.length && !isHalted(); ) {
      const slice = entries.slice(from, from + this.#worker.mostEntries);
      const stop = workshop.metrics.processDuration.startTimer({ messaging_destination_name: chunk.topic });
      const run = await this.#worker.run(slice);
      if ("pauseMs" in run) return { next, pauseMs: run.pauseMs };
      const outcomes = Array.from({ length: run.done }, (_, index) => run.poison.has(index));
      const done = tripwire.room(outcomes);
      from += done;
      next = entries[from]?.record.offset ?? chunk.nextOffset;
      await this.#settle(slice.slice(0, done), run, next);
      stop();
      await tripwire.record(outcomes.slice(0, done), tenure);
    }
    return { next };
  }

  async end(): Promise<void> {
    this.#handOver.end();
    await this.#publishers.abandon();
  }

  /** Buries, commits, then counts: what is counted has happened. If burying fails, nothing moves. */
  async #settle(slice: readonly Entry<unknown>[], { poison }: SliceRun, next: number): Promise<void> {
    const { workshop, tenure } = this.#options;
    const buried = slice.flatMap(({ record }, index) => {
      const why = poison.get(index);
      return why === undefined ? [] : [{ why, letter: workshop.bury(record, why) }];
    });
    const fates = await this.#publishers.publish(buried.map(({ letter }) => letter));
    await this.#attempt("bury", async () => {
      for (const refusal of fates) if (refusal !== undefined) throw refusal;
    });
    await this.#commit(next);
    for (const { why } of buried) {
      const labels = { messaging_destination_name: tenure.topic, stage: why.stage, error: why.error };
      workshop.metrics.deadLetters.inc(labels);
    }
  }

  async #commit(next: number): Promise<void> {
    const { workshop, tenure } = this.#options;
    await this.#attempt("commit", () => tenure.commit(next));
    workshop.weather.succeeded("broker", tenure);
  }

  #attempt<R>(what: string, doing: () => Promise<R>): Promise<R> {
    const { workshop, tenure } = this.#options;
    return brokerAttempt(what, doing, { tenure, weather: workshop.weather });
  }
}
