/** What a starting service waits for, in words for `/readyz`. */
export class Waiting {
  #reason: string | undefined;
  #lastError: string | undefined;

  for(what: string): void {
    this.#reason = what;
    this.#lastError = undefined;
  }

  /** Why the last try came to nothing. */
  failed(error: unknown): void {
    this.#lastError = error instanceof Error ? error.message : String(error);
  }

  over(): void {
    this.#reason = undefined;
  }

  readonly probe = (): string | undefined => {
    if (this.#reason === undefined) return undefined;
    return `waiting for ${this.#reason}${this.#lastError === undefined ? "" : `: ${this.#lastError}`}`;
  };
}
