import type { Topic } from "@tributary/contracts";
import type { ViewArchive } from "./view-archive.ts";

export type { LiveView } from "./live-view.ts";

export type Json = string | number | boolean | null | readonly Json[] | { readonly [name: string]: Json };

/** The newest value of one key, and where in the log it stands. Never changed, only replaced. */
export interface ViewEntry<T> {
  readonly key: string;
  readonly value: T;
  /** When the fact was true, milliseconds since the epoch. */
  readonly eventTime: number;
  readonly partition: number;
  readonly offset: number;
  /** Broker's append time, milliseconds since the epoch. */
  readonly appendedAt: number;
  readonly channels: readonly string[];
  /** Offset of the record with which the key came into its present channels. */
  readonly enteredOffset: number;
}

/** Both counted from the event time, so that every replica judges alike. */
export interface Expiry {
  readonly staleAfterMs: number;
  readonly removeAfterMs: number;
}

/**
 * For recordings, whose times are not of today: of what is in the log the view shows only the newest era's, only what lies
 * within `spanMs` of that era's newest event time, and of that at most the newest `most`. Records that were replaced or
 * buried count too, which makes it a matter of the log alone, however its partitions are read: replicas that have read the
 * same agree. One record far ahead of its time empties the view of all others; `accept` may refuse it.
 */
export interface Horizon<T> {
  /** What it is of, such as a replay. */
  readonly era: (value: T) => string;
  /** Whether era `a` began before `b`; a total order. */
  readonly isOlder: (a: string, b: string) => boolean;
  readonly spanMs: number;
  readonly most: number;
}

/**
 * For series that go on for ever: of each group the newest `most` are held. Older ones leave without a word, for readers
 * who have them need not lose them; but whatever changes in them is told. So the window bounds what a reader is given to
 * begin with, not what it hears of. Group, order and channels of a key must always be the same.
 */
export interface Window<T> {
  /** Which group a value belongs to, such as a symbol. */
  readonly of: (value: T) => string;
  /** Its place in the group: the greater, the newer. Equal ones stand by their keys. */
  readonly order: (value: T) => number;
  readonly most: number;
}

export interface ViewOptions<T> {
  /** Start with what was appended in the last so many milliseconds; absent: with the earliest record kept. */
  readonly lookBackMs?: number;
  /**
   * Refuses a value by a reason of one word, which becomes a metric's label; undefined accepts it.
   * Judge by the values and `appendedAt` (the broker's clock) only: replicas that read one log then agree. With a horizon
   * `previous` is always undefined: what was there before depends on how fast each partition is read.
   */
  readonly accept?: (next: T, previous: T | undefined, appendedAt: number) => string | undefined;
  readonly expiry?: Expiry;
  readonly horizon?: Horizon<T>;
  /** Not beside an expiry or a horizon. */
  readonly window?: Window<T>;
  /**
   * For topics of which one key has many facts: what the view holds them by. Of a fact that comes again the newest is
   * held; a tombstone of the topic's key removes none of them.
   */
  readonly identity?: (value: T) => string;
  /** Keeps what the view reads beyond the replica's life; a replica of its own each. */
  readonly archive?: ViewArchive<T>;
  /** Names of the parts of the view a reader can subscribe to and this value belongs to. */
  readonly channels: (value: T) => readonly string[];
  /** What a reader is sent of each entry: column names in their order, and how each is filled. */
  readonly columns: Readonly<Record<string, (entry: ViewEntry<T>) => Json>>;
}

/** Every instance of a service holds the newest value of each key of a topic. */
export interface ViewDefinition<T> extends ViewOptions<T> {
  readonly topic: Topic<T>;
}

/** Declares a view; the runtime reads it from the log, without a consumer group and without committing. */
export function view<T>(topic: Topic<T>, options: ViewOptions<T>): ViewDefinition<T> {
  const { window, expiry, horizon, lookBackMs, archive } = options;
  if (window !== undefined && (expiry !== undefined || horizon !== undefined))
    throw new TypeError(`the view of ${topic.name} has a window: no expiry or horizon beside it`);
  if (archive !== undefined && (window === undefined || lookBackMs !== undefined))
    throw new TypeError(
      `the view of ${topic.name} has an archive: it needs a window, and reads all of the log`,
    );
  return { ...options, topic };
}
