import type { GroupChunk, Outcome, Tenure, TransactionRecord } from "@tributary/kafka";
import { brokerAttempt } from "./broker-attempt.ts";
import { computeSlice } from "./computed-slice.ts";
import type { Entry } from "./entry.ts";
import type { FoldProcess } from "./fold.ts";
import type { FoldDesk } from "./fold-desk.ts";
import { FoldSlice } from "./fold-slice.ts";
import type { FoldTable } from "./fold-table.ts";
import { takeIn, trippedPauseMs } from "./intake.ts";
import type { Lane } from "./lane.ts";
import { openFoldTable } from "./open-fold-table.ts";
import { sentTo } from "./sent-records.ts";
import { StateLostError } from "./state-lost-error.ts";
import type { Workshop } from "./workshop.ts";

export interface FoldLaneOptions<T, S> {
  readonly workshop: Workshop;
  readonly process: FoldProcess<T, S>;
  readonly desk: FoldDesk<S>;
  readonly tenure: Tenure;
  /** Called at every sign of life: neither a long restore nor a long chunk is a hang. */
  readonly onProgress: () => void;
}

/** How long a position that moved over control records alone may stay uncommitted. */
const settleAfterMs = 3_000;
/** A partition without a chunk for so long after its begin has nothing to do. */
const idleAfterMs = 3_000;

/** A fold's work on one partition of one input: what a slice makes, and how far it came, are one transaction. */
export class FoldLane<T, S> implements Lane {
  readonly #options: FoldLaneOptions<T, S>;
  #table: FoldTable<S> | undefined;
  /** Everything before it is done; ahead of the table's position by control records alone. */
  #position = 0;
  /** The group's offset, as far as this lane knows. */
  #committed = 0;
  #idle: NodeJS.Timeout | undefined;
  #settling: NodeJS.Timeout | undefined;

  constructor(options: FoldLaneOptions<T, S>) {
    this.#options = options;
  }

