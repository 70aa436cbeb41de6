import type { Position } from "./event-position.ts";
import type { ViewEntry } from "./view.ts";

/**
 * Entries that a view's window has let go, or that changed when it held them no more: a reader may hold them still, and
 * has to hear of what it missed. Bounded by number, in two generations of which the older goes as a whole.
 */
export class BygoneEntries<T> {
  readonly #mostOfGeneration: number;
  #young = new Map<string, ViewEntry<T>>();
  #old = new Map<string, ViewEntry<T>>();
  /** By partition: whoever knows the log up to here or further can be told all. */
  readonly #forgottenUntil: number[] = [];

  /** Remembers the newest `most` / 2 at least, and `most` at most. */
  constructor(most: number) {
    this.#mostOfGeneration = Math.max(1, Math.floor(most / 2));
  }

  get(key: string): ViewEntry<T> | undefined {
    return this.#young.get(key) ?? this.#old.get(key);
  }

  add(entry: ViewEntry<T>): void {
    this.#young.set(entry.key, entry);
    if (this.#young.size < this.#mostOfGeneration) return;
    for (const { key, partition, offset } of this.#old.values()) {
      if (this.#young.has(key)) continue;
      this.#forgottenUntil[partition] = Math.max(this.#forgottenUntil[partition] ?? 0, offset + 1);
    }
    this.#old = this.#young;
    this.#young = new Map();
  }

  /** The window holds the key again, or it was removed. */
  recall(key: string): void {
    this.#young.delete(key);
    this.#old.delete(key);
  }

  /** Those that changed at `position` or after, newest state only; undefined when some of them are forgotten. */
  since(position: Position): readonly ViewEntry<T>[] | undefined {
    const isForgotten = (until: number | undefined, partition: number) =>
      until !== undefined && until > (position[partition] ?? 0);
    if (this.#forgottenUntil.some(isForgotten)) return undefined;
    const older = [...this.#old.values()].filter(({ key }) => !this.#young.has(key));
    const isNew = ({ partition, offset }: ViewEntry<T>) => offset >= (position[partition] ?? 0);
    return [...older, ...this.#young.values()].filter(isNew);
  }
}
