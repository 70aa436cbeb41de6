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
   * With `dryRun` nothing is sent, and the answer says what would be.
   */
  resend(what: DeadLetterSelection, options: { readonly dryRun: boolean }): Promise<ResendReport>;
  /** Deletes the dead letters of a group up to an instant; Kafka can delete only from a partition's start. */
  purge(
    what: { readonly group: string; readonly buriedBefore?: number },
    options: { readonly dryRun: boolean },
  ): Promise<{ readonly purged: number }>;
  /** Lets a tripped group go on. Answers false when it was not tripped. */
  resume(group: string): Promise<boolean>;
}

export interface GroupState {
  readonly group: string;
  /** Kafka's word: Stable, PreparingRebalance, CompletingRebalance, Empty, Dead; `Missing` when it never joined. */
  readonly state: string;
  readonly members: readonly {
    readonly memberId: string;
    readonly instanceId: string | null;
    readonly clientId: string;
    readonly host: string;
    readonly partitions: number;
  }[];
  readonly partitions: readonly PartitionLag[];
  /** Why it stands still until resumed, or null. */
  readonly tripped: { readonly reason: string; readonly at: number } | null;
  readonly deadLetters: number;
}

export interface PartitionLag {
  readonly topic: string;
  readonly partition: number;
  /** Of the member that holds it, or null. */
  readonly memberId: string | null;
  readonly committed: number | null;
  readonly end: number;
  /** Records still to do, control records not counted; exact up to `countedUpTo`, beyond it offsets are counted. */
  readonly lagRecords: number;
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
  readonly buriedAt: number;
  /** As text, `null` when the record has none; at most 256 characters. */
  readonly key: string | null;
  readonly valueBytes: number | null;
  /** When it was sent again, newest last. */
  readonly resentAt: readonly number[];
}

export interface DeadLetterPage {
  readonly deadLetters: readonly DeadLetterSummary[];
  /** All that match, also those beyond the limit; exact when `isComplete`. */
  readonly total: number;
  readonly isComplete: boolean;
}

export interface DeadLetterDetail extends DeadLetterSummary {
  /** Lines of offset, hexadecimal bytes and text, of at most 4 kB. */
  readonly hex: string;
  /** What the bytes say when decoded with the topic's contract, or why they cannot be. */
  readonly decoded:
    | { readonly ok: true; readonly json: string }
    | { readonly ok: false; readonly reason: string; readonly detail: string };
}

export type DeadLetterSelection = DeadLetterPlace | DeadLetterFilter;

export interface ResendReport {
  readonly matched: number;
  readonly resent: number;
  /** Those that could not be sent, and why. */
  readonly failed: readonly (DeadLetterPlace & { readonly problem: string })[];
}
