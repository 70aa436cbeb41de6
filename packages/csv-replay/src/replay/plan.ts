import type { Order } from "../dataset.ts";
import type { Pace } from "../replay-status.ts";

/** What is replayed of a file and how, as configured. */
export interface ReplayPlan {
  readonly pace: Pace;
  /** A longer gap between event times counts as so many milliseconds of event time; undefined: gaps are kept. */
  readonly gapCapMs: number | undefined;
  /** Event times of the file, milliseconds since the epoch: from (inclusive) to (exclusive). Others are skipped. */
  readonly from: number | undefined;
  readonly to: number | undefined;
  /** Begins the file anew at its end, shifted behind what was sent. */
  readonly isLooping: boolean;
  /** `now`: shifted so that the first row happens at the start of the run, rounded up to the dataset's step. */
  readonly rebase: "off" | "now";
  readonly order: Order;
  /** One bad row more than this ends the run as failed; undefined: any number is buried. */
  readonly maxBad: number | undefined;
  /** `stay`: open for controls after the last row. `exit`: the recording ends with it. */
  readonly whenDone: "stay" | "exit";
}

/**
 * Names what decides which rows a run has, and in which order: a position is of use only under the same plan. A later version of
 * the dataset gives rows other event times, so it is another plan; the first is not named, as it was not before there was a second.
 */
export function planName({ from, to, rebase, order }: ReplayPlan, datasetVersion = 1): string {
  const ordered = order.by === "buffer" ? `buffer ${order.latenessMs}` : order.by;
  const parts = [from ?? null, to ?? null, rebase, ordered];
  return JSON.stringify(datasetVersion === 1 ? parts : [...parts, datasetVersion]);
}

export function isSamePace(a: Pace, b: Pace): boolean {
  if (a.by === "speed") return b.by === "speed" && a.speed === b.speed;
  if (a.by === "rate") return b.by === "rate" && a.rowsPerSecond === b.rowsPerSecond;
  return b.by === "max";
}
