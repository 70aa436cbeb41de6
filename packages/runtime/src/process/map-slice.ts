import type { TransactionRecord } from "@tributary/kafka";
import type { Entry } from "./entry.ts";
import type { MapProcess } from "./map.ts";
import type { Message } from "./message.ts";
import { isPoison, type Letter, type Outbox } from "./outbox.ts";
import type { Poison } from "./poison.ts";
import type { SliceWork } from "./step-guard.ts";

export interface MapSliceOptions<T> {
  readonly process: MapProcess<T>;
  readonly outbox: Pick<Outbox, "encode">;
  readonly entries: readonly Entry<unknown>[];
}

/** Emits held in memory until they are acknowledged: several batches, and far from a publisher's whole buffer. */
const mostBytes = 4 * 1_024 * 1_024;

/** What a map makes of a slice of records. */
export class MapSlice<T> implements SliceWork {
  readonly #options: MapSliceOptions<T>;
  #emits: { readonly index: number; readonly letter: Letter }[] = [];
  #bytes = 0;

  constructor(options: MapSliceOptions<T>) {
    this.#options = options;
  }

  restart(): void {
    this.#emits = [];
    this.#bytes = 0;
  }

  step(index: number): Poison | undefined {
    const { process, outbox, entries } = this.#options;
    const entry = entries[index];
    if (entry?.message === undefined) return entry?.poison;
    const emits: unknown = process.step(entry.message as Message<T>);
    if (!Array.isArray(emits))
      return { stage: "process", error: "bad_answer", message: "the step did not answer a list of emits" };
    const letters: Letter[] = [];
    for (const emit of emits) {
      const letter = outbox.encode(emit);
      if (isPoison(letter)) return letter;
      letters.push(letter);
    }
    for (const letter of letters) {
      this.#emits.push({ index, letter });
      this.#bytes += letter.value?.length ?? letter.key.length;
    }
    return undefined;
  }

  isFull(): boolean {
    return this.#bytes >= mostBytes;
  }

  /** Emits of the first `count` entries, each with the index of the entry it came of. */
  emits(count: number): { readonly index: number; readonly record: TransactionRecord }[] {
    return this.#emits
      .filter(({ index }) => index < count)
      .map(({ index, letter: { topic, key, value } }) => ({ index, record: { topic, key, value } }));
  }
}
