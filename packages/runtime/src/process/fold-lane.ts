import type { GroupChunk, Outcome, Tenure, TransactionRecord } from "@tributary/kafka";
import { brokerAttempt } from "./broker-attempt.ts";
import { computeSlice } from "./computed-slice.ts";
import { countedTransaction } from "./counted-transaction.ts";
import { DefinitionError } from "./definition-error.ts";
import type { Entry } from "./entry.ts";
import type { FoldProcess } from "./fold.ts";
import type { FoldDesk } from "./fold-desk.ts";
import { type Asking, FoldSlice } from "./fold-slice.ts";
import type { FoldTable } from "./fold-table.ts";
import { takeIn, trippedPauseMs } from "./intake.ts";
import type { Lane } from "./lane.ts";
import { openFoldTable } from "./open-fold-table.ts";
import { rebuildKey } from "./rebuild-key.ts";
import { inputShortened } from "./state-lost-error.ts";
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
    if (chunk.nextOffset < this.#position) throw inputShortened(chunk, workshop.group, this.#position);
    const records = chunk.records.filter(({ offset }) => offset >= this.#position);
    if (records.length === 0) return this.#passOver(chunk);
    const entries = await takeIn(chunk, records, workshop, tenure);
    if ("pauseMs" in entries) return { next: this.#position, pauseMs: entries.pauseMs };
    let from = 0;
    while (from < entries.length && !tenure.signal.aborted && tripwire.tripped === undefined) {
      const start = from;
      onProgress();
      const slice = () => this.#attempt("commit", () => this.#slice(chunk, entries, start));
      const { done, asking } = await desk.turn.take(slice);
      from += done;
      if (asking === undefined || tenure.signal.aborted) continue;
      const at = from++;
      const rebuild = () => this.#attempt("rebuild", () => this.#rebuild(chunk, entries, at, asking));
      const held = await desk.turn.take(rebuild);
      if (held !== undefined) return { next: this.#position, ...held };
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

  /** Does the next slice; answers how many entries that were, and whether the next one asks for a rebuild. */
  async #slice(chunk: GroupChunk, entries: readonly Entry<unknown>[], from: number) {
    const { workshop, process, tenure } = this.#options;
    const { outbox, metrics, tripwire } = workshop;
    const table = this.#liveTable();
    const labels = { messaging_destination_name: chunk.topic };
    const stop = metrics.processDuration.startTimer(labels);
    const slice = new FoldSlice({ process, outbox, table, entries, from });
    const computed = await computeSlice(slice, { entries, from }, workshop);
    if (computed.done === 0) return computed;
    await this.#commit(table, nextAfter(chunk, entries, from + computed.done), computed.records);
    slice.merge(table);
    stop();
    metrics.stateKeys.set({ ...labels, partition: String(tenure.partition) }, table.states.size);
    for (const { stage, error } of computed.buried) metrics.deadLetters.inc({ ...labels, stage, error });
    await tripwire.record(computed.outcomes, tenure);
    return computed;
  }

  async #rebuild(chunk: GroupChunk, entries: readonly Entry<unknown>[], at: number, asking: Asking) {
    const { workshop, desk } = this.#options;
    const table = this.#liveTable();
    const entry = entries[at] as Entry<unknown>;
    if (desk.isShared)
      throw new DefinitionError(
        `${workshop.group} asks for a rebuild of ${asking.key}, yet a fold of several inputs has none`,
      );
    const commit = (records: readonly TransactionRecord[]) =>
      this.#commit(table, nextAfter(chunk, entries, at + 1), records);
    return rebuildKey({ ...this.#options, table, entry, asking, commit });
  }

  async #commit(table: FoldTable<S>, next: number, records: readonly TransactionRecord[]): Promise<void> {
    const { workshop, tenure } = this.#options;
    const { metrics, weather } = workshop;
    await tenure.confirm();
    const move = () => table.move({ input: tenure.topic, next, records });
    await countedTransaction(records, move, { metrics, stateTopic: table.home.topic });
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

/** The position when all entries before `index` are done. */
function nextAfter(chunk: GroupChunk, entries: readonly Entry<unknown>[], index: number): number {
  return entries[index]?.record.offset ?? chunk.nextOffset;
}
