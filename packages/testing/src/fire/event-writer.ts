import { JavaProgram } from "./java-program.ts";

export interface EventWriterOptions {
  readonly brokers: string;
  readonly topic: string;
  /** Id of the schema of `{ key: string, number: long }` at the registry. */
  readonly schema: number;
  /** How many to commit, and how many a second. */
  readonly records: number;
  readonly rate: number;
  readonly keys: number;
  /** Exponent of Zipf's law over the keys: 0 for all alike. */
  readonly skew: number;
  /** Share of transactions that are aborted once their records are in the log. */
  readonly aborts: number;
  /** Records of a transaction, on average. */
  readonly transaction: number;
  readonly seed: number;
}

export interface Written {
  readonly committed: number;
  readonly aborted: number;
  readonly transactions: number;
  /** Transactions that went wrong, so that only the log knows whether they are in it. */
  readonly unknown: number;
}

/** Begins to write numbered events in transactions, by a Java program that uses none of our packages. */
export async function startEventWriter(
  options: EventWriterOptions,
): Promise<{ readonly written: Promise<Written>; end(): void }> {
  const program = await JavaProgram.start(new URL("event-writer.java", import.meta.url), { ...options });
  return { written: program.result as Promise<Written>, end: () => program.end() };
}
