/** What keeps partitions waiting. */
export type Cause = "broker" | "registry" | "sink";

interface Hold {
  /** Monotonic milliseconds. */
  readonly since: number;
  tries: number;
  /** Monotonic milliseconds when its tenure ended; it may begin anew and go on failing. */
  leftAt: number | undefined;
}

const shortestPauseMs = 100;
const longestPauseMs = 10_000;
/** A partition that was given up and has not come back by then is another's. Longer than the longest pause. */
const returnMs = 30_000;

/** The weather of one cause, from its first failed try at any partition until no partition waits for it any more. */
export class Outage {
  readonly #holds = new Map<string, Hold>();
  #began: number | undefined;
  #tries = 0;
  lastError: string | undefined;

  /** A try failed, at `now` (monotonic milliseconds). Answers whether the outage begins with it. */
  failed(partition: string, error: unknown, now: number): boolean {
    this.lastError = error instanceof Error ? error.message : String(error);
    const hold = this.#holds.get(partition) ?? { since: now, tries: 0, leftAt: undefined };
    hold.tries += 1;
    hold.leftAt = undefined;
    this.#holds.set(partition, hold);
    this.#tries += 1;
    const begins = this.#began === undefined;
    this.#began ??= now;
    return begins;
  }

  /**
   * How long this partition waits before its next try, milliseconds: at random between 100 and a bound that doubles
   * from 200 to 10,000 with each try (full jitter over a floor, after AWS's "Exponential Backoff and Jitter").
   */
  pauseMs(partition: string, random: number): number {
    const tries = this.#holds.get(partition)?.tries ?? 1;
    const bound = Math.min(longestPauseMs, shortestPauseMs * 2 ** Math.min(tries, 20));
    return Math.round(shortestPauseMs + random * (bound - shortestPauseMs));
  }

  succeeded(partition: string): void {
    this.#holds.delete(partition);
  }

  /** Its tenure has ended. That alone ends no outage: the next tenure of the partition may fail as this one did. */
  left(partition: string, now: number): void {
    const hold = this.#holds.get(partition);
    if (hold !== undefined) hold.leftAt = now;
  }

  /** What an outage was, once, when no partition waits any more; undefined while one does, and while all is well. */
  over(now: number): { readonly ms: number; readonly tries: number } | undefined {
    for (const [partition, { leftAt }] of this.#holds)
      if (leftAt !== undefined && now - leftAt >= returnMs) this.#holds.delete(partition);
    if (this.#began === undefined || this.#holds.size > 0) return undefined;
    const what = { ms: Math.round(now - this.#began), tries: this.#tries };
    this.#began = undefined;
    this.#tries = 0;
    this.lastError = undefined;
    return what;
  }

  /** Monotonic milliseconds since when the partition that has waited longest waits, or undefined. */
  get failingSince(): number | undefined {
    const since = [...this.#holds.values()].map((hold) => hold.since);
    return since.length === 0 ? undefined : Math.min(...since);
  }

  /** Partitions that wait, without those given up. */
  get waiting(): number {
    return [...this.#holds.values()].filter(({ leftAt }) => leftAt === undefined).length;
  }
}
