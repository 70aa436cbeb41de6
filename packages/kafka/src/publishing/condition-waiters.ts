interface Waiter {
  readonly holds: () => boolean;
  readonly resolve: () => void;
}

/** Promises of conditions. Whoever changes what they depend on calls `check`. */
export class ConditionWaiters {
  #waiters: Waiter[] = [];

  /** Resolves at once when the condition holds, otherwise at the first `check` that finds it so. */
  when(holds: () => boolean): Promise<void> {
    if (holds()) return Promise.resolve();
    return new Promise((resolve) => this.#waiters.push({ holds, resolve }));
  }

  check(): void {
    if (this.#waiters.length === 0) return;
    const met = new Set(this.#waiters.filter((waiter) => waiter.holds()));
    this.#waiters = this.#waiters.filter((waiter) => !met.has(waiter));
    for (const waiter of met) waiter.resolve();
  }
}
