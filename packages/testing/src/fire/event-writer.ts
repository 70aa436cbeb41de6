import { JavaProgram } from "./java-program.ts";

export interface EventWriterOptions {
  readonly brokers: string;
  readonly topic: string;
  /** Id of the schema of `{ key: string, number: long }` at the registry. */
  readonly schema: number;
  /** How many to commit at most, and how many a second. */
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

export interface EventWriter {
  /** Resolves when events are in the log. */
  readonly begun: Promise<void>;
  /** Rejects with what it said when it failed. */
  readonly written: Promise<Written>;
  /** Tells it to end after the transaction in hand. */
  finish(): void;
  end(): void;
}

/** Begins to write numbered events in transactions, by a Java program that uses none of our packages. */
export async function startEventWriter(
  options: EventWriterOptions,
  onLine: (line: string) => void = () => undefined,
): Promise<EventWriter> {
  const begun = Promise.withResolvers<void>();
  const hear = (line: string) => {
    onLine(line);
    if (line.startsWith("{")) begun.resolve();
  };
  const source = new URL("event-writer.java", import.meta.url);
  const program = await JavaProgram.start(source, { ...options }, hear);
  program.result.catch((error) => begun.reject(error));
  begun.promise.catch(() => undefined); // `written` tells it too
  return {
    begun: begun.promise,
    written: program.result as Promise<Written>,
    finish: () => program.finish(),
    end: () => program.end(),
  };
}
