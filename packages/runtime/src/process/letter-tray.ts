import type { Letter } from "./outbox.ts";

/** Emits to be sent together: of several to one key of a compacted topic the newest. */
export class LetterTray {
  /** Of keys and values, of what is to be sent. */
  bytes = 0;
  readonly #letters: (Letter | undefined)[] = [];
  /** Where in `letters` the newest for a key of a compacted topic is, by topic and key. */
  readonly #newest = new Map<string, Map<string, number>>();

  post(letter: Letter): void {
    this.bytes += bytesOf(letter);
    if (letter.isCompacted) {
      const newest = this.#newestOf(letter.topic);
      const at = newest.get(letter.key);
      const earlier = at === undefined ? undefined : this.#letters[at];
      if (at !== undefined && earlier !== undefined) {
        this.bytes -= bytesOf(earlier);
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

const bytesOf = ({ key, value }: Letter) => value?.length ?? key.length;
