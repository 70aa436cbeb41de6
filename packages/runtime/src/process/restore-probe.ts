import type { TopicPartition } from "@tributary/kafka";
import { type Probe, weatherGraceMs } from "../health.ts";

export interface RestoreProbeOptions {
  readonly assignment: () => readonly TopicPartition[] | undefined;
  readonly hasBegun: (partition: TopicPartition) => boolean;
  /** Monotonic milliseconds. */
  readonly clock?: () => number;
}

/**
 * Not ready until the state of every assigned partition was there once. When partitions come later, by a rebalance or
 * after an error, theirs may take as long as weather may last.
 */
export function restoreProbe({
  assignment,
  hasBegun,
  clock = () => performance.now(),
}: RestoreProbeOptions): Probe {
  let wasRestored = false;
  let since: number | undefined;
  return () => {
    const mine = assignment();
    if (mine === undefined) return undefined; // told by the group's own check
    const missing = mine.filter((partition) => !hasBegun(partition));
    if (missing.length === 0) {
      wasRestored = true;
      since = undefined;
      return undefined;
    }
    since ??= clock();
    const said = `restoring ${missing.length} of ${mine.length} partitions`;
    return wasRestored && clock() - since < weatherGraceMs ? { tolerated: said } : said;
  };
}
