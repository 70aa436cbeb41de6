import { ChannelIndex, everything } from "./channel-index.ts";
import { LogProgress } from "./log-progress.ts";
import { type Removal, RemovalMemory } from "./removal-memory.ts";
import type { ViewDefinition, ViewEntry } from "./view.ts";
import { ChangeCollector } from "./view-changes.ts";

/** One decoded record; a null value is a tombstone. */
export interface ViewRecord<T> {
  readonly partition: number;
  readonly offset: number;
  readonly appendedAt: number;
  readonly key: string;
  readonly value: T | null;
}

/** How long and how many removals are remembered for readers who come back. 100,000 take about 20 MB. */
const removalsKeptMs = 15 * 60_000;
const mostRemovalsKept = 100_000;

/** The newest value of each key. Touches neither clock nor network: both are handed in. */
export class LiveView<T> {
  readonly definition: ViewDefinition<T>;
  readonly #entries = new Map<string, ViewEntry<T>>();
  readonly #index = new ChannelIndex<T>();
  readonly #removals = new RemovalMemory(removalsKeptMs, mostRemovalsKept);
  readonly #collectors = new Set<ChangeCollector<T>>();
  readonly #progress = new LogProgress();
  #appendedUntil = 0;

  constructor(definition: ViewDefinition<T>) {
    this.definition = definition;
  }

  /** How far the log has been read. */
  get progress(): LogProgress {
    return this.#progress;
  }

  /** False until everything that was in the log at the start has been read. */
  get isRestored(): boolean {
    return this.#progress.isRestored;
  }

  get recordsToRestore(): number {
    return this.#progress.recordsToRestore;
  }

  get size(): number {
    return this.#entries.size;
  }

  /** Newest append time seen, milliseconds since the epoch. */
  get appendedUntil(): number {
    return this.#appendedUntil;
  }

  get channels(): Iterable<string> {
    return this.#index.names;
  }

  get(key: string): ViewEntry<T> | undefined {
    return this.#entries.get(key);
  }

  entries(): Iterable<ViewEntry<T>> {
    return this.#entries.values();
  }

  /** Entries of one channel; `everything` names them all. */
  in(channel: string): ReadonlyMap<string, ViewEntry<T>> {
    return channel === everything ? this.#entries : this.#index.in(channel);
  }

  stale(entry: ViewEntry<T>, now: number): boolean {
    const { expiry } = this.definition;
    return expiry !== undefined && now - entry.eventTime >= expiry.staleAfterMs;
  }

  /** What was removed at or after `time`, or undefined when that is longer ago than is remembered. */
  removedSince(time: number): readonly Removal[] | undefined {
    return this.#removals.since(time);
  }

  /** From now on, gathers what changes until it is `stopCollecting`. */
  collect(): ChangeCollector<T> {
    const collector = new ChangeCollector<T>();
    this.#collectors.add(collector);
    return collector;
  }

  stopCollecting(collector: ChangeCollector<T>): void {
    this.#collectors.delete(collector);
  }

  /** Takes one record in; answers why it was refused, in one word, or undefined. */
  apply(record: ViewRecord<T>, now: number): string | undefined {
    this.#appendedUntil = Math.max(this.#appendedUntil, record.appendedAt);
    const previous = this.#entries.get(record.key);
    const known = previous ?? this.#removals.get(record.key);
    if (known !== undefined && known.partition === record.partition && record.offset <= known.offset) {
      return "superseded";
    }
    if (record.value === null) {
      return this.#bury(record, previous, now);
    }
    const { topic, accept, expiry, channels } = this.definition;
    const refused = accept?.(record.value, previous?.value, record.appendedAt);
    if (refused !== undefined) {
      return refused;
    }
    const eventTime = topic.eventTime(record.value);
    const wanted = channels(record.value);
    if (expiry !== undefined && now - eventTime >= expiry.removeAfterMs) {
      this.#miss(record, wanted, previous, now);
      return "expired";
    }
    const stays = previous?.partition === record.partition && sameNames(wanted, previous.channels);
    const entry: ViewEntry<T> = {
      key: record.key,
      value: record.value,
      eventTime,
      partition: record.partition,
      offset: record.offset,
      appendedAt: record.appendedAt,
      channels: stays ? previous.channels : wanted,
      enteredOffset: stays ? previous.enteredOffset : record.offset,
    };
    this.#put(entry, previous, stays);
    return undefined;
  }

  /** Removes what is too old; forgets removals nobody can ask for any more. */
  expire(now: number): void {
    const { expiry } = this.definition;
    if (expiry !== undefined) {
      for (const entry of this.#entries.values()) {
        if (now - entry.eventTime >= expiry.removeAfterMs) {
          this.#remove(entry, entry.offset, now);
        }
      }
    }
    this.#removals.forget(now);
  }

  #put(entry: ViewEntry<T>, previous: ViewEntry<T> | undefined, stays: boolean): void {
    if (previous !== undefined && !stays) {
      this.#index.remove(previous);
    }
    this.#entries.set(entry.key, entry);
    this.#index.add(entry);
    this.#removals.recall(entry.key);
    for (const collector of this.#collectors) {
      collector.put(entry, previous);
    }
  }

  #bury(record: ViewRecord<T>, previous: ViewEntry<T> | undefined, now: number): string | undefined {
    if (previous === undefined) {
      return "tombstone";
    }
    this.#remove(previous, record.offset, now);
    return undefined;
  }

  /** A replica that read faster may have shown it for a while: readers who come from there hear of its end. */
  #miss(
    record: ViewRecord<T>,
    channels: readonly string[],
    previous: ViewEntry<T> | undefined,
    now: number,
  ): void {
    const { key, partition, offset } = record;
    if (previous !== undefined) {
      this.#remove(previous, offset, now);
      return;
    }
    // That replica may have refused this record for an earlier one, and shows the key where it was before.
    const before = this.#removals.get(key)?.channels ?? [];
    const left = [...new Set([...before, ...channels])];
    this.#remember({ key, channels: left, partition, offset, enteredOffset: offset, removedAt: now });
  }

  #remove(entry: ViewEntry<T>, offset: number, now: number): void {
    const { key, channels, partition, enteredOffset } = entry;
    this.#entries.delete(key);
    this.#index.remove(entry);
    this.#remember({ key, channels, partition, offset, enteredOffset, removedAt: now });
  }

  #remember(removal: Removal): void {
    this.#removals.add(removal);
    for (const collector of this.#collectors) collector.remove(removal);
  }
}

function sameNames(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((name, index) => name === b[index]);
}
