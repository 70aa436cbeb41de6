import type { DeadLetterPage } from "@tributary/operations";

export interface ErrorCount {
  readonly error: string;
  readonly count: number;
}

/** How often each error occurs among the dead letters listed, the most frequent first. */
export function errorCounts({ deadLetters }: Pick<DeadLetterPage, "deadLetters">): readonly ErrorCount[] {
  const counts = new Map<string, number>();
  for (const { letter } of deadLetters) counts.set(letter.error, (counts.get(letter.error) ?? 0) + 1);
  return [...counts]
    .map(([error, count]) => ({ error, count }))
    .sort((a, b) => b.count - a.count || (a.error < b.error ? -1 : 1));
}
