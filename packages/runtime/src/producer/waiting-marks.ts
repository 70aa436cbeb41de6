/** A mark as it goes to the broker. */
export interface MarkLetter {
  readonly key: string;
  /** Null forgets the key. */
  readonly value: Buffer | null;
  /** To be called once this, or a newer one of the key, is acknowledged. */
  readonly onWritten: readonly (() => void)[];
}

interface Waiting extends MarkLetter {
  /** How many records had been taken when it was yielded: all of these must have met their fate. */
  readonly behind: number;
}

/**
 * Marks that wait for the records before them. Of each key two at most: the oldest, for were it always replaced by the
 * newest, a source that never rests would never get one written; and the newest, which stands for all between.
 */
export class WaitingMarks {
  /** Of each key the oldest, and perhaps the newest. */
  readonly #byKey = new Map<string, readonly Waiting[]>();
  #soonest = Number.POSITIVE_INFINITY;

  get count(): number {
    let count = 0;
    for (const { length } of this.#byKey.values()) count += length;
    return count;
  }

  /** `behind`: how many records have been taken before it; never fewer than at the call before. */
  add(letter: MarkLetter, behind: number): void {
    const { key } = letter;
    const [first, last] = this.#byKey.get(key) ?? [];
    if (first === undefined) this.#byKey.set(key, [{ ...letter, behind }]);
    else {
      // Of two behind the same records only the newer one says anything.
      const replaced = first.behind === behind ? first : last;
      const onWritten = replaced ? [...replaced.onWritten, ...letter.onWritten] : letter.onWritten;
      const added = { ...letter, onWritten, behind };
      this.#byKey.set(key, replaced === first ? [added] : [first, added]);
    }
    this.#soonest = Math.min(this.#soonest, behind);
  }

  /** Takes out those which only the first `settled` records were before; of each key the newest, for all. */
  take(settled: number): readonly MarkLetter[] {
    if (settled < this.#soonest) return [];
    const taken: MarkLetter[] = [];
    this.#soonest = Number.POSITIVE_INFINITY;
    for (const [key, waiting] of this.#byKey) {
      const ripe = waiting.filter(({ behind }) => behind <= settled);
      const rest = waiting[ripe.length];
      const newest = ripe.at(-1);
      if (newest !== undefined)
        taken.push({ ...newest, onWritten: ripe.flatMap(({ onWritten }) => onWritten) });
      if (rest === undefined) this.#byKey.delete(key);
      else {
        this.#byKey.set(key, ripe.length > 0 ? [rest] : waiting);
        this.#soonest = Math.min(this.#soonest, rest.behind);
      }
    }
    return taken;
  }
}
