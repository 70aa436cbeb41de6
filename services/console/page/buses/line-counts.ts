/** A line and how many vehicles it has now. */
export interface LineCount {
  readonly line: string;
  readonly vehicles: number;
}

/** Lines in natural order; undefined while the feed is away: the stream's state tells of that. */
export async function lineCounts(url: string): Promise<readonly LineCount[] | undefined> {
  try {
    const response = await fetch(url);
    if (!response.ok) return undefined;
    return ((await response.json()) as { lines: LineCount[] }).lines;
  } catch {
    return undefined;
  }
}

/** Lines whose number begins with what is typed, those with vehicles first; all with vehicles for nothing typed. */
export function searchLines(counts: readonly LineCount[], typed: string): readonly LineCount[] {
  const wanted = typed.trim().toUpperCase();
  const found = counts.filter(({ line, vehicles }) => {
    return wanted === "" ? vehicles > 0 : line.toUpperCase().startsWith(wanted);
  });
  const rank = ({ line, vehicles }: LineCount) =>
    (line.toUpperCase() === wanted ? 0 : 2) + (vehicles > 0 ? 0 : 1);
  return found
    .map((count, index) => ({ count, index }))
    .sort((a, b) => rank(a.count) - rank(b.count) || a.index - b.index)
    .map(({ count }) => count);
}
