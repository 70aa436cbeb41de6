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

/** What is left out of the queue at once, at least: not worth it for fewer. */
const leastSlack = 1_024;

/**
 * Removals by key, oldest first; bounded by age and number. The order stands in a queue of its own: to find the first of
 * a Map, V8 walks over all that were deleted before it (measured with 100,000 of them: 33 µs a removal instead of 1.4).
 */
export class RemovalMemory {
  readonly #removals = new Map<string, Removal>();
  readonly #keepMs: number;
  readonly #most: number;
  /** Those that count and, here and there, some that do no more. */
  #queue: Removal[] = [];
  #head = 0;
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
    this.#removals.set(removal.key, removal);
    this.#queue.push(removal);
    if (this.#removals.size > this.#most) this.#forgetOldest();
    if (this.#queue.length > 2 * this.#removals.size + leastSlack) this.#tidy();
  }

  /** The key is back: whoever missed its removal hears of its new value instead. */
  recall(key: string): void {
    this.#removals.delete(key);
  }

  forget(now: number): void {
    let oldest = this.#oldest();
    while (oldest !== undefined && oldest.removedAt <= now - this.#keepMs) {
      this.#forgetOldest();
      oldest = this.#oldest();
    }
  }

  /** Removals at or after `time`, or undefined when some of them may be forgotten. */
  since(time: number): readonly Removal[] | undefined {
    if (time <= this.#forgottenUntil) return undefined;
    this.#tidy();
    return this.#queue.filter((removal) => removal.removedAt >= time);
  }

  #forgetOldest(): void {
    const removal = this.#oldest();
    if (removal === undefined) return;
    this.#removals.delete(removal.key);
    this.#forgottenUntil = Math.max(this.#forgottenUntil, removal.removedAt);
  }

  #oldest(): Removal | undefined {
    while (this.#head < this.#queue.length) {
      const removal = this.#queue[this.#head];
      if (removal !== undefined && this.#counts(removal)) return removal;
      this.#head += 1;
    }
    return undefined;
  }

  #tidy(): void {
    this.#queue = this.#queue.filter((removal) => this.#counts(removal));
    this.#head = 0;
  }

  /** False when its key is back, was removed again, or is forgotten. */
  #counts(removal: Removal): boolean {
    return this.#removals.get(removal.key) === removal;
  }
}
