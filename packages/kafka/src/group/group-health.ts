import type { ConnectionStatus } from "../broker.ts";
import { messageOf } from "../broker-error.ts";

interface Trouble {
  readonly since: number;
  readonly reason: string;
}

/**
 * How a member fares with its coordinator and with each leader: one that fails shows, however well the others do.
 * Instants are monotonic milliseconds.
 */
export class GroupHealth implements ConnectionStatus {
  lastAttemptAt: number | undefined;
  lastSuccessAt: number | undefined;
  readonly #troubles = new Map<string, Trouble>();
  readonly #now: () => number;

  constructor(now: () => number = () => performance.now()) {
    this.#now = now;
  }

  /** Of the trouble that lasts longest. */
  get failingSince(): number | undefined {
    return this.#worst?.since;
  }

  get lastError(): string | undefined {
    return this.#worst?.reason;
  }

  attempted(): void {
    this.lastAttemptAt = this.#now();
  }

  succeeded(what: string): void {
    this.lastAttemptAt = this.lastSuccessAt = this.#now();
    this.#troubles.delete(what);
  }

  failed(what: string, error: unknown): void {
    this.lastAttemptAt = this.#now();
    const since = this.#troubles.get(what)?.since ?? this.lastAttemptAt;
    this.#troubles.set(what, { since, reason: `${what}: ${messageOf(error)}` });
  }

  /** It is no longer asked. */
  forget(what: string): void {
    this.#troubles.delete(what);
  }

  get #worst(): Trouble | undefined {
    return [...this.#troubles.values()].sort((a, b) => a.since - b.since)[0];
  }
}
