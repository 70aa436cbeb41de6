import type { Letter } from "./outbox.ts";

/** Emits to be sent together: of several to one key of a compacted topic the newest. */
export class LetterTray {
  /** Of keys and values, of what is to be sent. */
  bytes = 0;
  readonly #letters: (Letter | undefined)[] = [];
  /** Where in `letters` the newest for a key of a compacted topic is, by topic and key. */
  readonly #newest = new Map<string, Map<string, number>>();

  /** Throws what a late letter throws that cannot be encoded. */
  post(letter: Letter): void {
    this.bytes += letter.bytes;
    if (letter.isCompacted) {
      const newest = this.#newestOf(letter.topic);
      const at = newest.get(letter.key);
      const earlier = at === undefined ? undefined : this.#letters[at];
      // Most keys have one emit alone, and its bytes are a fifth of the value that would be kept for them.
      if (at === undefined && letter.isFleeting !== true) void letter.value;
      if (at !== undefined && earlier !== undefined) {
        this.bytes -= earlier.bytes;
        this.#letters[at] = undefined;
      }
      newest.set(letter.key, this.#letters.length);
    }
    this.#letters.push(letter);
  }

  /** In the order in which they were posted. */
  *letters(): Iterable<Letter> {
    for (const letter of this.#letters) if (letter !== undefined) yield letter;
  }

  #newestOf(topic: string): Map<string, number> {
    const known = this.#newest.get(topic);
    if (known !== undefined) return known;
    const newest = new Map<string, number>();
    this.#newest.set(topic, newest);
    return newest;
  }
}
