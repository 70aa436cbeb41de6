/** Watches what must come to an end by itself, for as long as it is under way. */
export class SignsOfLife {
  readonly #clock: () => number;
  /** Monotonic milliseconds of each one's last sign of life. */
  readonly #underWay = new Map<symbol, number>();

  /** `clock`: monotonic milliseconds. */
  constructor(clock: () => number = () => performance.now()) {
    this.#clock = clock;
  }

  /** Does something that is to call `alive` again and again until it is done. */
  async during<R>(doing: (alive: () => void) => Promise<R>): Promise<R> {
    const it = Symbol();
    const alive = () => void this.#underWay.set(it, this.#clock());
    alive();
    try {
      return await doing(alive);
    } finally {
      this.#underWay.delete(it);
    }
  }

  /** Monotonic milliseconds of the last sign of what has given none for longest; undefined when nothing is under way. */
  get silentSince(): number | undefined {
    return this.#underWay.size === 0 ? undefined : Math.min(...this.#underWay.values());
  }
}
