import type { ProviderBar } from "../provider.ts";
import type { RecordedBar } from "./recorded-bar.ts";

/** A state of a bar, and when it is reached: 0 where the bar opens, 1 where it closes. */
export interface BarTick {
  readonly share: number;
  readonly bar: Omit<ProviderBar, "observedAt">;
}

/**
 * The states a recorded bar goes through: at its open, its first extreme, its second, its close. A recording does not tell
 * which extreme came first; taken is the shorter path: open, low, high, close is shorter than open, high, low, close by
 * 2 (close - open), so the low comes first where the bar rises and the high where it falls, as of paths of given extremes a
 * random walk is likelier to take the shorter (charting programs assume the same). Of the volume, a share of time is
 * taken to be traded, and the adjusted close stands to the close as at the end: both are estimates until the bar is final,
 * and the final state is what was recorded, to the last digit.
 */
export function barTicks(recorded: RecordedBar): BarTick[] {
  const { openTime, open, high, low, close, adjustedClose, volume } = recorded;
  const path = close >= open ? [open, low, high] : [open, high, low];
  const forming = path.map((price, index): BarTick => {
    const share = index / path.length;
    const seen = path.slice(0, index + 1);
    return {
      share,
      bar: {
        openTime,
        open,
        high: Math.max(...seen),
        low: Math.min(...seen),
        close: price,
        adjustedClose: adjustedClose === null || close === 0 ? null : price * (adjustedClose / close),
        volume: volume === null ? null : Math.floor(volume * share),
        final: false,
      },
    };
  });
  return [...forming, { share: 1, bar: { ...recorded, final: true } }];
}
