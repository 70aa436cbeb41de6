import type { TransactionRecord } from "@tributary/kafka";
import { DefinitionError } from "./definition-error.ts";
import type { Entry } from "./entry.ts";
import type { FoldProcess } from "./fold.ts";
import type { FoldTable } from "./fold-table.ts";
import type { Message } from "./message.ts";
import { type Letter, maxRecordBytes, type Outbox } from "./outbox.ts";
import type { Poison } from "./poison.ts";
import { isReservedKey } from "./position-marker.ts";
import { isRebuild } from "./rebuild.ts";
import { SliceEmits } from "./slice-emits.ts";
import { partMark, type StateForm, stateForm } from "./state-form.ts";
import { stateRecords } from "./state-records.ts";
import type { SliceWork } from "./step-guard.ts";

export interface FoldSliceOptions<T, S> {
  readonly process: FoldProcess<T, S>;
  readonly outbox: Pick<Outbox, "encode" | "draft">;
  /** Its states are only read. */
  readonly table: Pick<FoldTable<S>, "states" | "home" | "meanStateBytes">;
  readonly entries: readonly Entry<unknown>[];
  /** Index of the slice's first entry. */
  readonly from: number;
  /** Records of other state keys are passed over. */
  readonly only?: string;
}

/** A step has answered `rebuild`: the slice ends before it. */
export interface Asking {
  /** In the slice, from 0. */
  readonly index: number;
  readonly key: string;
  readonly reason: string;
}

/** Roughly what a transaction may hold; what it makes of its states is known only when it is done. */
const mostBytes = maxRecordBytes;

/** What a slice of records makes of a fold's states: computed beside them, and kept only once it is committed. */
export class FoldSlice<T, S> implements SliceWork {
  readonly #options: FoldSliceOptions<T, S>;
  readonly #stateKey: (message: Message<T>) => string;
  readonly #form: StateForm;
  readonly #emits: SliceEmits;
  #touched = new Map<string, S | undefined>();
  #asking: Asking | undefined;
  #taken = 0;
  #oldest: number | undefined;
  #bytes = 0;
  /** Of the records of the states it has touched, as JSON. */
  #meanStateBytes: number | undefined;
  /** Measures the state after each step: dear, and only needed to find who made one too large. */
  #measuresEach = false;

  constructor(options: FoldSliceOptions<T, S>) {
    this.#options = options;
    this.#stateKey = options.process.stateKey ?? ((message) => message.key);
    this.#form = stateForm(options.process.state);
    this.#emits = new SliceEmits(options.outbox);
  }

  restart(): void {
    this.#touched = new Map();
    this.#emits.restart();
    this.#asking = undefined;
    this.#taken = this.#bytes = 0;
    this.#oldest = undefined;
  }

  get asking(): Asking | undefined {
    return this.#asking;
  }

  /** How many records its steps were given. */
  get taken(): number {
    return this.#taken;
  }

  /** Append time of the first of them, milliseconds since the epoch. */
  get oldest(): number | undefined {
    return this.#oldest;
  }

  step(index: number): Poison | undefined {
    const { process, table, entries, from, only } = this.#options;
    const entry = entries[from + index];
    if (entry?.message === undefined) return entry?.poison;
    const message = entry.message as Message<T>;
    const key = this.#stateKey(message);
    if (only !== undefined && key !== only) return undefined;
    if (typeof key !== "string" || key === "" || isReservedKey(key) || key.includes(partMark))
      return bad("bad_state_key", `the state key is ${JSON.stringify(key)}`);
    const isTouched = this.#touched.has(key);
    const stored = table.states.get(key);
    const before = isTouched ? this.#touched.get(key) : stored;
    this.#taken++;
    this.#oldest ??= message.appendedAt;
    const answer: unknown = process.step(before, message);
    if (isRebuild(answer)) {
      if (message.rebuilding === true) throw endless(key, message, answer.rebuild);
      this.#asking = { index, key, reason: answer.rebuild };
      return undefined;
    }
    if (!Array.isArray(answer) || answer.length !== 2 || !Array.isArray(answer[1]))
      return bad("bad_answer", "the step did not answer [state, emits]");
    const [state, emits] = answer as [S | undefined, readonly unknown[]];
    // What is new in it is frozen, as the table's own are: what a careless step may do must not depend on where the slice began.
    const change = this.#form.look(state, before, stored);
    if (change.fault !== undefined)
      return bad("unstorable_state", `JSON cannot hold the state: state${change.fault}`);
    const tooLarge = this.#measuresEach ? this.#oversize(key, state, before) : undefined;
    if (tooLarge !== undefined) return tooLarge;
    const poison = emits.length > 0 ? this.#emits.take(emits) : undefined;
    if (poison !== undefined) return poison;
    this.#touched.set(key, state);
    this.#bytes += change.records * (table.meanStateBytes + key.length);
    return undefined;
  }

  end(): void {
    this.#emits.end();
  }

  isFull(): boolean {
    return this.#asking !== undefined || this.#bytes + this.#emits.bytes >= mostBytes;
  }

  /**
   * States and emits as records, or undefined when a state has become too large, or an emit could not be made or encoded
   * in the end: then the slice is to be run again, and this time the record that made it so is found.
   */
  records(): TransactionRecord[] | undefined {
    const { table, process } = this.#options;
    const letters = this.#emits.records();
    if (letters === undefined) return undefined;
    const records: TransactionRecord[] = [];
    let stateBytes = 0;
    for (const [key, state] of this.#touched)
      for (const record of stateRecords(
        { home: table.home, definition: process.state },
        key,
        state,
        table.states.get(key),
      )) {
        const bytes = record.value?.length ?? 0;
        if (bytes + 3 * record.key.length > maxRecordBytes && !this.#measuresEach) {
          this.#measuresEach = true;
          return undefined;
        }
        stateBytes += bytes;
        records.push(record);
      }
    if (records.length > 0) this.#meanStateBytes = stateBytes / records.length;
    records.push(...letters);
    return records;
  }

  /** What its steps have emitted. */
  letters(): Iterable<Letter> {
    return this.#emits.letters();
  }

  /** Takes the slice into the states: it is committed. */
  merge(table: Pick<FoldTable<S>, "states" | "meanStateBytes">): void {
    table.meanStateBytes = this.#meanStateBytes ?? table.meanStateBytes;
    for (const [key, state] of this.#touched) {
      if (state === undefined) table.states.delete(key);
      else table.states.set(key, state);
    }
  }

  #oversize(key: string, state: S | undefined, before: S | undefined): Poison | undefined {
    for (const change of this.#form.changes(key, state, before)) {
      if (change.value === undefined) continue;
      const bytes = Buffer.byteLength(JSON.stringify(change.value)) + Buffer.byteLength(change.key);
      if (bytes > maxRecordBytes)
        return bad("state_too_large", `${bytes} bytes, at most ${maxRecordBytes} are kept`);
    }
    return undefined;
  }
}

function endless(
  key: string,
  { topic, partition, offset }: Message<unknown>,
  reason: string,
): DefinitionError {
  return new DefinitionError(
    `at ${topic}[${partition}] ${offset} the step asks for a rebuild of ${JSON.stringify(key)} while it is being rebuilt: ${reason}`,
  );
}

function bad(error: string, message: string): Poison {
  return { stage: "process", error, message };
}
