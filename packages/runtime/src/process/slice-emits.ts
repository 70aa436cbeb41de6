import type { TransactionRecord } from "@tributary/kafka";
import { LetterTray } from "./letter-tray.ts";
import { isPoison, type Letter, maxRecordBytes, type Outbox } from "./outbox.ts";
import type { Poison } from "./poison.ts";

/** What a transaction may hold by mistake, in bytes. */
const mostMisjudged = 2 * maxRecordBytes;

/** What the steps of a slice emit: checked at once, encoded as late as may be, and made then if they leave it for then. */
export class SliceEmits {
  readonly #outbox: Pick<Outbox, "encode" | "draft">;
  #tray = new LetterTray();
  /** One could not be made or encoded in the end: each is, at once. */
  #encodesEach = false;
  #isEnding = false;
  #isMisread = false;

  constructor(outbox: Pick<Outbox, "encode" | "draft">) {
    this.#outbox = outbox;
  }

  restart(): void {
    // What began to end and has not come back hangs.
    if (this.#isEnding) this.#encodesEach = true;
    this.#isEnding = false;
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

  /** Makes and encodes what is to be sent. */
  end(): void {
    this.#isEnding = true;
    try {
      let bytes = 0;
      for (const { value } of this.letters()) bytes += value?.length ?? 0;
      // Far longer than was thought: with each made at its record, the slice ends in time.
      if (bytes > mostMisjudged && !this.#encodesEach) this.#isMisread = true;
    } catch {
      this.#isMisread = true;
    }
    this.#isEnding = false;
  }

  letters(): Iterable<Letter> {
    return this.#tray.letters();
  }

  /** Undefined when one could not be made or encoded in the end: then the slice is to be run again, and the record is found. */
  records(): TransactionRecord[] | undefined {
    if (!this.#isMisread)
      return Array.from(this.letters(), ({ topic, key, value }) => ({ topic, key, value }));
    this.#encodesEach = true;
    return undefined;
  }
}
