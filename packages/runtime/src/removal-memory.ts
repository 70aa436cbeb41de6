/** What was taken out of a view, kept for a while for those who were not there to hear of it. */
export interface Removal {
  readonly key: string;
  readonly channels: readonly string[];
  readonly partition: number;
  /** Offset of the tombstone, or of the last record when the key expired. */
  readonly offset: number;
  readonly enteredOffset: number;
  /** Clock of this process, milliseconds since the epoch. */
  readonly removedAt: number;
}

/** Removals by key, oldest first; bounded by age and number. */
export class RemovalMemory {
  readonly #removals = new Map<string, Removal>();
  readonly #keepMs: number;
  readonly #most: number;
  #forgottenUntil = Number.NEGATIVE_INFINITY;

  constructor(keepMs: number, most: number) {
    this.#keepMs = keepMs;
    this.#most = most;
  }

  get size(): number {
    return this.#removals.size;
  }

  get(key: string): Removal | undefined {
    return this.#removals.get(key);
  }

  add(removal: Removal): void {
    this.#removals.delete(removal.key);
    this.#removals.set(removal.key, removal);
    if (this.#removals.size > this.#most) {
      this.#forgetOldest();
    }
  }

  /** The key is back: whoever missed its removal hears of its new value instead. */
  recall(key: string): void {
    this.#removals.delete(key);
  }

  forget(now: number): void {
    for (const removal of this.#removals.values()) {
      if (removal.removedAt > now - this.#keepMs) {
        return;
      }
      this.#forgetOldest();
    }
  }

  /** Removals at or after `time`, or undefined when some of them may be forgotten. */
  since(time: number): readonly Removal[] | undefined {
    if (time <= this.#forgottenUntil) {
      return undefined;
    }
    return [...this.#removals.values()].filter((removal) => removal.removedAt >= time);
  }

  #forgetOldest(): void {
    for (const [key, removal] of this.#removals) {
      this.#removals.delete(key);
      this.#forgottenUntil = Math.max(this.#forgottenUntil, removal.removedAt);
      return;
    }
  }
}
