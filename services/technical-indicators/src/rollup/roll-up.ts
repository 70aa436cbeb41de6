import type { MarketBar } from "@tributary/contracts";

/** What of a bar goes into the one above it. */
export type RollUpBar = Pick<
  MarketBar,
  | "openTime"
  | "open"
  | "high"
  | "low"
  | "close"
  | "adjustedClose"
  | "volume"
  | "currency"
  | "revision"
  | "source"
  | "observedAt"
>;

/**
 * One bar of a level from the bars of the level below that lie in its period: 1m → 5m → 1h → 1d → 1M → 1y. For the fold:
 *
 * - **Which bars.** All that there are, forming one included, with `periodOf(exchange, level, openTime)`'s
 *   `opensAt <= openTime < endsAt`, oldest first: 5 at most for 5m, 12 for 1h, 25 for 1d (a night on which clocks go
 *   back), 31 for 1M, 12 for 1y. So 500 kept bars of each interval hold all that is needed to correct any of the last
 *   500 less one period; where the oldest of a period may have been let go of, there is nothing to roll up and the
 *   symbol is to be rebuilt.
 * - **In parts.** It is associative: the roll-up of a period's first bars (with its `openTime`) stands for them, so that
 *   of a forming bar only the sum of its closed bars needs to be kept. Volumes apart it is so bit for bit.
 * - **After a correction** of a base bar, level by level upwards: the new bar of its period, and what follows from that.
 *   One period a level changes, never its neighbours. What a bar becomes depends on the newest states of base bars
 *   alone, not on the order in which they came.
 * - **Closed or not** is told apart from this by `isOver`, for the base bars seen decide it and not those of the period.
 *
 * Rules: `open` is the first bar's, `close`, `adjustedClose`, `currency` and `source` are the last one's, `high` and `low`
 * the extremes; `volume` is the sum of those told, null if none is; `observedAt` the newest. So `adjustedClose` is null
 * where the last bar does not tell it, as quotes do not: an earlier one would be that of another close.
 * `revision` counts the states of all base bars within, from 0: (sum of revision + 1) - 1. It rises by 1 with each
 * revision of a base bar within and with each new one (by more where the base bar's own revision skips), it is the same
 * after a rebuild, and it stays when a bar is closed by the next one begun. Volumes are added as doubles, level by
 * level: exact for whole numbers up to 2^53; of fractions of coins a sum in another order may differ in its last bits.
 *
 * @param openTime of the period, in milliseconds
 * @param bars oldest first
 * @throws RangeError when there are none, for then there is no bar either: a period without trade has no bar
 */
export function rollUp(openTime: number, bars: readonly RollUpBar[]): RollUpBar {
  const [first] = bars;
  const last = bars[bars.length - 1];
  if (first === undefined || last === undefined) throw new RangeError("there is no bar to roll up");
  let { high, low, volume, observedAt } = first;
  let states = first.revision + 1;
  for (let index = 1; index < bars.length; index++) {
    const bar = bars[index] as RollUpBar;
    if (bar.high > high) high = bar.high;
    if (bar.low < low) low = bar.low;
    if (bar.volume !== null) volume = (volume ?? 0) + bar.volume;
    if (bar.observedAt > observedAt) observedAt = bar.observedAt;
    states += bar.revision + 1;
  }
  const { close, adjustedClose, currency, source } = last;
  const revision = states - 1;
  return {
    openTime,
    open: first.open,
    high,
    low,
    close,
    adjustedClose,
    volume,
    currency,
    revision,
    source,
    observedAt,
  };
}
