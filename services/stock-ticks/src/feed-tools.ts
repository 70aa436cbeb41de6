import type { Context, Emit, Mark } from "@tributary/runtime";
import type { FeedMetrics } from "./feed-metrics.ts";
import type { Clock } from "./network/clock.ts";

/** What the feeds of all symbols share. */
export interface FeedTools {
  /** Hands on what is to be published; resolves when there is room for more. */
  readonly put: (item: Emit | Mark) => Promise<void>;
  readonly log: Context["log"];
  readonly metrics: FeedMetrics;
  readonly clock: Clock;
  readonly staleAfterMs: number;
}