  async begin(): Promise<number> {
    const { workshop, process, desk, tenure, onProgress } = this.#options;
    // Until it is this lane's turn: the other inputs may come late, and what hangs is told by whoever it hangs for.
    const waiting = setInterval(onProgress, 1_000).unref();
    const restoring = this.#attempt("restore", async () => {
      await desk.arrive(tenure);
      const { partition, signal } = tenure;
      const confirm = () => tenure.confirm();
      const options = { workshop, definition: process.state, partition, confirm, signal, onProgress };
      this.#table = await desk.turn.take(() => {
        clearInterval(waiting);
        signal.throwIfAborted();
        return desk.table((inputs) => openFoldTable({ ...options, inputs }));
      });
      this.#position = this.#table.position(tenure.topic);
      // Set back or expired, the group's offset would show a lag that is none until something new comes.
      this.#committed = tenure.committed ?? 0;
      if (this.#committed !== this.#position) this.#settleLater();
      // Nothing to do is well, too; but a first commit that fails must not pass for an end of the weather.
      this.#idle = setTimeout(() => workshop.weather.succeeded("broker", tenure), idleAfterMs).unref();
      return this.#position;
    });
    return restoring.finally(() => clearInterval(waiting));
  }

  async work(chunk: GroupChunk): Promise<Outcome> {
    const { workshop, desk, tenure, onProgress } = this.#options;
    const { tripwire } = workshop;
    clearTimeout(this.#idle);
    this.#liveTable();
    if (tripwire.tripped !== undefined) return { next: this.#position, pauseMs: trippedPauseMs };
    if (chunk.nextOffset < this.#position) throw this.#shortened(chunk);
    const records = chunk.records.filter(({ offset }) => offset >= this.#position);
    if (records.length === 0) return this.#passOver(chunk);
    const entries = await takeIn(chunk, records, workshop, tenure);
    if ("pauseMs" in entries) return { next: this.#position, pauseMs: entries.pauseMs };
    let from = 0;
    while (from < entries.length && !tenure.signal.aborted && tripwire.tripped === undefined) {
      const start = from;
      onProgress();
      from += await desk.turn.take(() => this.#attempt("commit", () => this.#slice(chunk, entries, start)));
    }
    return { next: this.#position };
  }

  async end(): Promise<void> {
    clearTimeout(this.#idle);
    clearTimeout(this.#settling);
    const { desk, tenure, workshop } = this.#options;
    const { topic, partition } = tenure;
    workshop.metrics.stateKeys.remove({ messaging_destination_name: topic, partition: String(partition) });
    await desk.leave(tenure);
  }

  /** Does the next slice; answers how many entries that were. */
  async #slice(chunk: GroupChunk, entries: readonly Entry<unknown>[], from: number): Promise<number> {
    const { workshop, process, tenure } = this.#options;
    const { outbox, metrics, tripwire } = workshop;
    const table = this.#liveTable();
    const labels = { messaging_destination_name: chunk.topic };
    const stop = metrics.processDuration.startTimer(labels);
    const slice = new FoldSlice({ process, outbox, table, entries, from });
    const computed = await computeSlice(slice, { entries, from }, workshop);
    const next = entries[from + computed.done]?.record.offset ?? chunk.nextOffset;
    await this.#commit(table, next, computed.records);
    slice.merge(table);
    stop();
    metrics.stateKeys.set({ ...labels, partition: String(tenure.partition) }, table.states.size);
    for (const { stage, error } of computed.buried) metrics.deadLetters.inc({ ...labels, stage, error });
    await tripwire.record(computed.outcomes, tenure);
    return computed.done;
  }

  async #commit(table: FoldTable<S>, next: number, records: readonly TransactionRecord[]): Promise<void> {
    const { workshop, tenure } = this.#options;
    const { metrics, weather } = workshop;
    await tenure.confirm();
    const stop = metrics.transactionDuration.startTimer();
    try {
      await table.move({ input: tenure.topic, next, records });
    } catch (error) {
      metrics.transactions.inc({ outcome: "failed" });
      throw error;
    }
    stop();
    metrics.transactions.inc({ outcome: "committed" });
    for (const [topic, count] of sentTo(records, table.home.topic))
      metrics.sent.inc({ messaging_destination_name: topic }, count);
    weather.succeeded("broker", tenure);
    clearTimeout(this.#settling);
    this.#settling = undefined;
    this.#committed = next;
    if (this.#position > next) this.#settleLater();
    else this.#position = next;
  }

  /** Only the position has moved: worth a transaction once in a while, so that lag tools see that nothing is left. */
  #passOver({ nextOffset }: GroupChunk): Outcome {
    if (nextOffset > this.#position) {
      this.#position = nextOffset;
      this.#settleLater();
    }
    return { next: this.#position };
  }

  #settleLater(): void {
    this.#settling ??= setTimeout(() => void this.#settle(), settleAfterMs).unref();
  }

  /** Nothing waits for it: weather is not booked, for no later success would end it. */
  async #settle(): Promise<void> {
    const { desk, tenure, workshop } = this.#options;
    this.#settling = undefined;
    try {
      await desk.turn.take(async () => {
        const table = this.#liveTable();
        if (tenure.signal.aborted || this.#committed === this.#position) return;
        await this.#commit(table, this.#position, []);
      });
    } catch (error) {
      // A table that fails is dead, and the next chunk begins anew.
      workshop.log.debug({ err: error, partition: tenure.partition }, "position not committed");
      if (this.#table?.isDead === false && !tenure.signal.aborted) this.#settleLater();
    }
  }

  #shortened({ topic, partition, endOffset }: GroupChunk): StateLostError {
    return new StateLostError(
      `${topic}[${partition}] ends at offset ${endOffset}, yet ${this.#options.workshop.group} has counted up to ${this.#position}: ` +
        "the topic was made anew, or the cluster has lost records. Its state belongs to a log that is no more; " +
        "to count what there is now, delete the consumer group and make the state topic anew.",
    );
  }

  #liveTable(): FoldTable<S> {
    const table = this.#table;
    if (table === undefined) throw new Error("the lane has not begun");
    table.check();
    return table;
  }

  #attempt<R>(what: string, doing: () => Promise<R>): Promise<R> {
    const { workshop, tenure } = this.#options;
    return brokerAttempt(what, doing, { tenure, weather: workshop.weather });
  }
}
