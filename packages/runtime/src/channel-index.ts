import type { ViewEntry } from "./view.ts";

/** The channel every entry is in. A colon in all other names keeps it apart from them. */
export const everything = "*";

/** Entries by channel, so that a part of a large view is found without walking all of it. */
export class ChannelIndex<T> {
  readonly #channels = new Map<string, Map<string, ViewEntry<T>>>();

  get names(): IterableIterator<string> {
    return this.#channels.keys();
  }

  in(channel: string): ReadonlyMap<string, ViewEntry<T>> {
    return this.#channels.get(channel) ?? new Map();
  }

  add(entry: ViewEntry<T>): void {
    for (const channel of entry.channels) {
      let entries = this.#channels.get(channel);
      if (entries === undefined) {
        entries = new Map();
        this.#channels.set(channel, entries);
      }
      entries.set(entry.key, entry);
    }
  }

  remove(entry: ViewEntry<T>): void {
    for (const channel of entry.channels) {
      const entries = this.#channels.get(channel);
      entries?.delete(entry.key);
      if (entries?.size === 0) {
        this.#channels.delete(channel);
      }
    }
  }
}

/** Whether two entries are in the same channels, named in the same order. */
export function areSame(channels: readonly string[], others: readonly string[]): boolean {
  return channels.length === others.length && channels.every((name, index) => name === others[index]);
}
