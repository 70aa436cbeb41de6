import { JavaProgram } from "./java-program.ts";

export interface RecountOptions {
  readonly brokers: string;
  readonly group: string;
  /** Topics: what was to be counted, the counts by key, one entry for each event, and what was buried. */
  readonly events: string;
  readonly counts: string;
  readonly entries: string;
  readonly deadLetters: string;
  /** Longest time to wait for the group to have committed that all is done. */
  readonly waitMs: number;
}

/** What a fold made of its input, against what it should have made. All zero but `events`, `keys`, `entries`: exactly once. */
export interface Recount {
  /** Committed in the input. */
  readonly events: number;
  readonly writtenTwice: number;
  readonly keys: number;
  /** Offsets for which the group has not committed that they are done. */
  readonly lag: number;
  /** How long it took, waiting for the group included. */
  readonly waitedMs: number;
  /** By the final count of each key: events that were not counted, and those counted too much. */
  readonly lost: number;
  readonly doubled: number;
  /** Keys whose count, sum of event numbers or newest event is wrong: one lost and one doubled would hide in a count. */
  readonly differing: number;
  /** The first 20 of them in words. */
  readonly differences: readonly string[];
  /** Counts that went down, or came from another partition than the one before. */
  readonly backward: number;
  /** Records of the ledger of entries, one for each event. */
  readonly entries: number;
  readonly missing: number;
  readonly repeated: number;
  readonly invented: number;
  readonly buried: number;
}

/** Counts again what a fold has counted, by a reader in Java that uses none of our packages. */
export async function recount(
  options: RecountOptions,
  onLine: (line: string) => void = () => undefined,
): Promise<Recount> {
  const { waitMs, brokers, group, events, counts, entries, deadLetters } = options;
  const args = { brokers, group, events, counts, entries, deadLetters, waitMs };
  const program = await JavaProgram.start(new URL("recount.java", import.meta.url), args, onLine);
  return (await program.result) as Recount;
}
