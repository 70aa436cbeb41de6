import type { BackOffRange } from "@tributary/runtime";

/**
 * Pauses of a feed that fails: from twice its usual interval up to five minutes, or up to the interval where that is
 * longer. What its server asks for is heeded up to an hour.
 */
export function feedBackOff(intervalMs: number): BackOffRange {
  return {
    firstMs: 2 * intervalMs,
    longestMs: Math.max(intervalMs, 300_000),
    longestRetryAfterMs: 3_600_000,
  };
}
