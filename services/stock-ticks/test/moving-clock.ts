import type { Clock } from "../src/network/clock.ts";

/** A clock that moves by its pauses alone, which take no time. */
export class MovingClock implements Clock {
  /** What it shows. */
  at: number;
  /** Aborts when it has come so far: for what would go on for ever. */
  readonly #end: { readonly at: number; readonly stop: AbortController } | undefined;

  constructor(at: number, end?: { readonly at: number; readonly stop: AbortController }) {
    this.at = at;
    this.#end = end;
  }

  now(): number {
    return this.at;
  }

  elapsed(): number {
    return this.at;
  }

  async pause(milliseconds: number): Promise<void> {
    this.at += milliseconds;
    if (this.#end !== undefined && this.at >= this.#end.at) this.#end.stop.abort();
  }

  random(): number {
    return 0;
  }
}
