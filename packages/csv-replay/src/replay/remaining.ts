import type { Pace } from "../replay-status.ts";

/**
 * Seconds until the last row, by event time where the pace is a speed and gaps are kept, else by the share that is done and how
 * it has grown lately; null where neither is known.
 */
export function remainingSeconds(options: {
  readonly pace: Pace;
  readonly gapCapMs: number | undefined;
  readonly eventTime: number | null;
  readonly lastEventTime: number | null;
  readonly share: number | null;
  readonly sharePerSecond: number;
}): number | null {
  const { pace, gapCapMs, eventTime, lastEventTime, share, sharePerSecond } = options;
  if (pace.by === "speed" && gapCapMs === undefined && eventTime !== null && lastEventTime !== null) {
    return Math.max(0, lastEventTime - eventTime) / 1_000 / pace.speed;
  }
  return share === null || sharePerSecond <= 0 ? null : (1 - share) / sharePerSecond;
}
