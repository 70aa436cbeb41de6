import type { TransactionRecord } from "@tributary/kafka";
import { LetterTray } from "./letter-tray.ts";
import { isPoison, type Letter, type Outbox } from "./outbox.ts";
import type { Poison } from "./poison.ts";

/** What the steps of a slice emit: checked at once, and encoded as late as may be. */
export class SliceEmits {
  readonly #outbox: Pick<Outbox, "encode" | "draft">;
  #tray = new LetterTray();
  /** A value has shown that it reads otherwise the second time: each is encoded at once. */
  #encodesEach = false;
  #isMisread = false;

  constructor(outbox: Pick<Outbox, "encode" | "draft">) {
    this.#outbox = outbox;
  }

  restart(): void {
    this.#tray = new LetterTray();
    this.#isMisread = false;
  }

  /** Of what is to be sent. */
  get bytes(): number {
    return this.#tray.bytes;
  }

  /** Takes all that a step has emitted, or nothing, and answers why its record is to be buried. */
  take(emits: readonly unknown[]): Poison | undefined {
    const letters: Letter[] = [];
    for (const emit of emits) {
      const letter = this.#encodesEach ? this.#outbox.encode(emit) : this.#outbox.draft(emit);
      if (isPoison(letter)) return letter;
      letters.push(letter);
    }
    try {
      for (const letter of letters) this.#tray.post(letter);
    } catch {
      this.#isMisread = true;
    }
    return undefined;
  }

  letters(): Iterable<Letter> {
    return this.#tray.letters();
  }

  /** Undefined when one that could be encoded no longer can: then the slice is to be run again, and the record is found. */
  records(): TransactionRecord[] | undefined {
    try {
      if (!this.#isMisread)
        return Array.from(this.letters(), ({ topic, key, value }) => ({ topic, key, value }));
    } catch {
      // As below.
    }
    this.#encodesEach = true;
    return undefined;
  }
}
