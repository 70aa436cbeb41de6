import type { Bar } from "../feed/bar.ts";
import type { BarChanges } from "../feed/bar-feed.ts";
import type { ValueField } from "../graph.ts";

/** A bar to be drawn anew by itself; a past one must be told so, or the library throws "Cannot update oldest data". */
export interface Point {
  readonly bar: Bar;
  readonly isPast: boolean;
}

/** Past this many the library is quicker with all of them. */
const MOST_POINTS = 40;

/**
 * How to bring a chart that shows some bars to others: point by point, oldest first; undefined where all must be drawn
 * anew. The library repairs past points only where one was before: a value in a gap, and a gap in place of a value, would
 * overwrite a neighbour.
 *
 * @param shown what the chart shows, oldest first
 * @param bars what it is to show
 * @param fields those of the lines drawn
 */
export function repairOf(
  shown: readonly Bar[],
  bars: readonly Bar[],
  changes: BarChanges,
  fields: readonly ValueField[],
): readonly Point[] | undefined {
  const last = shown.at(-1);
  if (changes.isWhole || last === undefined || changes.bars.length > MOST_POINTS) return undefined;
  const added = bars.length - shown.length;
  if (added < 0 || bars[0]?.openTime !== shown[0]?.openTime) return undefined;
  const points = changes.bars.map((bar) => ({ bar, isPast: bar.openTime < last.openTime }));
  if (points.filter(({ bar }) => bar.openTime > last.openTime).length !== added) return undefined;
  const isSound = points.every(({ bar, isPast }) => {
    if (!isPast) return true;
    const before = shown[indexIn(shown, bar.openTime)];
    return (
      before !== undefined && fields.every((field) => (before[field] === null) === (bar[field] === null))
    );
  });
  return isSound ? points : undefined;
}

/** Index of the bar that opens then; -1 where there is none. */
export function indexIn(bars: readonly Bar[], openTime: number): number {
  let [low, high] = [0, bars.length - 1];
  while (low <= high) {
    const middle = (low + high) >> 1;
    const found = (bars[middle] as Bar).openTime;
    if (found === openTime) return middle;
    if (found < openTime) low = middle + 1;
    else high = middle - 1;
  }
  return -1;
}
