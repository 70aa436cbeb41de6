import type { ConnectionStatus } from "./broker.ts";
import { messageOf } from "./broker-error.ts";

/** Keeps the status of one connection; instants are monotonic milliseconds. */
export class ConnectionHealth implements ConnectionStatus {
  lastAttemptAt: number | undefined;
  lastSuccessAt: number | undefined;
  failingSince: number | undefined;
  lastError: string | undefined;
  readonly #now: () => number;

  constructor(now: () => number = () => performance.now()) {
    this.#now = now;
  }

  attempted(): void {
    this.lastAttemptAt = this.#now();
  }

  succeeded(): void {
    this.lastAttemptAt = this.lastSuccessAt = this.#now();
    this.failingSince = undefined;
    this.lastError = undefined;
  }

  failed(error: unknown): void {
    this.lastAttemptAt = this.#now();
    this.failingSince ??= this.lastAttemptAt;
    this.lastError = messageOf(error);
  }
}
