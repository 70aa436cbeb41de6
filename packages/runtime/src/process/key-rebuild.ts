import { setImmediate as nextTurn } from "node:timers/promises";
import type { IncomingRecord, Tenure, TransactionRecord } from "@tributary/kafka";
import { computeSlice } from "./computed-slice.ts";
import type { Entry } from "./entry.ts";
import type { FoldProcess } from "./fold.ts";
import { FoldSlice } from "./fold-slice.ts";
import type { FoldTable } from "./fold-table.ts";
import { LetterTray } from "./letter-tray.ts";
import { type Letter, maxRecordBytes } from "./outbox.ts";
import type { Poison } from "./poison.ts";
import { stateRecords } from "./state-records.ts";
import type { Workshop } from "./workshop.ts";

export interface KeyRebuildOptions<T, S> {
  readonly workshop: Workshop;
  readonly process: FoldProcess<T, S>;
  readonly tenure: Tenure;
  /** Its states are only read. */
  readonly table: FoldTable<S>;
  /** The state key. */
  readonly key: string;
  /** Of the record that asks for it. */
  readonly entry: Entry<unknown>;
  /** Called at every sign of life. */
  readonly onProgress: () => void;
}

/** The state of a key as its records in the log make it, to be committed. */
export interface RebuiltKey<S> {
  readonly state: S | undefined;
  /** By transaction, before the last: the newest of what was emitted to each key of compacted topics. */
  readonly ahead: readonly (readonly TransactionRecord[])[];
  /** Of the last transaction: the rest of the emits, the state, the dead letter of the record that asked. */
  readonly records: readonly TransactionRecord[];
  /** Why the record that asked is buried, or undefined. */
  readonly poison: Poison | undefined;
  /** How many records of the key were in the log, the one that asked among them. */
  readonly folded: number;
  /** Those of them that the step refused: they were buried when they came. */
  readonly refused: number;
  /** First offset that the log still held. */
  readonly logStart: number;
  /** Append time of the first of the records, milliseconds since the epoch. */
  readonly since: number | undefined;
}

/** The registry does not answer: the rebuild is to be begun anew. */
export class NoSchema extends Error {}

/** All may pass: what is poison now was so when it was new (nearly always, see `emitLatest`), and the wire has counted it. */
const noWire = { room: (outcomes: readonly boolean[]) => outcomes.length };

/** Folds the records of one state key anew, from the earliest in the log up to the one that asks for it. */
export class KeyRebuild<T, S> {
  readonly #options: KeyRebuildOptions<T, S>;
  readonly #wanted: Buffer | undefined;
  #states = new Map<string, S>();
  #tray = new LetterTray();
  #folded = 0;
  #refused = 0;
  #logStart = 0;
  #since: number | undefined;

  constructor(options: KeyRebuildOptions<T, S>) {
    this.#options = options;
    // Where state is kept by the record's key, most records need not even be decoded.
    this.#wanted = options.process.stateKey === undefined ? Buffer.from(options.key) : undefined;
  }

  /** Rejects with what the broker says, `NoSchema`, or the reason of the tenure's signal. */
  async run(): Promise<RebuiltKey<S>> {
    const { workshop, tenure, entry } = this.#options;
    const { topic, partition, signal } = tenure;
    await workshop.broker.readPartition({
      topic,
      partition,
      until: entry.record.offset,
      onStart: (offset) => this.#begin(offset),
      take: (records) => this.#take(records),
      signal,
    });
    const [last] = await this.#fold([entry]);
    return this.#result(last);
  }

  /** A second call means that retention has overtaken the reading: without what is missing, the rest begins here. */
  #begin(logStart: number): void {
    this.#logStart = logStart;
    this.#states = new Map();
    this.#tray = new LetterTray();
    this.#folded = this.#refused = 0;
    this.#since = undefined;
  }

  async #take(records: readonly IncomingRecord[]): Promise<void> {
    const { workshop, tenure, onProgress } = this.#options;
    onProgress();
    const wanted = this.#wanted;
    const own = wanted === undefined ? records : records.filter(({ key }) => key?.equals(wanted));
    if (own.length === 0) return;
    const entries = await workshop.inbox.reread(tenure, own);
    if (entries === undefined) throw new NoSchema("the registry does not answer");
    await this.#fold(entries);
  }

  /** Answers why some of them are poison. */
  async #fold(entries: readonly Entry<unknown>[]): Promise<readonly Poison[]> {
    const { workshop, process, tenure, table, key, onProgress } = this.#options;
    const { outbox, steps, chunkRecords, bury } = workshop;
    const again = entries.flatMap(({ record, message }) =>
      message === undefined ? [] : [{ record, message: { ...message, rebuilding: true } }],
    );
    const poison: Poison[] = [];
    for (let from = 0; from < again.length; ) {
      tenure.signal.throwIfAborted();
      onProgress();
      const { home, meanStateBytes } = table;
      const scratch = { states: this.#states, home, meanStateBytes };
      const slice = new FoldSlice({ process, outbox, table: scratch, entries: again, from, only: key });
      const hands = { steps, chunkRecords, bury, tripwire: noWire };
      const computed = await computeSlice(slice, { entries: again, from }, hands);
      slice.merge(scratch);
      for (const letter of slice.letters()) this.#tray.post(letter);
      poison.push(...computed.buried);
      this.#since ??= slice.oldest;
      this.#folded += slice.taken;
      this.#refused += computed.buried.length;
      from += computed.done;
      await nextTurn();
    }
    return poison;
  }

  #result(poison: Poison | undefined): RebuiltKey<S> {
    const { workshop, process, table, key, entry } = this.#options;
    const state = this.#states.get(key);
    const letters = [...this.#tray.letters()];
    const ahead = batches(
      letters.filter(({ isCompacted }) => isCompacted),
      workshop.chunkRecords,
    );
    const newest = ahead.pop() ?? [];
    const told = letters.filter(({ isCompacted }) => !isCompacted).map(asRecord);
    const own = stateRecords(
      { home: table.home, definition: process.state },
      key,
      state,
      table.states.get(key),
    );
    const buried = poison === undefined ? [] : [workshop.bury(entry.record, poison)];
    return {
      state,
      ahead,
      records: [...newest, ...told, ...own, ...buried],
      poison,
      folded: this.#folded,
      refused: this.#refused,
      logStart: this.#logStart,
      since: this.#since,
    };
  }
}

const asRecord = ({ topic, key, value }: Letter): TransactionRecord => ({ topic, key, value });

/** In order, each of what a transaction may hold. */
function batches(letters: readonly Letter[], mostRecords: number): TransactionRecord[][] {
  const made: TransactionRecord[][] = [];
  let last: TransactionRecord[] = [];
  let room = 0;
  for (const letter of letters) {
    const bytes = letter.key.length + (letter.value?.length ?? 0);
    if (bytes > room || last.length === mostRecords) {
      last = [];
      made.push(last);
      room = maxRecordBytes;
    }
    last.push(asRecord(letter));
    room -= bytes;
  }
  return made;
}
