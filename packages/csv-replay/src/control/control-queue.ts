import type { Control } from "./control.ts";

export interface QueuedControl {
  readonly id: string;
  readonly control: Control;
}

/**
 * Controls from when they are asked for until a position that holds them is in the log. When writing fails, reading
 * begins again at an older position, and what that does not hold yet is done again.
 */
export class ControlQueue {
  readonly #prefix: string;
  #serial = 0;
  #entries: readonly QueuedControl[] = [];

  /** @param prefix different in every process, so that an id in the log is not taken for one of another. */
  constructor(prefix: string) {
    this.#prefix = prefix;
  }

  add(control: Control): void {
    this.#serial += 1;
    this.#entries = [...this.#entries, { id: `${this.#prefix}-${this.#serial}`, control }];
  }

  /** Those that a position whose last control is `id` does not hold. */
  after(id: string | null): readonly QueuedControl[] {
    if (this.#entries.length === 0) return this.#entries;
    return this.#entries.slice(this.#entries.findIndex((entry) => entry.id === id) + 1);
  }

  /** A position that holds all up to `id` is in the log. */
  forget(id: string | null): void {
    this.#entries = this.after(id);
  }
}
