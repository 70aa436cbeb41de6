import { type AccidentTotals, type TotalName, totalNames, totalWords } from "../accident-totals.ts";
import { accidents2023 } from "../published-figures.ts";
import type { CountedTotals } from "./accident-counter.ts";

/** One count beside what it should be; null where nothing is promised. */
export interface TotalLine {
  readonly total: TotalName | "accidents";
  /** Such as `CA` or `7 h`; empty for the number of all. */
  readonly word: string;
  readonly expected: number | null;
  readonly seen: number;
}

/** `equal`: every total is as expected. `different`: some are not. `other file`: nothing is published for a file like this. */
export type Verdict = "equal" | "different" | "other file";

export interface Verification {
  readonly verdict: Verdict;
  readonly lines: readonly TotalLine[];
}

export interface Seen {
  /** Rows that could be read, and those that could not. */
  readonly good: number;
  readonly bad: number;
  readonly counted: CountedTotals;
}

/** Whether the published totals are meant for a file: they are of all rows of March 2023. */
export function isPublishedFile(rows: number): boolean {
  return rows === accidents2023;
}

/** Holds what was seen against totals for so many rows; without totals it only lists what was seen. */
export function verification(
  { good, bad, counted }: Seen,
  expected: { readonly rows: number; readonly totals: AccidentTotals } | undefined,
): Verification {
  const all: TotalLine = { total: "accidents", word: "", expected: expected?.rows ?? null, seen: good };
  const lines = [all, ...totalNames.flatMap((name) => linesOf(name, counted, expected?.totals))];
  if (expected === undefined) return { verdict: "other file", lines };
  const isEqual = bad === 0 && lines.every((line) => line.seen === line.expected);
  return { verdict: isEqual ? "equal" : "different", lines };
}

/** Known words in their order, then what else was seen, of which none is expected. */
function linesOf(total: TotalName, counted: CountedTotals, totals: AccidentTotals | undefined): TotalLine[] {
  const words = totalWords[total];
  const counts = counted[total];
  const others = [...counts.keys()].filter((word) => !words.includes(word)).sort();
  return [...words, ...others].map((word, at) => ({
    total,
    word,
    expected: totals === undefined ? null : (totals[total][at] ?? 0),
    seen: counts.get(word) ?? 0,
  }));
}
