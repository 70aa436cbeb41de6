import type { ViewEntry } from "./view.ts";

/** An entry that changed, and the channels that should hear of it: those it is in and those it has just left. */
export interface Change<T> {
  readonly entry: ViewEntry<T>;
  readonly channels: readonly string[];
}

export interface Departure {
  readonly key: string;
  readonly channels: readonly string[];
}

export interface Changes<T> {
  readonly changed: readonly Change<T>[];
  readonly removed: readonly Departure[];
}

/** Is told of each change of a view as it is made, in the middle of it: it must not touch the view. */
export interface ViewWatcher<T> {
  put(entry: ViewEntry<T>, previous: ViewEntry<T> | undefined): void;
  /** The newest value of a key that lies beyond the view's window: it is told, and not held. */
  pass?(entry: ViewEntry<T>): void;
  /** `entry` is what was shown; undefined for a key that another replica may have shown, but this one never did. */
  remove(departure: Departure, entry: ViewEntry<T> | undefined): void;
}

/** Most entries stay in their channels: one set for all of them. */
const none: ReadonlySet<string> = new Set();

/** Gathers what happens to a view between two looks at it: of each key only the newest. */
export class ChangeCollector<T> implements ViewWatcher<T> {
  readonly #changed = new Map<string, { entry: ViewEntry<T>; left: ReadonlySet<string> }>();
  readonly #removed = new Map<string, Set<string>>();

  put(entry: ViewEntry<T>, previous: ViewEntry<T> | undefined): void {
    let left = this.#changed.get(entry.key)?.left ?? none;
    if (previous !== undefined && previous.channels !== entry.channels)
      left = new Set([...left, ...previous.channels]);
    this.#changed.set(entry.key, { entry, left });
  }

  pass(entry: ViewEntry<T>): void {
    this.put(entry, undefined);
  }

  remove({ key, channels }: Departure): void {
    const told = this.#removed.get(key) ?? new Set<string>();
    for (const channel of [...channels, ...(this.#changed.get(key)?.left ?? [])]) told.add(channel);
    this.#changed.delete(key);
    this.#removed.set(key, told);
  }

  /** What has happened since the last time. */
  take(): Changes<T> {
    const changed = [...this.#changed.values()].map(({ entry, left }) => ({
      entry,
      channels: left.size === 0 ? entry.channels : [...new Set([...entry.channels, ...left])],
    }));
    const removed = [...this.#removed].map(([key, channels]) => ({ key, channels: [...channels] }));
    this.drop();
    return { changed, removed };
  }

  drop(): void {
    this.#changed.clear();
    this.#removed.clear();
  }
}
