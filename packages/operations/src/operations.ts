import type { DeadLetter } from "@tributary/contracts";

/** What the person on call sees and may do. Every call reads the cluster as it is now. */
export interface Operations {
  /** Groups of the services, by name. */
  groups(): Promise<readonly GroupState[]>;
  /** Newest first; `limit` at most 1,000. */
  deadLetters(filter: DeadLetterFilter, limit: number): Promise<DeadLetterPage>;
  /** One dead letter whole, or undefined when there is none at that place. */
  deadLetter(place: DeadLetterPlace): Promise<DeadLetterDetail | undefined>;
  /**
   * Sends originals to their topics again, byte by byte, for their own group alone: other groups skip them.
   * With `dryRun` nothing is sent, and the answer says what would be. A letter that was sent again before is left
   * alone, lest its group count it twice, unless `again` is set.
   */
  resend(
    what: DeadLetterSelection,
    options: { readonly dryRun: boolean; readonly again?: boolean },
  ): Promise<ResendReport>;
  /**
   * Deletes the dead letters of a group, in each partition those before the first one buried at or after
   * `buriedBefore` (epoch ms; all when absent). Kafka can delete only from a partition's start, so there is no other
   * filter. Letters buried while this runs are kept.
   */
  purge(
    what: { readonly group: string; readonly buriedBefore?: number },
    options: { readonly dryRun: boolean },
  ): Promise<{ readonly purged: number }>;
  /** Lets a tripped group go on. Answers false when it was not tripped. */
  resume(group: string): Promise<boolean>;
}

export interface GroupState {
  /** Of a replay the service's name: Kafka has a group for each of its recordings. */
  readonly group: string;
  /** Members of a replay contend for its recordings, each of which has one owner. It reads no topic and has no lag. */
  readonly kind: "consumer" | "replay";
  /** Kafka's word: Stable, PreparingRebalance, CompletingRebalance, Empty, Dead; `Missing` when it never joined. */
  readonly state: string;
  readonly members: readonly {
    readonly memberId: string;
    readonly instanceId: string | null;
    readonly clientId: string;
    readonly host: string;
    /** Of a replay 1 at the owner of a recording, 0 at who waits for one. */
    readonly partitions: number;
  }[];
  readonly partitions: readonly PartitionLag[];
  /** Why it stands still until resumed, or null. */
  readonly tripped: { readonly reason: string; readonly at: number } | null;
  /** In `<group>.dlq`, those sent again included. */
  readonly deadLetters: number;
}

export interface PartitionLag {
  readonly topic: string;
  readonly partition: number;
  /** Of the member that holds it, or null. */
  readonly memberId: string | null;
  readonly committed: number | null;
  readonly end: number;
  /** Records still to do, control records and aborted ones not counted. */
  readonly lagRecords: number;
  /** False when beyond the first 10,000 records (or 16 MiB) offsets were counted: then `lagRecords` is the most there can be. */
  readonly isExact: boolean;
  /** Age of the oldest record still to do, by append time; 0 when there is none. */
  readonly lagSeconds: number;
}

export interface DeadLetterFilter {
  readonly group?: string;
  /** `DeadLetter.error`. */
  readonly error?: string;
  readonly stage?: string;
  readonly topic?: string;
}

/** Where a dead letter lies in its `<group>.dlq`. */
export interface DeadLetterPlace {
  readonly group: string;
  readonly partition: number;
  readonly offset: number;
}

export interface DeadLetterSummary extends DeadLetterPlace {
  readonly letter: DeadLetter;
  /**
   * Whether the record says nothing of where it came from, so that it can be looked at and not be sent again. `letter`
   * then has an empty topic, partition and offset -1, and the error `no_headers`.
   */
  readonly isForeign: boolean;
  /** Where it stands in its file, when it is a row that was to be replayed: mended there, never sent again. Else null. */
  readonly row: RowPlace | null;
  readonly buriedAt: number;
  /** As text, or `0x` and hexadecimal digits when it is none; `null` when there is none; at most 256 characters. */
  readonly key: string | null;
  readonly valueBytes: number | null;
  /** When it was sent again, newest last. */
  readonly resentAt: readonly number[];
}

/** What is not known is null. */
export interface RowPlace {
  readonly file: string;
  /** From 1. */
  readonly line: number | null;
  /** From 0; of the row's first byte. */
  readonly byteOffset: number | null;
  readonly column: string | null;
}

export interface DeadLetterPage {
  readonly deadLetters: readonly DeadLetterSummary[];
  /** All that match, also those beyond the limit. */
  readonly total: number;
  /** False when only the newest letters of a partition were looked at (10,000, or 32 MiB of them): there may be more. */
  readonly isComplete: boolean;
}

export interface DeadLetterDetail extends DeadLetterSummary {
  /** The value's first 4,096 bytes as lines of offset, hexadecimal bytes and text; empty for none. */
  readonly hex: string;
  /** A row's first 4,096 bytes as text; null for what is no row. */
  readonly rowText: string | null;
  /** What the bytes say when decoded with the topic's contract, or why they cannot be. */
  readonly decoded:
    | { readonly ok: true; readonly json: string }
    | { readonly ok: false; readonly reason: string; readonly detail: string };
}

export type DeadLetterSelection = DeadLetterPlace | DeadLetterFilter;

export interface ResendReport {
  readonly matched: number;
  /** Sent, or with `dryRun` those that would be. */
  readonly resent: number;
  /** Left alone, for they had been sent again before. */
  readonly alreadyResent: number;
  /** Those that could not be sent, and why. */
  readonly failed: readonly (DeadLetterPlace & { readonly problem: string })[];
}
