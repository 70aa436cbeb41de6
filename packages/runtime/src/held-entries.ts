import { ChannelIndex, everything } from "./channel-index.ts";
import type { ViewEntry, Window } from "./view.ts";
import { ViewWindow } from "./view-window.ts";

/** What a view holds: by key, by channel, and with a window by group in order. */
export class HeldEntries<T> {
  readonly #entries = new Map<string, ViewEntry<T>>();
  readonly #index = new ChannelIndex<T>();
  readonly #window: ViewWindow<T> | undefined;

  constructor(window: Window<T> | undefined) {
    this.#window = window && new ViewWindow(window);
  }

  get size(): number {
    return this.#entries.size;
  }

  get channels(): Iterable<string> {
    return this.#index.names;
  }

  get(key: string): ViewEntry<T> | undefined {
    return this.#entries.get(key);
  }

  values(): IterableIterator<ViewEntry<T>> {
    return this.#entries.values();
  }

  in(channel: string): ReadonlyMap<string, ViewEntry<T>> {
    return channel === everything ? this.#entries : this.#index.in(channel);
  }

  group(name: string): readonly ViewEntry<T>[] {
    return this.#window?.group(name) ?? [];
  }

  /**
   * Takes the place of `previous`, which was in the same channels if it `stays`. Answers the entry that there is no room
   * for any more, if the window is full: this very one is not held then.
   */
  put(entry: ViewEntry<T>, previous: ViewEntry<T> | undefined, stays: boolean): ViewEntry<T> | undefined {
    const left = this.#window?.put(entry);
    if (left === entry) return left;
    if (previous !== undefined && !stays) this.#index.remove(previous);
    this.#entries.set(entry.key, entry);
    this.#index.add(entry);
    if (left !== undefined) this.#drop(left);
    return left;
  }

  remove(entry: ViewEntry<T>): void {
    this.#window?.remove(entry);
    this.#drop(entry);
  }

  #drop(entry: ViewEntry<T>): void {
    this.#entries.delete(entry.key);
    this.#index.remove(entry);
  }
}
