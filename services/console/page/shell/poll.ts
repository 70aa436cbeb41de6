import { computed, signal } from "@preact/signals";
import type { BadgeKind } from "./state-badge.tsx";

export interface PollOptions {
  readonly everyMs: number;
  /** Data older than this counts as stale. */
  readonly staleAfterMs: number;
  readonly timeoutMs: number;
}

/** What a poll can say of itself; whether an answer is empty is for the page to judge. */
export type PollKind = Extract<BadgeKind, "loading" | "live" | "stale" | "reconnecting" | "error">;

/** An address of the console asked again and again while open; what was heard last stays when asking fails. */
export class Poll<T> {
  readonly value = signal<T | undefined>(undefined);
  /** Why the last asking failed, in words. */
  readonly failure = signal<string | undefined>(undefined);
  /** Moves once a second while open, and with every answer: read it where an age is shown. */
  readonly beat = signal(0);
  readonly #address: () => string;
  readonly #options: PollOptions;
  /** By `performance.now()`. */
  #heardAt = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #ticker: ReturnType<typeof setInterval> | undefined;
  #asking: AbortController | undefined;

  readonly kind = computed<PollKind>(() => {
    void this.beat.value;
    if (this.value.value === undefined) return this.failure.value === undefined ? "loading" : "error";
    if (this.failure.value !== undefined) return "reconnecting";
    return this.age > this.#options.staleAfterMs ? "stale" : "live";
  });

  constructor(address: () => string, options: PollOptions) {
    this.#address = address;
    this.#options = options;
  }

  /** ms since what is shown was heard. */
  get age(): number {
    return performance.now() - this.#heardAt;
  }

  open(): void {
    if (this.#ticker !== undefined) return;
    this.#ticker = setInterval(() => this.beat.value++, 1_000);
    void this.#ask();
  }

  /** Asks no more, and drops the answer on its way. */
  close(): void {
    clearInterval(this.#ticker);
    clearTimeout(this.#timer);
    this.#ticker = undefined;
    this.#asking?.abort();
  }

  /** Asks now, if open: after an action what is shown is out of date. */
  again(): void {
    if (this.#ticker === undefined) return;
    this.#asking?.abort();
    clearTimeout(this.#timer);
    void this.#ask();
  }

  /** The address is another one: what was heard of the old one is not shown as if it were of the new one. */
  restart(): void {
    this.value.value = undefined;
    this.failure.value = undefined;
    this.again();
  }

  async #ask(): Promise<void> {
    const asking = new AbortController();
    this.#asking = asking;
    const signal = AbortSignal.any([asking.signal, AbortSignal.timeout(this.#options.timeoutMs)]);
    try {
      const response = await fetch(this.#address(), { signal });
      const body: unknown = await response.json().catch(() => undefined);
      if (asking.signal.aborted) return;
      if (response.ok && body !== undefined) {
        this.value.value = body as T;
        this.#heardAt = performance.now();
        this.failure.value = undefined;
      } else {
        this.failure.value = messageOf(body) ?? `the console answered ${response.status}`;
      }
    } catch {
      if (asking.signal.aborted) return;
      this.failure.value = "the console cannot be reached";
    }
    this.beat.value++;
    this.#timer = setTimeout(() => void this.#ask(), this.#options.everyMs);
  }
}

/** The words of an answer that is none: `{statusCode, error, message}`. */
export function messageOf(body: unknown): string | undefined {
  const { message } = (body ?? {}) as { message?: unknown };
  return typeof message === "string" && message !== "" ? message : undefined;
}
