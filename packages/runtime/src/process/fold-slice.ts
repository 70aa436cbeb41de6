import type { TransactionRecord } from "@tributary/kafka";
import type { Entry } from "./entry.ts";
import type { FoldProcess } from "./fold.ts";
import type { FoldTable } from "./fold-table.ts";
import type { Message } from "./message.ts";
import { isPoison, type Letter, maxRecordBytes, type Outbox } from "./outbox.ts";
import type { Poison } from "./poison.ts";
import { isReservedKey } from "./position-marker.ts";
import { frozen, jsonFault } from "./state-json.ts";
import type { SliceWork } from "./step-guard.ts";
import { stateVersionHeader } from "./stored-state.ts";

export interface FoldSliceOptions<T, S> {
  readonly process: FoldProcess<T, S>;
  readonly outbox: Pick<Outbox, "encode">;
  /** Its states are only read. */
  readonly table: Pick<FoldTable<S>, "states" | "home" | "meanStateBytes">;
  readonly entries: readonly Entry<unknown>[];
  /** Index of the slice's first entry. */
  readonly from: number;
}

/** Roughly what a transaction may hold; what it makes of its states is known only when it is done. */
const mostBytes = maxRecordBytes;

/** What a slice of records makes of a fold's states: computed beside them, and kept only once it is committed. */
export class FoldSlice<T, S> implements SliceWork {
  readonly #options: FoldSliceOptions<T, S>;
  readonly #stateKey: (message: Message<T>) => string;
  /** Of the states it has touched, as JSON; known once there are records. */
  meanStateBytes = 0;
  #touched = new Map<string, S | undefined>();
  #letters: (Letter | undefined)[] = [];
  /** Where in `letters` the newest for a key of a compacted topic is, by topic and key. */
  #newest = new Map<string, Map<string, number>>();
  #bytes = 0;
  /** Measures the state after each step: dear, and only needed to find who made one too large. */
  #measuresEach = false;

  constructor(options: FoldSliceOptions<T, S>) {
    this.#options = options;
    this.#stateKey = options.process.stateKey ?? ((message) => message.key);
  }

  restart(): void {
    this.#touched = new Map();
    this.#letters = [];
    this.#newest = new Map();
    this.#bytes = 0;
  }

  step(index: number): Poison | undefined {
    const { process, table, entries, from } = this.#options;
    const entry = entries[from + index];
    if (entry?.message === undefined) return entry?.poison;
    const message = entry.message as Message<T>;
    const key = this.#stateKey(message);
    if (typeof key !== "string" || key === "" || isReservedKey(key))
      return bad("bad_state_key", `the state key is ${JSON.stringify(key)}`);
    const isTouched = this.#touched.has(key);
    // As the table's own are: what a careless step may do must not depend on where the slice began.
    const before = isTouched ? frozen(this.#touched.get(key)) : table.states.get(key);
    const answer: unknown = process.step(before, message);
    if (!Array.isArray(answer) || answer.length !== 2 || !Array.isArray(answer[1]))
      return bad("bad_answer", "the step did not answer [state, emits]");
    const [state, emits] = answer as [S | undefined, readonly unknown[]];
    const fault = state === undefined ? undefined : jsonFault(state);
    if (fault !== undefined) return bad("unstorable_state", `JSON cannot hold the state: state${fault}`);
    if (this.#measuresEach && state !== undefined) {
      const bytes = Buffer.byteLength(JSON.stringify(state)) + Buffer.byteLength(key);
      if (bytes > maxRecordBytes)
        return bad("state_too_large", `${bytes} bytes, at most ${maxRecordBytes} are kept`);
    }
    if (emits.length > 0) {
      const letters: Letter[] = [];
      for (const emit of emits) {
        const letter = this.#options.outbox.encode(emit);
        if (isPoison(letter)) return letter;
        letters.push(letter);
      }
      for (const letter of letters) this.#post(letter);
    }
    this.#touched.set(key, state);
    if (!isTouched) this.#bytes += table.meanStateBytes + key.length;
    return undefined;
  }

  isFull(): boolean {
    return this.#bytes >= mostBytes;
  }

  /**
   * States and emits as records, or undefined when a state has become too large: then the slice is to be run again,
   * and this time the record that made it so is found.
   */
  records(): TransactionRecord[] | undefined {
    const { table, process } = this.#options;
    const { home, states } = table;
    const headers = { [stateVersionHeader]: String(process.state.version) };
    const records: TransactionRecord[] = [];
    let stateBytes = 0;
    for (const [key, state] of this.#touched) {
      if (state === undefined) {
        if (states.has(key)) records.push({ ...home, key, value: null });
        continue;
      }
      const value = Buffer.from(JSON.stringify(state));
      if (value.length + 3 * key.length > maxRecordBytes && !this.#measuresEach) {
        this.#measuresEach = true;
        return undefined;
      }
      stateBytes += value.length;
      records.push({ topic: home.topic, partition: home.partition, key, value, headers });
    }
    this.meanStateBytes = stateBytes / Math.max(1, this.#touched.size);
    for (const letter of this.#letters)
      if (letter !== undefined) records.push({ topic: letter.topic, key: letter.key, value: letter.value });
    return records;
  }

  /** Takes the slice into the states: it is committed. */
  merge({ states }: Pick<FoldTable<S>, "states">): void {
    for (const [key, state] of this.#touched) {
      if (state === undefined) states.delete(key);
      else states.set(key, frozen(state));
    }
  }

  #post(letter: Letter): void {
    this.#bytes += letter.value?.length ?? letter.key.length;
    if (letter.isCompacted) {
      const newest = this.#newestOf(letter.topic);
      const earlier = newest.get(letter.key);
      if (earlier !== undefined) {
        this.#bytes -= this.#letters[earlier]?.value?.length ?? letter.key.length;
        this.#letters[earlier] = undefined;
      }
      newest.set(letter.key, this.#letters.length);
    }
    this.#letters.push(letter);
  }

  #newestOf(topic: string): Map<string, number> {
    const known = this.#newest.get(topic);
    if (known !== undefined) return known;
    const newest = new Map<string, number>();
    this.#newest.set(topic, newest);
    return newest;
  }
}

function bad(error: string, message: string): Poison {
  return { stage: "process", error, message };
}
