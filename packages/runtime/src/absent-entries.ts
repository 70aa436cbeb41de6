import { BygoneEntries } from "./bygone-entries.ts";
import { type Removal, RemovalMemory } from "./removal-memory.ts";
import type { ViewEntry } from "./view.ts";
import type { ViewRecord } from "./view-record.ts";

/** How long and how many removals are remembered for readers who come back. 100,000 take about 20 MB. */
const removalsKeptMs = 15 * 60_000;
const mostRemovalsKept = 100_000;
/** How many entries beyond a window are remembered for them. Of bars with indicators: about 10 MB. */
const mostBygoneKept = 20_000;

/** What a view does not hold and readers may hold still: what was removed, and what lies beyond its window. */
export class AbsentEntries<T> {
  readonly removals = new RemovalMemory(removalsKeptMs, mostRemovalsKept);
  readonly bygone = new BygoneEntries<T>(mostBygoneKept);

  /** Where in the log the key was last heard of. */
  place(key: string): { readonly partition: number; readonly offset: number } | undefined {
    return this.removals.get(key) ?? this.bygone.get(key);
  }

  /** The key is held again. */
  recall(key: string): void {
    this.removals.recall(key);
    this.bygone.recall(key);
  }

  /** The entry is held no more, by the record at `offset`. */
  remove(entry: ViewEntry<T>, offset: number, now: number): Removal {
    const { key, channels, partition, enteredOffset } = entry;
    return this.#remember({ key, channels, partition, offset, enteredOffset, removedAt: now });
  }

  /** A replica that read faster may have shown the record for a while: readers who come from there hear of its end. */
  miss({ key, partition, offset }: ViewRecord<T>, channels: readonly string[], now: number): Removal {
    // That replica may have refused this record for an earlier one, and shows the key where it was before.
    const before = this.removals.get(key)?.channels ?? [];
    const left = [...new Set([...before, ...channels])];
    return this.#remember({ key, channels: left, partition, offset, enteredOffset: offset, removedAt: now });
  }

  /** Buried beyond the window: readers who have it hear of it. Of what changed lately the channels are known. */
  bury({ key, partition, offset }: ViewRecord<T>, channels: Iterable<string>, now: number): Removal {
    const left = this.bygone.get(key)?.channels ?? [...channels];
    this.bygone.recall(key);
    return this.#remember({ key, channels: left, partition, offset, enteredOffset: offset, removedAt: now });
  }

  #remember(removal: Removal): Removal {
    this.removals.add(removal);
    return removal;
  }
}
