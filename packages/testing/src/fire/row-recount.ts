import { JavaProgram } from "./java-program.ts";

export interface RowRecountOptions {
  readonly brokers: string;
  readonly topic: string;
  /** Topic of the dead letters of the service that wrote it. */
  readonly deadLetters: string;
  /** How many lines the file has, the header's being line 1. */
  readonly lines: number;
}

/** Which rows of a file stand in a topic. Exactly once: `missing` are those buried, and the other faults are 0. */
export interface RowRecount {
  /** Committed records. */
  readonly rows: number;
  /** Records of a (replay, line) that was there already. */
  readonly repeated: number;
  /** Records of a line that the file does not have. */
  readonly beyond: number;
  /** Records of an earlier line than the one before them in their partition. */
  readonly backward: number;
  /** Lines of which there is no record, and the first hundred of them. */
  readonly missing: number;
  readonly missingLines: readonly number[];
  /** Names of the replays, sorted. */
  readonly replays: readonly string[];
  /** Dead letters, and how many parts of a file they are of: fewer, where a part was buried twice. */
  readonly buried: number;
  readonly buriedParts: number;
}

/** Reads a topic back by a reader in Java that uses none of our packages. */
export async function recountRows(
  options: RowRecountOptions,
  onLine: (line: string) => void = () => undefined,
): Promise<RowRecount> {
  const { brokers, topic, deadLetters, lines } = options;
  const source = new URL("row-recount.java", import.meta.url);
  const program = await JavaProgram.start(source, { brokers, topic, deadLetters, lines }, onLine);
  return (await program.result) as RowRecount;
}
