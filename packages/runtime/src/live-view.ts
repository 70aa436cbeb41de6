import { AbsentEntries } from "./absent-entries.ts";
import { areSame } from "./channel-index.ts";
import type { Position } from "./event-position.ts";
import { HeldEntries } from "./held-entries.ts";
import { LogProgress } from "./log-progress.ts";
import type { Removal } from "./removal-memory.ts";
import type { ViewDefinition, ViewEntry } from "./view.ts";
import { ChangeCollector, type ViewWatcher } from "./view-changes.ts";
import { type OutOfSight, ViewHorizon } from "./view-horizon.ts";
import type { ViewRecord } from "./view-record.ts";

/** The newest value of each key. Touches neither clock nor network: both are handed in. */
export class LiveView<T> {
  readonly definition: ViewDefinition<T>;
  readonly #held: HeldEntries<T>;
  readonly #absent = new AbsentEntries<T>();
  readonly #horizon: ViewHorizon<T> | undefined;
  readonly #watchers = new Set<ViewWatcher<T>>();
  readonly #progress = new LogProgress();
  #appendedUntil = 0;

  constructor(definition: ViewDefinition<T>) {
    this.definition = definition;
    const { horizon, topic, window } = definition;
    this.#held = new HeldEntries(window);
    this.#horizon = horizon && new ViewHorizon(horizon, topic.eventTime);
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
    return this.#held.size;
  }

  /** Newest append time seen, milliseconds since the epoch. */
  get appendedUntil(): number {
    return this.#appendedUntil;
  }

  get channels(): Iterable<string> {
    return this.#held.channels;
  }

  get(key: string): ViewEntry<T> | undefined {
    return this.#held.get(key);
  }

  entries(): Iterable<ViewEntry<T>> {
    return this.#held.values();
  }

  /** Entries of one channel; `everything` names them all. */
  in(channel: string): ReadonlyMap<string, ViewEntry<T>> {
    return this.#held.in(channel);
  }

  /** Entries of one group of the window, oldest first. */
  group(name: string): readonly ViewEntry<T>[] {
    return this.#held.group(name);
  }

  stale(entry: ViewEntry<T>, now: number): boolean {
    const { expiry } = this.definition;
    return expiry !== undefined && now - entry.eventTime >= expiry.staleAfterMs;
  }

  /** What was removed at or after `time`, or undefined when that is longer ago than is remembered. */
  removedSince(time: number): readonly Removal[] | undefined {
    return this.#absent.removals.since(time);
  }

  /** What changed beyond the window at `position` or after, or undefined when some of it is no longer remembered. */
  bygoneSince(position: Position): readonly ViewEntry<T>[] | undefined {
    return this.#absent.bygone.since(position);
  }

  /** From now on `watcher` is told of every change, until `unwatch`. */
  watch<W extends ViewWatcher<T>>(watcher: W): W {
    this.#watchers.add(watcher);
    return watcher;
  }

  unwatch(watcher: ViewWatcher<T>): void {
    this.#watchers.delete(watcher);
  }

  /** From now on, gathers what changes, until `unwatch`. */
  collect(): ChangeCollector<T> {
    return this.watch(new ChangeCollector<T>());
  }

  /** Takes one record in; answers why it was refused, in one word, or undefined. */
  apply(record: ViewRecord<T>, now: number): string | undefined {
    this.#appendedUntil = Math.max(this.#appendedUntil, record.appendedAt);
    const { value, appendedAt } = record;
    if (this.#horizon === undefined || value === null) return this.#take(record, undefined, now);
    const refused = this.definition.accept?.(value, undefined, appendedAt);
    if (refused !== undefined) return refused;
    const { outOfSight, left } = this.#horizon.take(record, value);
    const answer = this.#take(record, outOfSight, now);
    for (const { key, partition, offset } of left) {
      const entry = this.#held.get(key);
      if (entry?.offset === offset && entry.partition === partition) this.#remove(entry, offset, now);
    }
    return answer;
  }

  /** Removes what is too old; forgets removals nobody can ask for any more. */
  expire(now: number): void {
    const { expiry } = this.definition;
    if (expiry !== undefined) {
      for (const entry of this.#held.values()) {
        if (now - entry.eventTime >= expiry.removeAfterMs) this.#remove(entry, entry.offset, now);
      }
    }
    this.#absent.removals.forget(now);
  }

  #take(record: ViewRecord<T>, outOfSight: OutOfSight | undefined, now: number): string | undefined {
    const { key, value, partition, offset, appendedAt } = record;
    const previous = this.#held.get(key);
    const known = previous ?? this.#absent.place(key);
    if (known !== undefined && known.partition === partition && offset <= known.offset) return "superseded";
    if (value === null) return this.#bury(record, previous, now);
    const { topic, accept, expiry, channels } = this.definition;
    const refused = this.#horizon === undefined ? accept?.(value, previous?.value, appendedAt) : undefined;
    if (refused !== undefined) return refused;
    // The key goes on in the newer era, whatever the older one has to say of it.
    if (outOfSight === "older_era" && previous !== undefined) return outOfSight;
    const eventTime = topic.eventTime(value);
    const wanted = channels(value);
    const isExpired = expiry !== undefined && now - eventTime >= expiry.removeAfterMs;
    if (outOfSight !== undefined || isExpired) {
      this.#miss(record, wanted, previous, now);
      return outOfSight ?? "expired";
    }
    const stays = previous?.partition === partition && areSame(wanted, previous.channels);
    const entry: ViewEntry<T> = {
      key,
      value,
      eventTime,
      partition,
      offset,
      appendedAt,
      channels: stays ? previous.channels : wanted,
      enteredOffset: stays ? previous.enteredOffset : offset,
    };
    this.#put(entry, previous, stays);
    return undefined;
  }

  #put(entry: ViewEntry<T>, previous: ViewEntry<T> | undefined, stays: boolean): void {
    const left = this.#held.put(entry, previous, stays);
    this.#absent.recall(entry.key);
    if (left !== undefined) this.#absent.bygone.add(left);
    for (const watcher of this.#watchers) {
      if (left === entry) watcher.pass?.(entry);
      else watcher.put(entry, previous);
    }
  }

  #bury(record: ViewRecord<T>, previous: ViewEntry<T> | undefined, now: number): string | undefined {
    if (previous !== undefined) this.#remove(previous, record.offset, now);
    else if (this.definition.window === undefined) return "tombstone";
    else this.#tell(this.#absent.bury(record, this.channels, now));
    return undefined;
  }

  #miss(
    record: ViewRecord<T>,
    channels: readonly string[],
    previous: ViewEntry<T> | undefined,
    now: number,
  ): void {
    if (previous === undefined) this.#tell(this.#absent.miss(record, channels, now));
    else this.#remove(previous, record.offset, now);
  }

  #remove(entry: ViewEntry<T>, offset: number, now: number): void {
    this.#held.remove(entry);
    this.#tell(this.#absent.remove(entry, offset, now), entry);
  }

  #tell(removal: Removal, entry?: ViewEntry<T>): void {
    for (const watcher of this.#watchers) watcher.remove(removal, entry);
  }
}
